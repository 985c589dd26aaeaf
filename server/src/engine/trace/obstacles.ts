import type { Key } from '../api/key.ts';
import { groupKind, keyOf, splitKey } from '../api/key.ts';
import type { ApiObject } from '../api/meta.ts';
import { controllerOf } from '../api/meta.ts';
import { isComplete, workloadKinds } from './budget.ts';
import { cannotPull, conditionOf, containerStatuses, nodeOf, type PodState, podState } from './podState.ts';
import type { Entry } from './trace.ts';
import { type Unrest, unrestIn } from './unrest.ts';

export type ObstacleKind =
  | 'imagePull'
  | 'crashLoop'
  | 'neverReady'
  | 'staleRevision'
  | 'unschedulable'
  | 'gated'
  | 'starting'
  | 'terminating'
  | 'quota'
  | 'createFailed'
  | 'deadline'
  | 'paused'
  | 'jobFailed'
  | 'nodeDown'
  | 'disruptionBudget'
  | 'refused'
  | 'running'
  | 'recreated'
  | 'flapping'
  | 'recurring'
  | 'restless'
  | 'cutShort'
  | 'unfinished';

/** Nothing that was asked for is missing, but it goes on. */
export const endless: ReadonlySet<ObstacleKind> = new Set<ObstacleKind>([
  'running',
  'flapping',
  'recurring',
  'restless',
  'cutShort',
]);

/** One reason why something does not get where it was asked to be. */
export interface Obstacle {
  readonly kind: ObstacleKind;
  /** The object that is held up, or that was refused. */
  readonly key: Key;
  /** How many pods (or requests) it holds up. */
  readonly count: number;
  /** What stands in the way, in Kubernetes' own words: an image, a condition's message, the API server's refusal. */
  readonly detail: string;
  /** One of the pods, where pods are held up. */
  readonly example?: Key;
}

/** The object's key for every uid, up to the workload that nobody controls. */
export function topOwners(objects: ReadonlyMap<Key, ApiObject>): (object: ApiObject) => ApiObject | undefined {
  const byUid = new Map<string, ApiObject>();
  for (const [key, object] of objects) {
    if (workloadKinds.includes(splitKey(key).kind)) byUid.set(object.metadata.uid ?? key, object);
  }
  return (object) => {
    let top: ApiObject | undefined;
    let next = byUid.get(controllerOf(object)?.uid ?? '');
    for (let depth = 0; next !== undefined && depth < 8; depth++) {
      top = next;
      next = byUid.get(controllerOf(next)?.uid ?? '');
    }
    return top;
  };
}

/**
 * What holds up the workloads that are not complete, the causes before their consequences; what was refused since `position`; and, of a run that
 * ended before it came to rest, what goes on.
 */
export function obstaclesIn(
  objects: ReadonlyMap<Key, ApiObject>,
  entries: readonly Entry[],
  position: number,
): readonly Obstacle[] {
  const ownerOf = topOwners(objects);
  const waiting = [...objects.values()].filter((object) => isTop(object) && !isComplete(object));
  const found = new Map<string, Obstacle>();
  const unrest = unrestIn(entries, position, objects, ownerOf);
  const all = [
    ...heldPods(objects, new Set(waiting.map(keyOf)), ownerOf, unrest),
    ...waiting.flatMap((workload) => workloadObstacles(workload, objects)),
    ...refusals(entries, position, objects),
    ...(unrest?.recurring ?? []),
  ];
  if (all.length === 0 && waiting.length === 0 && unrest?.otherwise !== undefined) all.push(unrest.otherwise);
  for (const obstacle of all) {
    const id = `${obstacle.kind} ${obstacle.key} ${obstacle.detail}`;
    const known = found.get(id);
    found.set(id, known === undefined ? obstacle : { ...known, count: known.count + obstacle.count });
  }
  for (const key of waiting.map(keyOf)) {
    if (all.some((each) => each.key === key)) continue;
    found.set(key, { kind: 'unfinished', key, count: 1, detail: '' });
  }
  return [...found.values()].sort((a, b) => rank(a) - rank(b));
}

/** One obstacle for each pod that is not as it should be: of a workload in `held`, of nobody, or one that is started again for ever. */
function heldPods(
  objects: ReadonlyMap<Key, ApiObject>,
  held: ReadonlySet<Key>,
  ownerOf: (object: ApiObject) => ApiObject | undefined,
  unrest: Unrest | undefined,
): readonly Obstacle[] {
  const found: Obstacle[] = [];
  for (const pod of objects.values()) {
    if (pod.kind !== 'Pod') continue;
    const owner = ownerOf(pod);
    const key = keyOf(owner ?? pod);
    const restarting = unrest?.restarting.has(keyOf(pod)) === true;
    if (owner !== undefined && !held.has(key) && !restarting) continue;
    const obstacle = restarting ? { kind: 'crashLoop' as const, detail: exitOf(pod) } : podObstacle(pod, objects);
    if (obstacle === undefined) continue;
    const stale = owner !== undefined && isTrapped(pod, owner, obstacle.kind);
    const told = stale ? { kind: 'staleRevision' as const, detail: pod.metadata.name } : obstacle;
    found.push({ ...told, key, count: 1, example: keyOf(pod) });
  }
  return found;
}

const order: readonly ObstacleKind[] = [
  ...([
    'refused',
    'staleRevision',
    'imagePull',
    'crashLoop',
    'unschedulable',
    'quota',
    'createFailed',
    'gated',
    'paused',
    'jobFailed',
  ] as const),
  ...(['recreated', 'disruptionBudget', 'nodeDown', 'neverReady', 'starting', 'terminating', 'deadline'] as const),
  ...(['recurring', 'flapping', 'running', 'restless', 'cutShort', 'unfinished'] as const),
];

