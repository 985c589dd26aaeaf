import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { describeEvents, eventsAbout } from '../describe/events.ts';
import { Page } from '../describe/page.ts';
import { describerOf } from '../describe/registry.ts';
import { storedAs } from '../kindLookup.ts';
import { tableContext } from '../printers/printTargets.ts';
import { kindsOf, listOf, type Selection, select, selectionFlags, type Target } from '../targets.ts';

/** `kubectl describe TYPE [NAME|PREFIX…]`. */
export const describe: Command = {
  name: 'describe',
  flags: [
    ...selectionFlags('selector', 'everywhere'),
    { name: 'show-events', type: 'bool' },
    { name: 'chunk-size', type: 'int' },
  ],
  run(context: Context): number {
    if (context.args.length === 0 && !context.flags.has('filename'))
      return fail(
        context,
        `You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.`,
      );
    const selection = select(context);
    if (!selection.ok) return fail(context, selection.error);
    const { targets, errors } = withPrefixes(context, selection.value);
    if (targets.length > 0) context.out(targets.map((target) => description(context, target)).join('\n\n\n'));
    for (const error of errors) context.err(error);
    if (targets.length === 0 && errors.length === 0)
      context.err(
        selection.value.kinds.every((kind) => !kind.namespaced) || context.flags.bool('all-namespaces')
          ? 'No resources found'
          : `No resources found in ${context.namespace} namespace.`,
      );
    return errors.length > 0 ? 1 : 0;
  },
};

/** A name that no object has may be the beginning of names. */
function withPrefixes(context: Context, selection: Selection): Pick<Selection, 'targets' | 'errors'> {
  const [word = '', prefix, ...more] = context.args;
  if (selection.errors.length === 0 || prefix === undefined || more.length > 0 || word.includes('/')) return selection;
  const kinds = kindsOf(context, word);
  const found = kinds.ok
    ? kinds.value.flatMap((kind) =>
        listOf(context, kind)
          .filter((object) => object.metadata.name.startsWith(prefix))
          .map((object) => ({ kind, object })),
      )
    : [];
  return found.length > 0 ? { targets: found, errors: [] } : selection;
}

function description(context: Context, { kind, object }: Target): string {
  const about = tableContext(context);
  const page = new Page();
  const describer = describerOf(storedAs(kind));
  describer.describe(page, object, about);
  if (describer.events && context.flags.text('show-events') !== 'false')
    describeEvents(page, eventsAbout(about.view, object), about.now);
  return page.text();
}
