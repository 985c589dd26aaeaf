import type { Labels } from '../../api/meta.ts';
import type { Deployment, ReplicaSet } from '../../api/workloads.ts';
import { rolloutBudget } from './budget.ts';
import {
  desiredReplicasAnnotation,
  maxReplicasAnnotation,
  replicasOf,
  revisionAnnotation,
  revisionHistoryAnnotation,
} from './sync.ts';

const maxHistoryLength = 2000;

const notCopied = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  revisionAnnotation,
  revisionHistoryAnnotation,
  desiredReplicasAnnotation,
  maxReplicasAnnotation,
  'deprecated.deployment.rollback.to',
]);

/** Whether a ReplicaSet takes the annotation over from its Deployment. */
export function isCopied(annotation: string): boolean {
  return !notCopied.has(annotation);
}

/** The revision number of a ReplicaSet; 0 when it has none. */
export function revisionOf(replicaSet: ReplicaSet): number {
  return wholeNumber(replicaSet.metadata.annotations?.[revisionAnnotation]) ?? 0;
}

/** The number the next rollout gets: one above all old ReplicaSets. */
export function nextRevision(old: readonly ReplicaSet[]): number {
  return Math.max(0, ...old.map(revisionOf)) + 1;
}

/**
 * The annotations a ReplicaSet has as the newest: those of the Deployment, its revision (never lowered) and the numbers it had before.
 * Follows kubernetes pkg/controller/deployment/util SetNewReplicaSetAnnotations.
 */
export function newReplicaSetAnnotations(
  deployment: Deployment,
  current: Labels | undefined,
  revision: number,
): Labels {
  const copied = Object.entries(deployment.metadata.annotations ?? {}).filter(([name]) => isCopied(name));
  const annotations: Record<string, string> = { ...current, ...Object.fromEntries(copied) };
  const old = current?.[revisionAnnotation];
  const oldRevision = old === undefined || old === '' ? 0 : wholeNumber(old);
  if (oldRevision === undefined || oldRevision >= revision) return annotations;
  annotations[revisionAnnotation] = String(revision);
  if (old === undefined) return annotations;
  const history = historyWith(current?.[revisionHistoryAnnotation] ?? '', old);
  if (history !== undefined) annotations[revisionHistoryAnnotation] = history;
  return annotations;
}

/** The annotations by which a later pass sees that the Deployment was scaled. */
export function scaleAnnotations(deployment: Deployment): Labels {
  const replicas = replicasOf(deployment);
  return {
    [desiredReplicasAnnotation]: String(replicas),
    [maxReplicasAnnotation]: String(replicas + rolloutBudget(deployment).surge),
  };
}

/** The number of replicas an annotation tells; undefined when it is missing or none. */
export function annotatedReplicas(replicaSet: ReplicaSet, annotation: string): number | undefined {
  return wholeNumber(replicaSet.metadata.annotations?.[annotation]);
}

function historyWith(history: string, old: string): string | undefined {
  if (history === '') return old;
  const revisions = history.split(',');
  let length = history.length + old.length + 1;
  while (length > maxHistoryLength && revisions.length > 0) length -= (revisions.shift() ?? '').length + 1;
  return length <= maxHistoryLength ? [...revisions, old].join(',') : undefined;
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}
