import type { ControllerRevision, StatefulSet } from '../../api/workloads.ts';
import { fnv1, safeEncode } from '../../podTemplateHash/templateHash.ts';
import { utf8 } from '../../utf8.ts';
import type { Context } from '../controller.ts';
import { isSameRevision, patchText, revisionFor, templatePatch } from '../controllerRevision.ts';
import { controllerReference } from '../ownership.ts';

/** The revision pods have and the one they are to get; equal when no update is under way. */
export interface Revisions {
  readonly current: ControllerRevision;
  readonly update: ControllerRevision;
  readonly collisionCount: number;
}

const hashLabel = 'controller.kubernetes.io/hash';
const maxPrefix = 223;

/** Finds the revision of today's template, brings an old one of the same forward, or makes one; follows getStatefulSetRevisions. */
export function syncRevisions(
  context: Context,
  set: StatefulSet,
  history: readonly ControllerRevision[],
): Revisions | undefined {
  let collisionCount = set.status?.collisionCount ?? 0;
  const data = templatePatch(set.spec.template, context.conditions.kubernetesVersion);
  const newest = history.at(-1);
  const next = (newest?.revision ?? 0) + 1;
  const same = history.findLast((revision) => isSameRevision(revision, { data }));
  let update: ControllerRevision | undefined;
  if (same === undefined) {
    const created = createRevision(context, set, data, next, collisionCount);
    update = created?.revision;
    collisionCount = created?.collisionCount ?? collisionCount;
  } else update = same === newest ? same : renumber(context, same, next);
  if (update === undefined) return undefined;
  const current = history.find(({ metadata }) => metadata.name === set.status?.currentRevision) ?? update;
  return { current, update, collisionCount };
}

/** The name a revision gets: FNV-1 over the patch and the collision count; follows kubernetes pkg/controller/history HashControllerRevision. */
export function revisionHash(data: ControllerRevision['data'], collisionCount: number): string {
  return safeEncode(String(fnv1(utf8(`${patchText(data)}${collisionCount}`))));
}

/** Deletes the oldest revisions that nothing uses, beyond revisionHistoryLimit; follows truncateHistory. */
export function truncateHistory(
  context: Context,
  set: StatefulSet,
  history: readonly ControllerRevision[],
  live: ReadonlySet<string>,
): void {
  const limit = set.spec.revisionHistoryLimit ?? 10;
  const unused = history.filter(({ metadata }) => !live.has(metadata.name));
  for (const { metadata } of unused.slice(0, Math.max(0, unused.length - limit)))
    context.api.delete(
      `ControllerRevision.apps/${metadata.namespace ?? ''}/${metadata.name}`,
      {},
      `beyond the ${limit} old revisions to keep (revisionHistoryLimit)`,
    );
}

function createRevision(
  context: Context,
  set: StatefulSet,
  data: ControllerRevision['data'],
  number: number,
  from: number,
): { readonly revision: ControllerRevision; readonly collisionCount: number } | undefined {
  const { name } = set.metadata;
  const labelHash = revisionHash(data, from);
  for (let collisionCount = from; ; collisionCount++) {
    const revision = revisionFor(
      set,
      {
        name: `${name.slice(0, maxPrefix)}-${revisionHash(data, collisionCount)}`,
        labels: { ...set.spec.template.metadata?.labels, [hashLabel]: labelHash },
      },
      data,
      number,
      [controllerReference(set)],
    );
    const outcome = context.api.create(revision, 'the pod template has no revision yet');
    if (outcome.kind === 'applied') return { revision: outcome.after as ControllerRevision, collisionCount };
    if (outcome.status.reason !== 'AlreadyExists') return undefined;
    const existing = context.view.get(outcome.key) as ControllerRevision;
    if (isSameRevision(existing, revision)) return { revision: existing, collisionCount };
  }
}

function renumber(context: Context, revision: ControllerRevision, number: number): ControllerRevision | undefined {
  const outcome = context.api.update({ ...revision, revision: number }, 'the pod template is back at this revision');
  return outcome.kind === 'applied' ? (outcome.after as ControllerRevision) : undefined;
}
