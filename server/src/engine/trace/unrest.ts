import type { Key } from '../api/key.ts';
import { keyOf, splitKey } from '../api/key.ts';
import type { ApiObject } from '../api/meta.ts';
import { controllerOf } from '../api/meta.ts';
import type { Applied } from '../store/change.ts';
import type { Millis } from '../time.ts';
import { workloadKinds } from './budget.ts';
import type { Obstacle } from './obstacles.ts';
import { podState, restartsOf } from './podState.ts';
import { positionAt } from './replay.ts';
import type { Entry } from './trace.ts';

/** What still changes in a run that ended before it came to rest. */
export interface Unrest {
  /** Pods whose containers end and are started again, for ever as far as this run can tell. */
  readonly restarting: ReadonlySet<Key>;
  /** What else recurs, by the object that it recurs of. */
  readonly recurring: readonly Obstacle[];
  /** What to say when nothing else explains it. */
  readonly otherwise: Obstacle | undefined;
}

/** A container that has been started again so often is one that does not stay up. */
const often = 3;
/** Virtual milliseconds in which one cannot see that something goes on for ever. */
const tooShort: Millis = 120_000;

/**
 * Judges by the last half of the time from `position` on: what happens there is no start any more. Undefined when the run came to rest, or
 * nobody waited for it after the user's last change. `ownerOf` gives the workload at the top.
 */
export function unrestIn(
  entries: readonly Entry[],
  position: number,
  objects: ReadonlyMap<Key, ApiObject>,
  ownerOf: (object: ApiObject) => ApiObject | undefined,
): Unrest | undefined {
  const end = endWithoutRest(entries, position);
  if (end === undefined) return undefined;
  const half = lastHalf(entries, position, end);
  const changes = appliedIn(entries, half, end);
  const length = (entries[end]?.at ?? 0) - (entries[position]?.at ?? 0);
  return {
    restarting: restartingPods(changes, objects),
    recurring: [...flapping(changes), ...recurringJobs(changes), ...recreatedPods(changes, ownerOf)],
    otherwise: length < tooShort ? cutShort(appliedIn(entries, position, end)) : busiest(changes),
  };
}

/** The position of the note which says that the run ended at a bound, if nothing came after it. */
function endWithoutRest(entries: readonly Entry[], position: number): number | undefined {
  for (let i = entries.length - 1; i >= position; i--) {
    const said = entries[i] === undefined ? undefined : restSaidBy(entries[i] as Entry);
    if (said !== undefined) return said === 'restless' ? i : undefined;
  }
  return undefined;
}

/** What the entry tells of the end of waiting: that the run ended restless, that it rested, or that something new began. */
function restSaidBy({ actor, change }: Entry): 'restless' | 'rested' | 'begun' | undefined {
  if (change.kind === 'applied') return actor === 'user' ? 'begun' : undefined;
  if (change.kind !== 'note') return undefined;
  if (change.topic === 'fault') return 'begun';
  // A bound with a key is about a controller that failed on one object.
  if (change.topic === 'bound') return change.key === undefined ? 'restless' : undefined;
  if (change.topic !== 'rest') return undefined;
  return (change.data as { rested?: unknown } | undefined)?.rested === true ? 'rested' : 'restless';
}

/** Half of the time; half of the entries where time stood still. */
function lastHalf(entries: readonly Entry[], position: number, end: number): number {
  const from = entries[position]?.at ?? 0;
  const to = entries[end]?.at ?? from;
  if (to > from) return Math.max(position, positionAt(entries, (from + to) / 2));
  return position + Math.floor((end - position) / 2);
}

function appliedIn(entries: readonly Entry[], from: number, to: number): readonly (Applied & { actor: string })[] {
  const found: (Applied & { actor: string })[] = [];
  for (let i = from; i < to; i++) {
    const entry = entries[i];
    if (entry?.change.kind === 'applied') found.push({ ...entry.change, actor: entry.actor });
  }
  return found;
}

type Changes = ReturnType<typeof appliedIn>;

function restartingPods(changes: Changes, objects: ReadonlyMap<Key, ApiObject>): ReadonlySet<Key> {
  const found = new Set<Key>();
  for (const { key, before, after } of changes) {
    if (after?.kind !== 'Pod' || before === null || restartsOf(after) <= restartsOf(before)) continue;
    const now = objects.get(key);
    if (now === undefined || now.metadata.uid !== after.metadata.uid || restartsOf(now) < often) continue;
    if (!['terminating', 'succeeded', 'failed'].includes(podState(now))) found.add(key);
  }
  return found;
}

