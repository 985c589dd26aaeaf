import type { Key } from '../api/key.ts';
import { keyOf, splitKey } from '../api/key.ts';
import type { ApiObject } from '../api/meta.ts';
import type { Millis } from '../time.ts';
import { isComplete, workloadKinds } from './budget.ts';
import { History, type WorkloadHistory } from './history.ts';
import { endless, type Obstacle, type ObstacleKind, obstaclesIn, topOwners } from './obstacles.ts';
import { positionAt, replay } from './replay.ts';
import { type Extreme, highest, lowest, type Steps, sum, valueAt } from './steps.ts';
import type { Assumption, Entry, Trace } from './trace.ts';

/** The verdict on a run as data: everything the panel's head line, the CLI and a pull-request comment say. Times are virtual milliseconds of the trace. */
export interface Summary {
  /** When the episode judged here began, and where the trace ends. */
  readonly from: Millis;
  readonly end: Millis;
  /**
   * `completes`: every workload is where it was asked to be · `stuck`: one is not, or does not stay there · `refused`: the API server refused
   * something and nothing else is wrong · `restless`: all is as asked, but the run ended at its bound before it came to rest · `nothing`: there
   * is no workload.
   */
  readonly verdict: 'completes' | 'stuck' | 'refused' | 'restless' | 'nothing';
  /** From `from` until the last workload is complete; null when one is not, or does not stay so. */
  readonly duration: Millis | null;
  readonly workloads: readonly WorkloadSummary[];
  readonly services: readonly ServiceSummary[];
  /** Most pods of the cluster at one moment, without and with Terminating ones. */
  readonly peak: Extreme;
  readonly peakWithTerminating: Extreme & { readonly terminating: number };
  /** Restarts of containers. */
  readonly restarts: number;
  /** Pods that existed at `from` and do not any more. */
  readonly replaced: number;
  /** Why it is stuck, or what was refused; the first is the one to act on. */
  readonly obstacles: readonly Obstacle[];
  readonly certainty: Certainty;
}

export interface WorkloadSummary {
  readonly key: Key;
  /** `running`: a Job whose pods do well and have not ended. */
  readonly state: 'complete' | 'running' | 'stuck' | 'gone';
  readonly changed: boolean;
  readonly desired: number;
  readonly floor: number | null;
  readonly ceiling: number | null;
  readonly floorField: string;
  readonly ceilingField: string;
  /** Fewest available pods once it had been complete; null if it started from nothing and never was. */
  readonly lowestAvailable: Extreme | null;
  readonly available: number;
  readonly updated: number;
  readonly peak: Extreme;
  readonly peakWithTerminating: Extreme;
  readonly replaced: number;
  readonly created: number;
  /** Revision before and after, where the kind has them. */
  readonly revisionBefore: string | null;
  readonly revision: string | null;
  readonly imagesBefore: readonly string[];
  readonly images: readonly string[];
  readonly completedAt: Millis | null;
  /** Seconds, summed, that replicas were missing below `desired` once it had been complete: two missing for three seconds are six. */
  readonly replicaSecondsShort: number;
}

export interface ServiceSummary {
  readonly key: Key;
  /** Fewest ready endpoints once it had any; null if it never had. */
  readonly lowestReady: Extreme | null;
  readonly ready: number;
}

/** What in this run another run of the real thing may decide otherwise. */
export interface Certainty {
  readonly ties: number;
  readonly delays: number;
  /** Every assumption once, the most frequent first. */
  readonly assumptions: readonly { readonly kind: Assumption['kind']; readonly text: string; readonly count: number }[];
}

/** Judges the run from virtual time `from` on; by default the last episode: what followed the user's last change to a cluster at rest. */
export function summarize(trace: Trace, from?: Millis): Summary {
  const history = new History();
  history.add(trace.entries);
  history.passUntil(trace.end);
  return summarizeWith(trace, history, from ?? history.episode);
}

