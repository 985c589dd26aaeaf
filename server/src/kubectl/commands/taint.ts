import { qualifiedName } from '#engine/api/labels.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { changeAll } from '../edit.ts';
import { outputFlags } from '../printers/objectOutput.ts';
import { select, selectionFlags } from '../targets.ts';
import { dryRunFlag } from '../write.ts';

/** `kubectl taint nodes NAME KEY=VALUE:EFFECT… KEY:EFFECT- KEY-`. Follows kubectl pkg/cmd/taint. */
export const taint: Command = {
  name: 'taint',
  flags: [...selectionFlags('selector', 'all'), ...outputFlags, dryRunFlag, { name: 'overwrite', type: 'bool' }],
  run(context: Context): number {
    const names = context.args.filter((arg) => !/[=:]|-$/.test(arg));
    const words = context.args.slice(names.length);
    if (names.length === 0) return fail(context, 'one or more resources must be specified as <resource> <name>');
    if (words.length === 0) return fail(context, 'at least one taint update is required');
    const read = readTaints(words);
    if (!read.ok) return fail(context, read.error);
    if (names.length === 1 && !names[0]?.includes('/') && !['all', 'selector'].some((name) => context.flags.has(name)))
      return fail(context, "at least one resource name must be specified since 'all' parameter is not set");
    const selection = select(context, names);
    if (!selection.ok) return fail(context, selection.error);
    return changeAll(context, selection.value, ({ object }) => {
      const changed = withTaints(object, read.value, context.flags.bool('overwrite'));
      return changed.ok ? changed : refused(`error: ${changed.error}`);
    });
  },
};

interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

interface Taints {
  readonly add: readonly Taint[];
  readonly remove: readonly { readonly key: string; readonly effect: string }[];
}

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

function readTaints(words: readonly string[]): Result<Taints, string> {
  const add: Taint[] = [];
  const remove: Taint[] = [];
  for (const word of words) {
    const taint = readTaint(word);
    if (!taint.ok) return taint;
    const { key, effect } = taint.value;
    if (word.endsWith('-')) remove.push(taint.value);
    else if (add.some((other) => other.key === key && other.effect === effect))
      return refused(`duplicated taints with the same key and effect: ${key}:${effect}`);
    else add.push(taint.value);
  }
  return ok({ add, remove });
}

/** `KEY[=VALUE]:EFFECT`; before the minus that takes taints away the effect may be left out. */
function readTaint(word: string): Result<Taint, string> {
  const removes = word.endsWith('-');
  const [left = '', effect = '', ...more] = (removes ? word.slice(0, -1) : word).split(':');
  const [key = '', value = '', ...rest] = left.split('=');
  if (more.length > 0 || rest.length > 0) return refused(`invalid taint spec: ${word}`);
  const wrong = qualifiedName(effect === '' ? left : key);
  if (wrong.length > 0) return refused(`invalid taint spec: ${word}, ${wrong.join('; ')}`);
  if (effect === '' && !removes) return refused(`invalid taint spec: ${word}`);
  if (effect !== '' && !effects.includes(effect))
    return refused(`invalid taint effect: ${effect}, unsupported taint effect`);
  return ok({ key, effect, ...(value === '' ? {} : { value }) });
}

function withTaints(
  node: ApiObject,
  { add, remove }: Taints,
  overwrite: boolean,
): Result<{ readonly next: ApiObject; readonly done: string }, string> {
  const spec = (node['spec'] ?? {}) as { readonly taints?: readonly Taint[] };
  const before = spec.taints ?? [];
  const same = (a: Taint, b: { key: string; effect: string }): boolean =>
    a.key === b.key && (b.effect === '' || a.effect === b.effect);
  const lost = remove.find((wanted) => !before.some((taint) => same(taint, wanted)));
  if (lost !== undefined) return refused(`taint "${lost.key}${lost.effect === '' ? '' : `:${lost.effect}`}" not found`);
  const clash = add.filter((taint) => before.some((old) => same(old, taint) && old.value !== taint.value));
  if (clash.length > 0 && !overwrite)
    return refused(
      `node ${node.metadata.name} already has ${clash.map((each) => each.key).join(',')} taint(s) with same effect(s) and --overwrite is false`,
    );
  const kept = before.filter((taint) => ![...add, ...remove].some((wanted) => same(taint, wanted)));
  const taints = [...add, ...kept];
  const { taints: _old, ...rest } = spec;
  const next = { ...node, spec: taints.length === 0 ? rest : { ...rest, taints } };
  return ok({ next, done: doneWord(add, remove, clash.length > 0) });
}

function doneWord(add: readonly Taint[], remove: readonly unknown[], changed: boolean): string {
  if (add.length === 0) return 'untainted';
  return remove.length > 0 || changed ? 'modified' : 'tainted';
}