/** Workloads that an autoscaler made both larger and smaller. */
function flapping(changes: Changes): readonly Obstacle[] {
  const sizes = new Map<Key, number[]>();
  for (const { actor, key, before, after } of changes) {
    if (actor !== 'horizontal-pod-autoscaler' || !workloadKinds.includes(splitKey(key).kind)) continue;
    const [was, is] = [replicasOf(before), replicasOf(after)];
    if (was !== is) sizes.set(key, [...(sizes.get(key) ?? [was]), is]);
  }
  return [...sizes].flatMap(([key, all]) => {
    const grew = all.some((size, i) => i > 0 && size > (all[i - 1] ?? 0));
    const shrank = all.some((size, i) => i > 0 && size < (all[i - 1] ?? 0));
    if (!grew || !shrank) return [];
    return [{ kind: 'flapping', key, count: all.length - 1, detail: `${Math.min(...all)} … ${Math.max(...all)}` }];
  });
}

function recurringJobs(changes: Changes): readonly Obstacle[] {
  const counts = new Map<Key, number>();
  for (const { verb, after } of changes) {
    if (verb !== 'create' || after?.kind !== 'Job') continue;
    const owner = controllerOf(after);
    if (owner?.kind !== 'CronJob') continue;
    const key = `CronJob.batch/${after.metadata.namespace ?? ''}/${owner.name}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => ({ kind: 'recurring', key, count, detail: '' }));
}

/** Workloads whose pods end, or are refused by the kubelet, as often as they are made. */
function recreatedPods(changes: Changes, ownerOf: (object: ApiObject) => ApiObject | undefined): readonly Obstacle[] {
  const ended = new Map<Key, { count: number; detail: string }>();
  for (const pod of shortLived(changes)) {
    const owner = ownerOf(pod);
    // A CronJob's Jobs are told as such.
    if (owner === undefined || controllerOf(owner) !== undefined) continue;
    const known = ended.get(keyOf(owner));
    ended.set(keyOf(owner), { count: (known?.count ?? 0) + 1, detail: reasonOf(pod) || (known?.detail ?? '') });
  }
  return [...ended].flatMap(([key, { count, detail }]) =>
    count < often ? [] : [{ kind: 'recreated', key, count, detail }],
  );
}

/** Pods that were made and ended among these changes. */
function shortLived(changes: Changes): readonly ApiObject[] {
  const made = new Set<string>();
  const found: ApiObject[] = [];
  for (const { verb, before, after } of changes) {
    const pod = after ?? before;
    const uid = pod?.kind === 'Pod' ? pod.metadata.uid : undefined;
    if (pod === null || uid === undefined) continue;
    if (verb === 'create') made.add(uid);
    const over = after === null || ['failed', 'succeeded'].includes(podState(after));
    if (over && made.delete(uid)) found.push(pod);
  }
  return found;
}

/** What follows from the changes of others is not what is restless. */
const followers: ReadonlySet<string> = new Set(['Event', 'Node', 'Lease.coordination.k8s.io']);

function busiest(changes: Changes): Obstacle | undefined {
  const counts = new Map<Key, { count: number; actor: string }>();
  for (const { key, actor } of changes.filter(leads))
    counts.set(key, { count: (counts.get(key)?.count ?? 0) + 1, actor });
  let most: Obstacle | undefined;
  for (const [key, { count, actor }] of counts)
    if (most === undefined || count > most.count) most = { kind: 'restless', key, count, detail: actor };
  return most;
}

function cutShort(changes: Changes): Obstacle | undefined {
  const last = changes.findLast(leads);
  return last === undefined ? undefined : { kind: 'cutShort', key: last.key, count: 1, detail: '' };
}

function leads({ key }: Applied): boolean {
  const { kind } = splitKey(key);
  return !followers.has(kind) && !kind.startsWith('Endpoint');
}

function replicasOf(object: ApiObject | null): number {
  return Number((object?.['spec'] as { replicas?: unknown } | undefined)?.replicas ?? 1);
}

function reasonOf(pod: ApiObject): string {
  const { reason, message } = (pod['status'] ?? {}) as { reason?: string; message?: string };
  return [reason, message].filter((text) => text !== undefined && text !== '').join(': ');
}
