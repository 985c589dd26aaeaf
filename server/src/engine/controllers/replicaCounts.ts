import type { Key } from '../api/key.ts';
import { keyOf } from '../api/key.ts';
import type { ApiObject, Labels } from '../api/meta.ts';
import { controllerOf } from '../api/meta.ts';
import type { Pod, PodTemplate } from '../api/pod.ts';
import { isActive, isReady, podCondition } from '../api/pod.ts';
import { matcherOf } from '../api/selector.ts';
import { equal } from '../equal.ts';
import type { StoreView } from '../store/view.ts';
import { parseTimestamp } from '../time.ts';
import type { Counting } from './podTally.ts';
import { PodTally } from './podTally.ts';

/** The pods of a replicated object, counted. */
export interface ReplicaCounts {
  /** Active ones that it owns: what counts as a replica. */
  replicas: number;
  /** Of these: Ready, with the labels of the template, and no longer selected. */
  ready: number;
  /** Ready ones by the moment (Unix milliseconds) since when they are. */
  readonly readySince: Map<number, number>;
  labelled: number;
  strangers: number;
  /** Its own on their way out. */
  terminating: number;
  /** Pods of nobody that it selects. */
  orphans: number;
}

/** An object with a selector and a template, as it was when counting began. */
interface Counted extends ApiObject {
  readonly spec: { readonly selector?: unknown; readonly template?: PodTemplate };
}

/** Counts that are followed, and for whom. */
export interface KeptCounts {
  readonly owner: Counted;
  readonly tally: PodTally<ReplicaCounts>;
}

/** Which pods may count for an owner. */
interface Candidates {
  list(view: StoreView): readonly Pod[];
  selects(labels: Labels | undefined): boolean;
}

/** The counts for this owner, begun anew when what it selects or stamps out has changed. */
export function countsOf(
  kept: Map<Key, KeptCounts>,
  owner: Counted,
  { list, selects }: Candidates,
): PodTally<ReplicaCounts> {
  const key = keyOf(owner);
  const known = kept.get(key);
  if (known !== undefined && isCountedAlike(known.owner, owner)) return known.tally;
  const tally = new PodTally<ReplicaCounts>({
    list,
    nothing: () => ({
      replicas: 0,
      ready: 0,
      readySince: new Map(),
      labelled: 0,
      strangers: 0,
      terminating: 0,
      orphans: 0,
    }),
    count: countFor(owner, selects),
  });
  kept.set(key, { owner, tally });
  return tally;
}

function countFor(owner: Counted, selects: Candidates['selects']): Counting<ReplicaCounts>['count'] {
  const { uid, namespace } = owner.metadata;
  const isLabelled = matcherOf(owner.spec.template?.metadata?.labels);
  const countReplica = (counts: ReplicaCounts, pod: Pod, by: 1 | -1): void => {
    counts.replicas += by;
    if (isReady(pod)) countReady(counts, pod, by);
    if (isLabelled(pod.metadata.labels)) counts.labelled += by;
    if (!selects(pod.metadata.labels)) counts.strangers += by;
  };
  return (counts, pod, by) => {
    const controller = controllerOf(pod);
    if (controller === undefined && pod.metadata.namespace === namespace && selects(pod.metadata.labels))
      counts.orphans += by;
    if (controller?.uid !== uid) return;
    if (isTerminating(pod)) counts.terminating += by;
    if (isActive(pod)) countReplica(counts, pod, by);
  };
}

function countReady(counts: ReplicaCounts, pod: Pod, by: 1 | -1): void {
  counts.ready += by;
  const since = podCondition(pod, 'Ready')?.lastTransitionTime;
  if (since === undefined) return;
  const moment = parseTimestamp(0, since);
  const others = (counts.readySince.get(moment) ?? 0) + by;
  if (others === 0) counts.readySince.delete(moment);
  else counts.readySince.set(moment, others);
}

/** Being deleted, and not ended yet. */
export function isTerminating(pod: Pod): boolean {
  return (
    pod.metadata.deletionTimestamp !== undefined && pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed'
  );
}

function isCountedAlike(a: Counted, b: Counted): boolean {
  return (
    a.metadata.uid === b.metadata.uid &&
    equal(a.spec.selector, b.spec.selector) &&
    equal(a.spec.template?.metadata?.labels, b.spec.template?.metadata?.labels)
  );
}
