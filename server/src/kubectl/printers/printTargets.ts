import type { KindInfo } from '#engine/api/kinds.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import type { Context } from '../command.ts';
import { storedAs } from '../kindLookup.ts';
import { printedName, type Target } from '../targets.ts';
import type { TableContext } from './columns.ts';
import { customColumns } from './customColumns.ts';
import { shownObject } from './objectOutput.ts';
import { objectTable, type TableOptions } from './objectTable.ts';
import { sortObjects } from './sortObjects.ts';
import { table } from './table.ts';
import { printTemplate, splitFormat, tableFormats } from './template.ts';
import { toJson, toYaml } from './yaml.ts';
import { withZeroTimes } from './zeroTimes.ts';

/** Prints objects as `-o` says; one that was named stands alone, several are a List. The error is wrong use of `-o`. */
export function printTargets(
  context: Context,
  unsorted: readonly Target[],
  output: string,
  named: boolean,
): Result<undefined, string> {
  const sortBy = context.flags.text('sort-by');
  const sorted = sortBy === undefined ? ok(unsorted) : sortObjects(unsorted, sortBy);
  if (!sorted.ok) return sorted;
  const targets = isTable(output) ? sorted.value : sorted.value.map((target) => written(context, target));
  const single = named && targets.length === 1;
  switch (output) {
    case '':
    case 'wide':
      printTables(context, targets);
      return ok(undefined);
    case 'name':
      for (const target of targets) context.out(printedName(target));
      return ok(undefined);
    case 'yaml':
      context.out(toYaml(shownAll(context, targets, single)));
      return ok(undefined);
    case 'json':
      context.out(toJson(shownAll(context, targets, single)));
      return ok(undefined);
    default:
      return printFormat(context, targets, output, single);
  }
}

function isTable(output: string): boolean {
  return output === '' || output === 'wide';
}

function written({ cluster }: Context, target: Target): Target {
  return { ...target, object: withZeroTimes(target.object, cluster.run.world.kubernetesVersion) };
}

function printFormat(
  context: Context,
  targets: readonly Target[],
  output: string,
  single: boolean,
): Result<undefined, string> {
  const { format, template } = splitFormat(context, output);
  if (format.startsWith('custom-columns')) return printColumns(context, targets, format, template);
  const printed = printTemplate(context, output, single ? targets[0]?.object : listOf(targets), tableFormats);
  if (!printed.ok) return printed;
  context.print(printed.value);
  return ok(undefined);
}

/** The file of `custom-columns-file` has headers in its first line and paths in its second. */
function printColumns(
  context: Context,
  targets: readonly Target[],
  format: string,
  template: string,
): Result<undefined, string> {
  const file = format === 'custom-columns-file' ? context.cluster.files.read(template) : '';
  if (file === undefined)
    return refused(`error reading template ${template}, open ${template}: no such file or directory`);
  const [headers = '', paths = ''] = file.split('\n').map((line) => line.trim());
  const fields = paths.split(/\s+/);
  const spec =
    file === ''
      ? template
      : headers
          .split(/\s+/)
          .map((header, i) => `${header}:${fields[i] ?? ''}`)
          .join(',');
  const rows = customColumns(
    spec,
    targets.map((target) => target.object),
    !context.flags.bool('no-headers'),
  );
  if (!rows.ok) return rows;
  if (rows.value.length > 0) context.out(table(rows.value));
  return ok(undefined);
}

function shownAll(context: Context, targets: readonly Target[], single: boolean): unknown {
  const shown = targets.map((target) => ({ ...target, object: shownObject(context, target.object) }));
  return single ? shown[0]?.object : listOf(shown);
}

function listOf(targets: readonly Target[]): unknown {
  return {
    apiVersion: 'v1',
    items: targets.map((target) => target.object),
    kind: 'List',
    metadata: { resourceVersion: '' },
  };
}

function printTables(context: Context, targets: readonly Target[]): void {
  const groups: { readonly kind: KindInfo; readonly objects: ApiObject[] }[] = [];
  for (const { kind, object } of targets) {
    const last = groups.at(-1);
    if (last !== undefined && storedAs(last.kind) === storedAs(kind)) last.objects.push(object);
    else groups.push({ kind, objects: [object] });
  }
  const several = context.args[0]?.includes(',') === true || context.args[0] === 'all' || groups.length > 1;
  const options = tableOptions(context, several);
  const tables = groups.map(({ kind, objects }) => objectTable(kind, objects, options, tableContext(context)));
  if (tables.length > 0) context.out(tables.join('\n\n'));
}

/** What the flags of `get` say of its table. */
export function tableOptions(context: Context, severalKinds: boolean): TableOptions {
  const { flags } = context;
  return {
    wide: flags.text('output') === 'wide',
    headers: !flags.bool('no-headers'),
    showKind: severalKinds || flags.bool('show-kind'),
    showNamespace: flags.bool('all-namespaces'),
    showLabels: flags.bool('show-labels'),
    labelColumns: flags.list('label-columns'),
  };
}

/** This moment, for ages. */
export function tableContext(context: Context): TableContext {
  const { run } = context.cluster;
  return { now: run.world.startTime + run.now, view: run.view };
}