/** The same with a history that was kept while the trace grew. */
export function summarizeWith(trace: Trace, history: History, from: Millis): Summary {
  const position = positionAt(trace.entries, from - 1);
  const cursor = replay(trace);
  cursor.seekTo(position);
  const before = podsByWorkload(cursor.objects);
  const workloadsBefore = new Map([...cursor.objects].filter(([key]) => workloadKinds.includes(splitKey(key).kind)));
  cursor.seekTo(trace.entries.length);
  const objects = cursor.objects;
  const after = podsByWorkload(objects);
  const obstacles = obstaclesIn(objects, trace.entries, position);
  const workloads = [...history.workloads.values()]
    .filter((each) => each.key !== '' && (each.exists || workloadsBefore.has(each.key)))
    .map((each) =>
      workloadSummary(each, from, trace.end, workloadsBefore.get(each.key), objects.get(each.key), before, after),
    )
    .map((each) => judged(each, obstacles));
  const unfinished = workloads.some(({ state }) => state === 'stuck' || state === 'running');
  const verdict = verdictOf(workloads, obstacles);
  const all = sum(history.pods, history.terminating);
  const peakAll = highest(all, from, trace.end);
  return {
    from,
    end: trace.end,
    verdict,
    duration:
      unfinished || verdict === 'stuck'
        ? null
        : Math.max(0, ...workloads.map((each) => (each.completedAt ?? from) - from)),
    workloads,
    services: [...history.services.values()].map((each) => ({
      key: each.key,
      lowestReady: onceAbove(each.ready, from, trace.end),
      ready: each.ready.last,
    })),
    peak: highest(history.pods, from, trace.end),
    peakWithTerminating: { ...peakAll, terminating: valueAt(history.terminating, peakAll.at) },
    restarts: history.restarts.last - valueAt(history.restarts, from),
    replaced: [...before].reduce((total, [key, pods]) => total + missing(pods, after.get(key)), 0),
    obstacles,
    certainty: certaintyOf(trace.entries, position),
  };
}

/** The workload in the light of what is in its way: one whose pods do not stay up is not complete between two of their ends. */
function judged(workload: WorkloadSummary, obstacles: readonly Obstacle[]): WorkloadSummary {
  const kinds = obstacles.filter(({ key }) => key === workload.key).map(({ kind }) => kind);
  if (workload.state === 'complete' && kinds.some((kind) => kind === 'crashLoop' || kind === 'recreated'))
    return { ...workload, state: 'stuck', completedAt: null };
  const runs = workload.state === 'stuck' && kinds.length > 0 && kinds.every((kind) => kind === 'running');
  return runs ? { ...workload, state: 'running' } : workload;
}

function verdictOf(workloads: readonly WorkloadSummary[], obstacles: readonly Obstacle[]): Summary['verdict'] {
  const kinds = new Set(obstacles.map(({ kind }) => kind));
  const refused = kinds.has('refused') || kinds.has('disruptionBudget');
  const harmless = (kind: ObstacleKind): boolean =>
    kind === 'refused' || kind === 'disruptionBudget' || kind === 'terminating' || endless.has(kind);
  if (workloads.some((each) => each.state === 'stuck') || ![...kinds].every(harmless)) return 'stuck';
  if (refused) return 'refused';
  if ([...kinds].some((kind) => endless.has(kind))) return 'restless';
  return workloads.length === 0 ? 'nothing' : 'completes';
}

type PodsOf = ReadonlyMap<Key, ReadonlySet<string>>;

function workloadSummary(
  history: WorkloadHistory,
  from: Millis,
  end: Millis,
  before: ApiObject | undefined,
  after: ApiObject | undefined,
  podsBefore: PodsOf,
  podsAfter: PodsOf,
): WorkloadSummary {
  const { key, budget } = history;
  const state = after === undefined ? 'gone' : isComplete(after) ? 'complete' : 'stuck';
  const had = podsBefore.get(key) ?? new Set();
  const has = podsAfter.get(key) ?? new Set();
  const since = firstComplete(history, from, end);
  const status = (after?.['status'] ?? {}) as Readonly<Record<string, unknown>>;
  return {
    key,
    state,
    changed: before === undefined || after === undefined || before.metadata.generation !== after.metadata.generation,
    ...{
      desired: budget.desired,
      floor: budget.floor,
      ceiling: budget.ceiling,
      floorField: budget.floorField,
      ceilingField: budget.ceilingField,
    },
    lowestAvailable: since === null ? null : lowest(history.available, since, end),
    available: valueAt(history.available, end),
    updated: Number(status['updatedReplicas'] ?? status['updatedNumberScheduled'] ?? 0),
    peak: highest(history.counted, from, end),
    peakWithTerminating: highest(sum(history.counted, history.terminating), from, end),
    replaced: missing(had, has),
    created: missing(has, had),
    revisionBefore: revisionOf(before),
    revision: revisionOf(after),
    imagesBefore: imagesOf(before),
    images: imagesOf(after),
    completedAt: state === 'complete' ? lastRise(history.complete) : null,
    replicaSecondsShort: since === null ? 0 : shortfall(history, since, end),
  };
}

