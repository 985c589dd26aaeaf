import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { Page } from '../describe/page.ts';
import { describePodTemplate } from '../describe/podSpec.ts';
import { storedAs } from '../kindLookup.ts';
import { outputFlags } from '../printers/objectOutput.ts';
import { table } from '../printers/table.ts';
import { changeCauseAnnotation, type Revision, revisionsOf } from '../revisions.ts';
import { printedName, selectionFlags, selectNamed, type Target } from '../targets.ts';

/** `kubectl rollout history TYPE/NAME [--revision N]`. Follows kubectl pkg/polymorphichelpers/history.go. */
export const rolloutHistory: Command = {
  name: 'rollout history',
  flags: [...selectionFlags('selector'), ...outputFlags, { name: 'revision', type: 'int' }],
  run(context: Context): number {
    const selection = selectNamed(context);
    if (!selection.ok) return fail(context, selection.error);
    for (const error of selection.value.errors) context.err(error);
    let code = selection.value.errors.length > 0 ? 1 : 0;
    for (const target of selection.value.targets) {
      const problem = show(context, target);
      if (problem !== undefined) code = fail(context, problem);
    }
    return code;
  },
};

function show(context: Context, target: Target): string | undefined {
  const revisions = revisionsOf(context.cluster.run.view, target.object);
  if (revisions === undefined) return `no history viewer has been implemented for "${storedAs(target.kind)}"`;
  const wanted = context.flags.int('revision') ?? 0;
  if (wanted < 0) return `revision must be a positive integer: ${wanted}`;
  if (wanted === 0) {
    context.out(`${printedName(target)} \n${historyTable(revisions)}\n`);
    return undefined;
  }
  const revision = revisions.find((each) => each.number === wanted);
  if (revision === undefined) return 'unable to find the specified revision';
  const page = new Page();
  describePodTemplate(page, withCause(revision));
  context.out(`${printedName(target)} with revision #${wanted}\n${page.raw()}\n`);
  return undefined;
}

/** The template as its revision keeps it, with the cause of the change among its annotations. */
function withCause({ raw, annotations }: Revision): unknown {
  const cause = annotations[changeCauseAnnotation];
  if (cause === undefined) return raw;
  const metadata = raw['metadata'] as { readonly annotations?: Readonly<Record<string, string>> } | undefined;
  return {
    ...raw,
    metadata: { ...metadata, annotations: { ...metadata?.annotations, [changeCauseAnnotation]: cause } },
  };
}

function historyTable(revisions: readonly Revision[]): string {
  if (revisions.length === 0) return 'No rollout history found.';
  const rows = revisions.map((each) => [String(each.number), each.annotations[changeCauseAnnotation] || '<none>']);
  return table([['REVISION', 'CHANGE-CAUSE'], ...rows], 2);
}