function rank(obstacle: Obstacle): number {
  return order.indexOf(obstacle.kind);
}

/** A workload that no other workload controls. What a custom kind or a CronJob controls stands at the top. */
function isTop(object: ApiObject): boolean {
  const controller = controllerOf(object);
  if (!workloadKinds.includes(splitKey(keyOf(object)).kind)) return false;
  return controller === undefined || !workloadKinds.includes(groupKind(controller.apiVersion, controller.kind));
}

const podKinds: Readonly<Partial<Record<PodState, ObstacleKind>>> = {
  imageError: 'imagePull',
  crashing: 'crashLoop',
  running: 'neverReady',
  unschedulable: 'unschedulable',
  starting: 'starting',
  terminating: 'terminating',
};

function podObstacle(
  pod: ApiObject,
  objects: ReadonlyMap<Key, ApiObject>,
): { kind: ObstacleKind; detail: string } | undefined {
  const scheduled = conditionOf(pod, 'PodScheduled');
  if (scheduled?.reason === 'SchedulingGated') return { kind: 'gated', detail: scheduled.message ?? '' };
  const node = nodeOf(pod);
  const state = podState(pod);
  if (node !== undefined && state !== 'ready' && isLost(objects.get(`Node//${node}`)))
    return { kind: 'nodeDown', detail: node };
  const kind = podKinds[state];
  if (kind === undefined) return undefined;
  if (kind === 'unschedulable') return { kind, detail: scheduled?.message ?? '' };
  if (kind === 'imagePull') return { kind, detail: imageOf(pod) };
  if (kind === 'crashLoop') return { kind, detail: exitOf(pod) };
  return { kind, detail: '' };
}

/** A StatefulSet in order waits for a pod that is not Ready, even when that pod is of a revision that nobody wants any more. */
function isTrapped(pod: ApiObject, owner: ApiObject, kind: ObstacleKind): boolean {
  if (owner.kind !== 'StatefulSet' || !['imagePull', 'crashLoop', 'neverReady'].includes(kind)) return false;
  const wanted = (owner['status'] as { updateRevision?: unknown } | undefined)?.updateRevision;
  return typeof wanted === 'string' && pod.metadata.labels?.['controller-revision-hash'] !== wanted;
}

function workloadObstacles(workload: ApiObject, objects: ReadonlyMap<Key, ApiObject>): readonly Obstacle[] {
  const found: Obstacle[] = [];
  const key = keyOf(workload);
  const add = (kind: ObstacleKind, detail: string): void => {
    found.push({ kind, key, count: 1, detail });
  };
  const progressing = conditionOf(workload, 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded') add('deadline', progressing.message ?? '');
  const failure = replicaFailure(workload, objects);
  if (failure !== undefined) add(failure.includes('exceeded quota') ? 'quota' : 'createFailed', failure);
  if ((workload['spec'] as { paused?: unknown } | undefined)?.paused === true) add('paused', '');
  const failed = conditionOf(workload, 'Failed');
  if (workload.kind === 'Job' && failed?.status === 'True') add('jobFailed', failed.message ?? failed.reason ?? '');
  const running = workload.kind === 'Job' ? runningPods(workload, objects) : 0;
  if (running > 0) found.push({ kind: 'running', key, count: running, detail: '' });
  return found;
}

/** Pods of a Job that do well; nothing else says when they end. */
function runningPods(job: ApiObject, objects: ReadonlyMap<Key, ApiObject>): number {
  let count = 0;
  for (const pod of objects.values())
    if (pod.kind === 'Pod' && controllerOf(pod)?.uid === job.metadata.uid && podState(pod) === 'ready') count++;
  return count;
}

/** The workload's own ReplicaFailure, or that of a ReplicaSet it owns: a StatefulSet or Job has none and says it in Events only. */
function replicaFailure(workload: ApiObject, objects: ReadonlyMap<Key, ApiObject>): string | undefined {
  const own = conditionOf(workload, 'ReplicaFailure');
  if (own?.status === 'True') return own.message ?? '';
  for (const object of objects.values()) {
    if (object.kind !== 'Event' || object['reason'] !== 'FailedCreate') continue;
    const about = object['involvedObject'] as { uid?: unknown } | undefined;
    if (about?.uid === workload.metadata.uid) return String(object['message'] ?? '');
  }
  return undefined;
}

/** What the API server refused the user; an eviction only as long as its pod is still there: a drain asks again until it may. */
function refusals(
  entries: readonly Entry[],
  position: number,
  objects: ReadonlyMap<Key, ApiObject>,
): readonly Obstacle[] {
  const found: Obstacle[] = [];
  for (let i = position; i < entries.length; i++) {
    const entry = entries[i];
    if (entry?.change.kind !== 'rejected' || entry.actor !== 'user') continue;
    const { key, verb, status } = entry.change;
    if (verb === 'evict' && !objects.has(key)) continue;
    found.push({ kind: verb === 'evict' ? 'disruptionBudget' : 'refused', key, count: 1, detail: status.message });
  }
  return found;
}

function imageOf(pod: ApiObject): string {
  return containerStatuses(pod).find(cannotPull)?.image ?? '';
}

function exitOf(pod: ApiObject): string {
  for (const each of containerStatuses(pod)) {
    const ended = each.state?.terminated ?? each.lastState?.terminated;
    if (ended?.exitCode !== undefined) return `exit code ${ended.exitCode}`;
  }
  return '';
}

function isLost(node: ApiObject | undefined): boolean {
  return node === undefined || conditionOf(node, 'Ready')?.status === 'Unknown';
}
