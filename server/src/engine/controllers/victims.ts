import type { ContainerStatus, Pod } from '../api/pod.ts';
import { isReady, podCondition } from '../api/pod.ts';
import { parseTimestamp } from '../time.ts';
import type { Assumption } from '../trace/trace.ts';
import type { Context } from './controller.ts';

/** A pod chosen to go, and the tie by which it was, if nothing but chance told it from one that stays. */
export interface Victim {
  readonly pod: Pod;
  readonly tie?: Assumption;
}

/** How many active pods of the same owner's siblings run on the pod's node. */
export type RankOf = (pod: Pod) => number;

/** The `count` pods that a ReplicaSet deletes first, worst first; follows kubernetes pkg/controller ActivePodsWithRanks and getPodsToDelete. */
export function victims(pods: readonly Pod[], count: number, rankOf: RankOf, context: Context): readonly Victim[] {
  if (count >= pods.length) return pods.map((pod) => ({ pod }));
  const now = (context.now + context.conditions.startTime) * 1e6;
  const candidates = pods.map((pod) => candidateOf(pod, rankOf(pod), context.conditions.startTime, now));
  candidates.sort((a, b) => compare(a, b).order);
  const kept = candidates.slice(count);
  return candidates.slice(0, count).map((victim) => {
    if (!kept.some((other) => compare(victim, other).chance)) return { pod: victim.pod };
    const among = candidates.filter((other) => other === victim || compare(victim, other).chance).length;
    return { pod: victim.pod, tie: { kind: 'tie', text: `victim drawn among ${among} pods of equal rank`, among } };
  });
}

/** What is read off a pod; objects never change, so it is read once. */
interface Facts {
  readonly assigned: number;
  readonly phase: number;
  readonly ready: number;
  readonly cost: number;
  /** Unix nanoseconds; 0 when not Ready. */
  readonly readySince: number;
  readonly restarts: number;
  readonly sidecarRestarts: number;
  readonly created: number;
  readonly uid: string;
}

interface Candidate {
  readonly pod: Pod;
  readonly facts: Facts;
  readonly rank: number;
  readonly readyAge: number;
  readonly age: number;
}

interface Comparison {
  readonly order: number;
  /** Nothing but the uid told them apart. */
  readonly chance: boolean;
}

const phases: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

function candidateOf(pod: Pod, rank: number, startTime: number, now: number): Candidate {
  const facts = factsOf(pod, startTime);
  return { pod, facts, rank, readyAge: magnitude(now - facts.readySince), age: magnitude(now - facts.created) };
}

const known = new WeakMap<Pod, { readonly startTime: number; readonly facts: Facts }>();

function factsOf(pod: Pod, startTime: number): Facts {
  const before = known.get(pod);
  if (before?.startTime === startTime) return before.facts;
  const facts = readFacts(pod, startTime);
  known.set(pod, { startTime, facts });
  return facts;
}

function readFacts(pod: Pod, startTime: number): Facts {
  const ready = isReady(pod);
  const since = podCondition(pod, 'Ready')?.lastTransitionTime;
  const sidecars = new Set(
    (pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always').map(({ name }) => name),
  );
  return {
    assigned: pod.spec.nodeName ? 1 : 0,
    phase: phases[pod.status?.phase ?? 'Pending'] ?? 0,
    ready: ready ? 1 : 0,
    cost: deletionCost(pod),
    readySince: ready && since !== undefined ? nanoseconds(since, startTime) : 0,
    restarts: mostRestarts(pod.status?.containerStatuses),
    sidecarRestarts: mostRestarts(pod.status?.initContainerStatuses?.filter(({ name }) => sidecars.has(name))),
    created: nanoseconds(pod.metadata.creationTimestamp ?? '', startTime),
    uid: pod.metadata.uid ?? '',
  };
}

const nanoseconds = (timestamp: string, startTime: number): number =>
  ((parseTimestamp(startTime, timestamp) || 0) + startTime) * 1e6;
const mostRestarts = (statuses: readonly ContainerStatus[] | undefined): number =>
  (statuses ?? []).reduce((most, { restartCount }) => Math.max(most, restartCount), 0);

function deletionCost(pod: Pod): number {
  const text = pod.metadata.annotations?.['controller.kubernetes.io/pod-deletion-cost'];
  return text !== undefined && /^(?:0|-?[1-9]\d*)$/.test(text) ? Number(text) : 0;
}

function compare(one: Candidate, other: Candidate): Comparison {
  const a = one.facts;
  const b = other.facts;
  const order =
    a.assigned - b.assigned || a.phase - b.phase || a.ready - b.ready || a.cost - b.cost || other.rank - one.rank;
  if (order !== 0) return { order, chance: false };
  if (a.ready === 1 && a.readySince !== b.readySince)
    return unknownFirst(a.readySince, b.readySince) ?? byAge(one.readyAge - other.readyAge, a, b);
  const restarts = b.restarts - a.restarts || b.sidecarRestarts - a.sidecarRestarts;
  if (restarts !== 0) return { order: restarts, chance: false };
  if (a.created === b.created) return byUid(a, b);
  return unknownFirst(a.created, b.created) ?? byAge(one.age - other.age, a, b);
}

function unknownFirst(sinceA: number, sinceB: number): Comparison | undefined {
  return sinceA === 0 || sinceB === 0 ? { order: sinceA === 0 ? -1 : 1, chance: false } : undefined;
}

/** Ages within a doubling count as equal, so that the oldest is not the certain survivor. */
function byAge(order: number, a: Facts, b: Facts): Comparison {
  return order === 0 ? byUid(a, b) : { order, chance: false };
}

const magnitude = (age: number): number => (age > 0 ? Math.floor(Math.log2(age)) : -1);

function byUid({ uid: left }: Facts, { uid: right }: Facts): Comparison {
  return { order: left < right ? -1 : left > right ? 1 : 0, chance: true };
}