/** From when on the lowest availability means something: from the start if it was complete then, else from when it first is. */
function firstComplete(history: WorkloadHistory, from: Millis, end: Millis): Millis | null {
  if (history.createdAt < from && valueAt(history.available, from - 1) > 0) return from;
  const { at, value } = history.complete;
  const first = at.find((each, i) => each >= from && each <= end && value[i] === 1);
  return first ?? null;
}

function onceAbove(steps: Steps, from: Millis, end: Millis): Extreme | null {
  if (valueAt(steps, from) > 0) return lowest(steps, from, end);
  const first = steps.at.find((each, i) => each >= from && (steps.value[i] ?? 0) > 0);
  if (first === undefined) return null;
  const top = highest(steps, first, end);
  // While it fills up for the first time the number only rises: the lowest counts from its height on.
  return lowest(steps, top.at, end);
}

function lastRise(steps: Steps): Millis | null {
  return steps.value[steps.value.length - 1] === 1 ? (steps.at[steps.at.length - 1] ?? null) : null;
}

function shortfall(history: WorkloadHistory, from: Millis, end: Millis): number {
  const moments = [
    from,
    ...[...new Set([...history.available.at, ...history.desired.at])]
      .filter((at) => at > from && at < end)
      .sort((a, b) => a - b),
    end,
  ];
  let total = 0;
  for (let i = 0; i + 1 < moments.length; i++) {
    const at = moments[i] ?? 0;
    const missing = Math.max(0, valueAt(history.desired, at) - valueAt(history.available, at));
    total += missing * ((moments[i + 1] ?? at) - at);
  }
  return total / 1000;
}

function podsByWorkload(objects: ReadonlyMap<Key, ApiObject>): Map<Key, Set<string>> {
  const ownerOf = topOwners(objects);
  const pods = new Map<Key, Set<string>>();
  for (const [key, object] of objects) {
    if (object.kind !== 'Pod') continue;
    const owner = ownerOf(object);
    const of = owner === undefined ? '' : keyOf(owner);
    const known = pods.get(of) ?? new Set();
    known.add(object.metadata.uid ?? key);
    pods.set(of, known);
  }
  return pods;
}

function missing(of: ReadonlySet<string>, from: ReadonlySet<string> | undefined): number {
  let count = 0;
  for (const uid of of) if (from === undefined || !from.has(uid)) count++;
  return count;
}

function revisionOf(object: ApiObject | undefined): string | null {
  if (object === undefined) return null;
  if (object.kind === 'Deployment') return object.metadata.annotations?.['deployment.kubernetes.io/revision'] ?? null;
  const revision = (object['status'] as { updateRevision?: unknown } | undefined)?.updateRevision;
  return typeof revision === 'string' ? revision : null;
}

/** The images of a workload's pod template, init containers left out. */
export function imagesOf(object: ApiObject | undefined): readonly string[] {
  const template = (object?.['spec'] as { template?: { spec?: { containers?: unknown } } } | undefined)?.template;
  const containers = template?.spec?.containers;
  return Array.isArray(containers) ? containers.map((each: { image?: unknown }) => String(each?.image ?? '')) : [];
}

function certaintyOf(entries: readonly Entry[], position: number): Certainty {
  const found = new Map<string, { kind: Assumption['kind']; text: string; count: number }>();
  for (let i = position; i < entries.length; i++) {
    for (const { kind, text } of entries[i]?.assumptions ?? []) {
      const known = found.get(text);
      if (known === undefined) found.set(text, { kind, text, count: 1 });
      else known.count++;
    }
  }
  const assumptions = [...found.values()].sort((a, b) => b.count - a.count);
  const total = (kind: Assumption['kind']): number =>
    assumptions.reduce((n, each) => n + (each.kind === kind ? each.count : 0), 0);
  return { ties: total('tie'), delays: total('delay'), assumptions };
}
