import { keyOf } from '../../api/key.ts';
import type { Pod } from '../../api/pod.ts';
import type { ControllerRevision, DaemonSet } from '../../api/workloads.ts';
import { templateHash } from '../../podTemplateHash/templateHash.ts';
import type { Context } from '../controller.ts';
import { claimRevisions, isSameRevision, revisionFor, templatePatch } from '../controllerRevision.ts';
import { controllerReference } from '../ownership.ts';
import { hashLabel } from './nodes.ts';

/** The revision of today's template, made or renumbered if need be, and the others; follows kubernetes pkg/controller/daemon constructHistory. */
export function syncHistory(
  context: Context,
  set: DaemonSet,
): { readonly current: ControllerRevision; readonly old: readonly ControllerRevision[] } | undefined {
  const history = claimRevisions(context, set, set.spec.selector);
  const data = templatePatch(set.spec.template, context.conditions.kubernetesVersion);
  const found = history.findLast((revision) => isSameRevision(revision, { data }));
  const old = history.filter((revision) => revision !== found);
  const next = Math.max(0, ...old.map(({ revision }) => revision)) + 1;
  const current = found === undefined ? snapshot(context, set, data, next) : found;
  if (current === undefined) return undefined;
  if (current.revision >= next) return { current, old };
  const outcome = context.api.update({ ...current, revision: next }, 'the pod template is back at this revision');
  return outcome.kind === 'applied' ? { current: outcome.after as ControllerRevision, old } : undefined;
}

/** Deletes the oldest revisions that no pod has, beyond revisionHistoryLimit; follows cleanupHistory. */
export function cleanUpHistory(
  context: Context,
  set: DaemonSet,
  old: readonly ControllerRevision[],
  pods: readonly Pod[],
): void {
  const limit = set.spec.revisionHistoryLimit ?? 10;
  const live = new Set(pods.map(({ metadata }) => metadata.labels?.[hashLabel]));
  const unused = old.filter(({ metadata }) => !live.has(metadata.labels?.[hashLabel]));
  for (const revision of unused.slice(0, Math.max(0, old.length - limit)))
    context.api.delete(keyOf(revision), {}, `beyond the ${limit} old revisions to keep (revisionHistoryLimit)`);
}

/** Named by the hash of the pod template, as a ReplicaSet would be. */
function snapshot(
  context: Context,
  set: DaemonSet,
  data: ControllerRevision['data'],
  number: number,
): ControllerRevision | undefined {
  const { template } = set.spec;
  const hash = templateHash(template, set.status?.collisionCount, context.conditions.kubernetesVersion);
  const named = {
    name: `${set.metadata.name}-${hash}`,
    labels: { ...template.metadata?.labels, [hashLabel]: hash },
  };
  const revision = revisionFor(set, named, data, number, [controllerReference(set)]);
  const outcome = context.api.create(revision, 'the pod template has no revision yet');
  if (outcome.kind === 'applied') return outcome.after as ControllerRevision;
  if (outcome.status.reason !== 'AlreadyExists') return undefined;
  const existing = context.view.get(outcome.key) as ControllerRevision;
  if (isSameRevision(existing, revision)) return existing;
  const collisionCount = (set.status?.collisionCount ?? 0) + 1;
  context.api.updateStatus(
    { ...set, status: { ...set.status, collisionCount } },
    `the name ${named.name} is taken by another revision`,
  );
  return undefined;
}
