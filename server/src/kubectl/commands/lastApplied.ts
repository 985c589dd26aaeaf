import { equal } from '#engine/equal.ts';
import { ok, refused } from '#engine/result.ts';
import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { changeAll } from '../edit.ts';
import { manifestFlags, manifestsFor, namesManifests } from '../manifestFiles.ts';
import { outputFlags } from '../printers/objectOutput.ts';
import { toJson, toYaml } from '../printers/yaml.ts';
import { select, selectionFlags } from '../targets.ts';
import { dryRunFlag } from '../write.ts';
import { configurationOf, lastApplied, withConfiguration } from './apply.ts';

/** `kubectl apply view-last-applied` and `set-last-applied`: what the annotation says by which the next apply knows the last one. */
export const lastAppliedCommands: readonly Command[] = [
  {
    name: 'apply view-last-applied',
    flags: [...selectionFlags('selector', 'all', 'everywhere'), { name: 'output', short: 'o', type: 'string' }],
    run: view,
  },
  {
    name: 'apply set-last-applied',
    flags: [...manifestFlags, ...outputFlags, dryRunFlag, { name: 'create-annotation', type: 'bool' }],
    run: set,
  },
];

function view(context: Context): number {
  const output = context.flags.text('output') ?? 'yaml';
  if (output !== 'yaml' && output !== 'json')
    return fail(context, `Unexpected -o output mode: ${output}, the flag 'output' must be one of yaml|json`);
  const selection = select(context);
  if (!selection.ok) return fail(context, selection.error);
  const { targets, errors } = selection.value;
  for (const { object } of targets) {
    const applied = configurationOf(object);
    if (applied === undefined)
      return fail(context, `no last-applied-configuration annotation found on resource: ${object.metadata.name}`);
    context.out(output === 'json' ? toJson(applied) : toYaml(applied));
  }
  for (const error of errors) context.err(error);
  return errors.length > 0 ? 1 : 0;
}

function set(context: Context): number {
  if (!namesManifests(context)) return fail(context, 'must specify one of -f and -k');
  const read = manifestsFor(context);
  if (!read.ok) return fail(context, read.error);
  const selection = select(context);
  if (!selection.ok) return fail(context, selection.error);
  return changeAll(context, selection.value, ({ kind, object }) => {
    const wanted = read.value.items.find(
      (item) => item.kind === kind && item.object.metadata.name === object.metadata.name,
    );
    if (wanted === undefined) return refused(`error: ${object.metadata.name} is in no file`);
    if (configurationOf(object) === undefined && !context.flags.bool('create-annotation'))
      return refused(
        `error: no last-applied-configuration annotation found on resource: ${object.metadata.name}, to create the annotation, run the command with --create-annotation`,
      );
    const text = withConfiguration(wanted.object).metadata.annotations?.[lastApplied] ?? '';
    const annotations = { ...object.metadata.annotations, [lastApplied]: text };
    const next = { ...object, metadata: { ...object.metadata, annotations } };
    return ok({ next, done: equal(next, object) ? 'unchanged' : 'configured' });
  });
}
