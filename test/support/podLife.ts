import type { Container, ContainerState, Pod, PodSpec } from '#engine/api/pod.ts';
import { podCondition } from '#engine/api/pod.ts';
import type { Run } from '#engine/engine.ts';
import { start } from '#engine/engine.ts';
import type { Millis } from '#engine/time.ts';
import type { World } from '#engine/world.ts';
import { defaultTiming, defaultWorld } from '#engine/world.ts';

/** For tests: a pod on node n1 as `checkLife` describes it. */
export interface LifeCase {
  readonly spec?: Partial<PodSpec>;
  /** The one container, unless `spec.containers` names others. */
  readonly container?: Partial<Container>;
  readonly world?: Partial<World>;
  /** What happens meanwhile. */
  readonly during?: readonly { readonly at: Millis; readonly act: (run: Run) => void }[];
  readonly until?: Millis;
}

/** For tests: the life of a pod as text, one line a change of its status: time, phase, containers, readiness. Events on request. */
export function life(
  { spec, container, world, during = [], until = 5_000 }: LifeCase,
  show: 'status' | 'all' = 'status',
): string {
  const run = start({ ...defaultWorld(), timing: { ...defaultTiming, restart: 100 }, ...world });
  run.api().create(podOf(spec, container), 'the test makes a pod');
  for (const { at, act } of during) {
    run.advance(at);
    act(run);
  }
  run.advance(until);
  const lines: string[] = [];
  for (const { at, change } of run.trace.entries) {
    if (change.kind !== 'applied') continue;
    const time = (at / 1000).toFixed(3);
    const object = change.after ?? change.before;
    if (show === 'all' && object?.kind === 'Event') lines.push(`${time} ${object['reason']}: ${object['message']}`);
    if (object?.kind !== 'Pod' || change.verb === 'create') continue;
    lines.push(change.after === null ? `${time} gone` : `${time} ${statusText(change.after as Pod)}`);
  }
  return lines.join('\n').replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uid>');
}

export function podOf(spec: Partial<PodSpec> = {}, container: Partial<Container> = {}): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'default' },
    spec: { nodeName: 'n1', containers: [{ name: 'c', image: 'good:v1', ...container }], ...spec },
  };
}

function statusText(pod: Pod): string {
  const ready = podCondition(pod, 'Ready')?.status === 'True' ? ' Ready' : '';
  const deleting = pod.metadata.deletionTimestamp === undefined ? '' : ' Terminating';
  const containers = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])].map(
    ({ name, state, restartCount }) => `${name}:${stateText(state)}${restartCount > 0 ? `(${restartCount})` : ''}`,
  );
  return (
    [`${pod.status?.phase}${pod.status?.reason ? `/${pod.status.reason}` : ''}`, ...containers].join(' ') +
    ready +
    deleting
  );
}

function stateText({ waiting, running, terminated }: ContainerState): string {
  if (waiting !== undefined) return waiting.reason;
  return running !== undefined ? 'Running' : `${terminated?.reason}/${terminated?.exitCode}`;
}
