import { atLeast } from '#engine/api/version.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import type { Blocking, Command, Context } from '../command.ts';
import { fail, usage } from '../command.ts';
import { storedAs } from '../kindLookup.ts';
import { namesManifests } from '../manifestFiles.ts';
import { outputFlags } from '../printers/objectOutput.ts';
import { printTargets } from '../printers/printTargets.ts';
import { type Selection, select, selectionFlags } from '../targets.ts';
import { watchTargets } from './getWatch.ts';

/** `kubectl get`. */
export const get: Command = {
  name: 'get',
  flags: [
    ...selectionFlags('selector', 'fields', 'everywhere', 'missing'),
    ...outputFlags,
    { name: 'no-headers', type: 'bool' },
    { name: 'show-labels', type: 'bool' },
    { name: 'show-kind', type: 'bool' },
    { name: 'label-columns', short: 'L', type: 'list' },
    { name: 'sort-by', type: 'string' },
    { name: 'watch', short: 'w', type: 'bool' },
    { name: 'watch-only', type: 'bool' },
    { name: 'output-watch-events', type: 'bool' },
    { name: 'subresource', type: 'string' },
    { name: 'chunk-size', type: 'int' },
    { name: 'raw', type: 'string' },
    { name: 'server-print', type: 'bool' },
  ],
  run(context: Context): number | Blocking {
    if (context.flags.has('raw')) return fail(context, 'a simulated cluster has no URLs: --raw is of no use here');
    if (context.args.length === 0 && !namesManifests(context)) return nothingNamed(context);
    const selected = selectForGet(context);
    if (!selected.ok) return fail(context, selected.error);
    if (context.flags.bool('watch') || context.flags.bool('watch-only')) return watchTargets(context, selected.value);
    return printAll(context, selected.value);
  },
};

function nothingNamed(context: Context): number {
  context.err(
    'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n',
  );
  return usage(
    context,
    'Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).',
  );
}

function selectForGet(context: Context): Result<Selection, string> {
  const selection = select(context);
  if (!selection.ok) return selection;
  if (
    selection.value.named &&
    context.flags.bool('all-namespaces') &&
    selection.value.targets.some((each) => each.kind.namespaced)
  )
    return refused('a resource cannot be retrieved by name across all namespaces');
  return ok(selection.value);
}

function printAll(context: Context, { targets, errors, kinds, named }: Selection): number {
  const output = context.flags.text('output') ?? '';
  if (
    kinds.some((kind) => storedAs(kind) === 'Endpoints') &&
    atLeast(context.cluster.run.world.kubernetesVersion, '1.33')
  )
    context.warn('v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice');
  const structured = output !== '' && output !== 'wide' && output !== 'name' && !output.startsWith('custom-columns');
  const printed =
    targets.length === 0 && (named || !structured) ? ok(undefined) : printTargets(context, targets, output, named);
  for (const error of errors) context.err(error);
  if (!printed.ok) return fail(context, printed.error);
  if (targets.length === 0 && errors.length === 0 && !structured && !context.flags.bool('ignore-not-found')) {
    const everywhere = context.flags.bool('all-namespaces') || kinds.every((kind) => !kind.namespaced);
    context.err(everywhere ? 'No resources found' : `No resources found in ${context.namespace} namespace.`);
  }
  return errors.length > 0 ? 1 : 0;
}
