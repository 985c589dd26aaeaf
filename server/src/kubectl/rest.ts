import type { ApiObject, Condition } from '#engine/api/meta.ts';
import type { Pod } from '#engine/api/pod.ts';
import type { Run } from '#engine/engine.ts';
import type { Millis } from '#engine/time.ts';
import { isComplete, workloadKinds } from '#engine/trace/budget.ts';
import { containerStatuses } from '#engine/trace/podState.ts';

/** Nothing has changed for so long: the cluster is at rest. */
const quiet: Millis = 5000;

/**
 * Lets time pass until nothing changes any more and no workload is on its way; false when `limit` ended it. A probe's delay or
 * minReadySeconds may be longer than any silence that one could wait for, so a workload that is neither complete nor given up is waited for; and
 * so is a container that is known to end.
 */
export function rest(run: Run, limit: Millis): boolean {
  const steps = resting(run, limit);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same, with a pause after every step, for a host that has more to do meanwhile. */
export function* resting(run: Run, limit: Millis): Generator<void, boolean> {
  const from = run.now;
  let since = from;
  for (;;) {
    const end = since + quiet;
    if (end > limit) {
      run.advance(limit);
      return run.rested(false, from);
    }
    if (run.step(end)) {
      since = Math.max(since, run.lastChange);
      yield;
      continue;
    }
    run.advance(end);
    if (run.bound !== undefined) return run.rested(false, from);
    if (
      !workloadKinds.some((kind) => run.view.list(kind).some(onTheWay)) &&
      !run.view.list('Pod').some(endsByItself(run))
    )
      return run.rested(true, from);
    since = end;
  }
}

/** Whether nothing has changed for a while: the least that rest takes, for a host that only looks. */
export function isQuiet({ now, lastChange }: Run): boolean {
  return now - lastChange >= quiet;
}

function onTheWay(workload: ApiObject): boolean {
  const status = workload['status'] as { readonly conditions?: readonly Condition[] } | undefined;
  const givenUp = status?.conditions?.some(
    ({ type, status: is }) => (type === 'Progressing' && is === 'False') || (type === 'Failed' && is === 'True'),
  );
  return !isComplete(workload) && givenUp !== true;
}

/** Whether a container of the pod runs that will end, or be stopped by a probe, as its image is said to behave. */
function endsByItself(run: Run): (pod: ApiObject) => boolean {
  return (pod) =>
    containerStatuses(pod).some(({ name, image = '', state }) => {
      if (state?.running === undefined) return false;
      const behaviour = run.behaviourOf(image);
      return behaviour?.exits !== undefined || (behaviour?.probes?.liveness === 'fails' && hasLiveness(pod, name));
    });
}

function hasLiveness(pod: ApiObject, container: string | undefined): boolean {
  const { containers, initContainers = [] } = (pod as Pod).spec;
  return [...containers, ...initContainers].some(
    ({ name, livenessProbe }) => name === container && livenessProbe !== undefined,
  );
}
