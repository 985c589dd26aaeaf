import type { KindInfo } from '#engine/api/kinds.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import type { Context } from '../command.ts';
import { storedAs } from '../kindLookup.ts';
import { printedName, type Target } from '../targets.ts';
import type { TableContext } from './columns.ts';
import { customColumns } from './customColumns.ts';
import { printGoTemplate } from './goTemplate.ts';
import { printJsonPath } from './jsonPath.ts';
import { objectTable, type TableOptions } from './objectTable.ts';
import { sortObjects } from './sortObjects.ts';
import { table } from './table.ts';
import { toJson, toYaml } from './yaml.ts';

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
  const targets = sorted.value;
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
      context.out(toYaml(single ? targets[0]?.object : listOf(targets)));
      return ok(undefined);
    case 'json':
      context.out(toJson(single ? targets[0]?.object : listOf(targets)));
      return ok(undefined);
    default:
      return printFormat(context, targets, output, single);
  }
}

const formats =
  'custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,wide,yaml';

function printFormat(
  context: Context,
  targets: readonly Target[],
  output: string,
  single: boolean,
): Result<undefined, string> {
  const equals = output.indexOf('=');
  const format = equals < 0 ? output : output.slice(0, equals);
  const template = equals < 0 ? (context.flags.text('template') ?? '') : output.slice(equals + 1);
  const value = single ? targets[0]?.object : listOf(targets);
  if (format === 'custom-columns') {
    const rows = customColumns(
      template,
      targets.map((target) => target.object),
      !context.flags.bool('no-headers'),
    );
    if (!rows.ok) return rows;
    if (rows.value.length > 0) context.out(table(rows.value));
    return ok(undefined);
  }
  if (format === 'jsonpath' || format === 'jsonpath-as-json' || format === 'go-template' || format === 'template') {
    if (template === '') return refused('template format specified but no template given');
    const printed = format.startsWith('jsonpath') ? printJsonPath(template, value) : printGoTemplate(template, value);
    if (!printed.ok) return printed;
    context.print(printed.value);
    return ok(undefined);
  }
  return refused(
    `unable to match a printer suitable for the output format "${output}", allowed formats are: ${formats}`,
  );
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
