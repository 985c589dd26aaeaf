import type { ApiObject } from '#engine/api/meta.ts';
import { equal } from '#engine/equal.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { changeAll } from '../edit.ts';
import { storedAs } from '../kindLookup.ts';
import { outputFlags } from '../printers/objectOutput.ts';
import { type Revision, revisionsOf, templateOf } from '../revisions.ts';
import { selectionFlags, selectNamed } from '../targets.ts';
import { dryRunFlag } from '../write.ts';

/** `kubectl rollout undo TYPE/NAME [--to-revision N]`. Follows kubectl pkg/polymorphichelpers/rollback.go. */
export const rolloutUndo: Command = {
  name: 'rollout undo',
  flags: [...selectionFlags('selector'), ...outputFlags, dryRunFlag, { name: 'to-revision', type: 'int' }],
  run(context: Context): number {
    const selection = selectNamed(context);
    if (!selection.ok) return fail(context, selection.error);
    const to = context.flags.int('to-revision') ?? 0;
    if (to < 0) return fail(context, `revision must be a positive integer: ${to}`);
    return changeAll(context, selection.value, ({ kind, object }) => {
      const revisions = revisionsOf(context.cluster.run.view, object);
      if (revisions === undefined) return refused(`error: no rollbacker has been implemented for "${storedAs(kind)}"`);
      const result = undo(object, revisions, to);
      return result.ok ? result : refused(`error: ${result.error}`);
    });
  },
};

function undo(
  object: ApiObject,
  revisions: readonly Revision[],
  to: number,
): Result<{ readonly next: ApiObject; readonly done: string }, string> {
  const spec = object['spec'] as { readonly paused?: boolean };
  if (object.kind === 'Deployment' && spec.paused === true)
    return refused(
      "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
    );
  const found = wanted(object, revisions, to);
  if (!found.ok) return found;
  const target = found.value;
  if (equal(target.template, templateOf(object)))
    return ok({ next: object, done: `skipped rollback (current template already matches revision ${target.number})` });
  const next = { ...object, spec: { ...spec, template: target.template } } as ApiObject;
  if (object.kind !== 'Deployment') return ok({ next, done: 'rolled back' });
  return ok({ next: withAnnotationsOf(next, target), done: 'rolled back' });
}

function wanted(object: ApiObject, revisions: readonly Revision[], to: number): Result<Revision, string> {
  if (to > 0) {
    const found = revisions.find((revision) => revision.number === to);
    return found === undefined ? refused(`unable to find specified revision ${to} in history`) : ok(found);
  }
  const previous = revisions.at(-2);
  if (previous !== undefined) return ok(previous);
  return refused(
    object.kind === 'Deployment'
      ? `no rollout history found for deployment "${object.metadata.name}"`
      : 'no last revision to roll back to',
  );
}

/** Annotations that belong to the Deployment itself and not to one of its revisions. */
const kept: readonly string[] = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
];

function withAnnotationsOf(object: ApiObject, revision: Revision): ApiObject {
  const own = Object.entries(object.metadata.annotations ?? {}).filter(([name]) => kept.includes(name));
  const its = Object.entries(revision.annotations).filter(([name]) => !kept.includes(name));
  return { ...object, metadata: { ...object.metadata, annotations: Object.fromEntries([...own, ...its]) } };
}
