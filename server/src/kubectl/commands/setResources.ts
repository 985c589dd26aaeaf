import type { ApiObject } from '#engine/api/meta.ts';
import { parseQuantity } from '#engine/api/quantity.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { changeAll, type PodSpecFields, withPodSpec } from '../edit.ts';
import { outputFlags } from '../printers/objectOutput.ts';
import { readList, readMap, readText } from '../printers/read.ts';
import { select, selectionFlags } from '../targets.ts';
import { dryRunFlag } from '../write.ts';

const flags = [
  ...selectionFlags('selector', 'all'),
  ...outputFlags,
  dryRunFlag,
  { name: 'local', type: 'bool' },
  { name: 'record', type: 'bool' },
] as const;

/** `kubectl set resources|serviceaccount TYPE/NAME …`. */
export const setCommands: readonly Command[] = [
  {
    name: 'set resources',
    flags: [
      ...flags,
      { name: 'containers', short: 'c', type: 'string' },
      { name: 'limits', type: 'string' },
      { name: 'requests', type: 'string' },
    ],
    run: setResources,
  },
  { name: 'set serviceaccount', flags, run: setServiceAccount },
];

function setResources(context: Context): number {
  const limits = amountsOf(context.flags.text('limits'));
  const requests = amountsOf(context.flags.text('requests'));
  if (!limits.ok) return fail(context, limits.error);
  if (!requests.ok) return fail(context, requests.error);
  if (limits.value === undefined && requests.value === undefined)
    return fail(context, 'you must specify an update to requests or limits (in the form of --requests/--limits)');
  const selection = select(context);
  if (!selection.ok) return fail(context, selection.error);
  const wanted = new RegExp(
    `^${(context.flags.text('containers') ?? '*').replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`,
  );
  return changeAll(context, selection.value, ({ object }) => {
    const next = withPodSpec(object, (spec) => ({
      ...spec,
      containers: readList(spec, 'containers').map((container) =>
        wanted.test(readText(container, 'name'))
          ? withAmounts(container as PodSpecFields, limits.value, requests.value)
          : container,
      ),
    }));
    return next === undefined
      ? refused(`error: ${object.kind} has no pod template`)
      : ok({ next, done: 'resource requirements updated' });
  });
}

type Amounts = Readonly<Record<string, string>> | undefined;

function amountsOf(text: string | undefined): Result<Amounts, string> {
  if (text === undefined) return ok(undefined);
  const amounts: Record<string, string> = {};
  for (const pair of text.split(',')) {
    const [name = '', amount = ''] = pair.split('=');
    if (!parseQuantity(amount).ok)
      return refused(`quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`);
    amounts[name] = amount;
  }
  return ok(amounts);
}

function withAmounts(container: PodSpecFields, limits: Amounts, requests: Amounts): PodSpecFields {
  const merge = (field: string, amounts: Amounts): Readonly<Record<string, unknown>> => {
    const all = Object.entries({ ...readMap(container, `resources.${field}`), ...amounts }).filter(
      ([, amount]) => amount !== '0',
    );
    return all.length === 0 ? {} : { [field]: Object.fromEntries(all) };
  };
  return { ...container, resources: { ...merge('limits', limits), ...merge('requests', requests) } };
}

function setServiceAccount(context: Context): number {
  const account = context.args.at(-1);
  if (account === undefined || context.args.length < 2) return fail(context, 'serviceaccount is required');
  const selection = select(context, context.args.slice(0, -1));
  if (!selection.ok) return fail(context, selection.error);
  return changeAll(context, selection.value, ({ object }) => {
    const next: ApiObject | undefined = withPodSpec(object, (spec) => ({
      ...spec,
      serviceAccountName: account,
      serviceAccount: account,
    }));
    return next === undefined
      ? refused(`error: ${object.kind} has no pod template`)
      : ok({ next, done: 'serviceaccount updated' });
  });
}
