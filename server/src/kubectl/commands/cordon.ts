import type { ApiObject } from '#engine/api/meta.ts';
import { ok } from '#engine/result.ts';
import type { Command, Context } from '../command.ts';
import { fail, usage } from '../command.ts';
import { changeAll } from '../edit.ts';
import { select } from '../targets.ts';
import { dryRunFlag } from '../write.ts';

/** `kubectl cordon NODE…`. */
export const cordon: Command = nodeCommand('cordon', true);

/** `kubectl uncordon NODE…`. */
export const uncordon: Command = nodeCommand('uncordon', false);

function nodeCommand(name: string, unschedulable: boolean): Command {
  return {
    name,
    flags: [dryRunFlag, { name: 'selector', short: 'l', type: 'string' }],
    run(context: Context): number {
      if (context.args.length === 0 && !context.flags.has('selector'))
        return usage(context, `USAGE: ${name} NODE [flags]`);
      const selection = select(context, nodeArguments(context));
      if (!selection.ok) return fail(context, selection.error);
      return changeAll(context, selection.value, ({ object }) => {
        const next = withSchedulable(object, unschedulable);
        return ok({ next, done: next === object ? `already ${name}ed` : `${name}ed` });
      });
    },
  };
}

/** `node/n1` and `n1` both name a node. */
export function nodeArguments(context: Context): readonly string[] {
  return ['nodes', ...context.args.map((arg) => arg.replace(/^(nodes?|no)\//, ''))];
}

/** The node, cordoned or not; the same object where it is so already. */
export function withSchedulable(node: ApiObject, unschedulable: boolean): ApiObject {
  const spec = node['spec'] as { readonly unschedulable?: boolean } | undefined;
  if ((spec?.unschedulable === true) === unschedulable) return node;
  const { unschedulable: _was, ...rest } = spec ?? {};
  return { ...node, spec: unschedulable ? { ...rest, unschedulable } : rest };
}
