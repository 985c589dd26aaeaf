import { headroom } from '#engine/scheduler/headroom.ts';
import { storeAt } from '#engine/trace/replay.ts';
import { exitCode, type Simulated, stepText } from './simulated.ts';

/** Verdict, summary, steps, final objects, the scheduler's diagnoses and what is left of the nodes, as one JSON document. */
export function jsonReport(simulated: Simulated): unknown {
  const { name, trace, steps, summary } = simulated;
  const objects = storeAt(trace, trace.end);
  return {
    name,
    verdict: summary.verdict,
    code: exitCode(simulated),
    kubernetesVersion: trace.header.kubernetesVersion,
    seed: trace.header.seed,
    summary,
    steps: steps.map(({ index, step, at, result }) => ({ index, step: stepText(step), at, result })),
    scheduling: trace.entries.flatMap(({ at, change }) =>
      change.kind === 'note' && change.topic === 'scheduling'
        ? [{ at, object: change.key, text: change.text, diagnosis: change.data }]
        : [],
    ),
    headroom: headroom(objects, trace.header.kubernetesVersion),
    objects: [...objects.values()].filter((object) => object.kind !== 'Event'),
  };
}
