import type { KindInfo } from '#engine/api/kinds.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import { printedKind, storedAs } from '../kindLookup.ts';
import { type Column, column, type TableContext } from './columns.ts';
import { customColumnsOf } from './definitionColumns.ts';
import { columnsOf } from './kinds/registry.ts';
import { labelsText } from './read.ts';
import { table } from './table.ts';

/** How a table is to look. */
export interface TableOptions {
  readonly wide: boolean;
  readonly headers: boolean;
  /** Kind before the name: `deployment.apps/web`. */
  readonly showKind: boolean;
  readonly showNamespace: boolean;
  readonly showLabels: boolean;
  /** Labels that have a column of their own. */
  readonly labelColumns: readonly string[];
}

/** The rows of objects of one kind, the header row first. */
export function objectRows(
  kind: KindInfo,
  objects: readonly ApiObject[],
  options: TableOptions,
  context: TableContext,
): readonly (readonly string[])[] {
  const columns = columnsFor(kind, options, context);
  const rows = objects.map((object) => columns.map((each) => firstLine(each.cell(object, context))));
  return options.headers ? [columns.map((each) => each.header), ...rows] : rows;
}

/** The table of objects of one kind. */
export function objectTable(
  kind: KindInfo,
  objects: readonly ApiObject[],
  options: TableOptions,
  context: TableContext,
): string {
  return table(objectRows(kind, objects, options, context));
}

function columnsFor(kind: KindInfo, options: TableOptions, context: TableContext): readonly Column[] {
  const own = (customColumnsOf(context.view, kind) ?? columnsOf(storedAs(kind))).filter(
    (each) => options.wide || each.wide !== true,
  );
  const named = options.showKind ? own.map((each, index) => (index === 0 ? withKind(kind, each) : each)) : own;
  return [
    ...(options.showNamespace && kind.namespaced
      ? [column('NAMESPACE', (object) => object.metadata.namespace ?? '')]
      : []),
    ...named,
    ...options.labelColumns.map((label) =>
      column((label.split('/').at(-1) ?? label).toUpperCase(), (object) => object.metadata.labels?.[label] ?? ''),
    ),
    ...(options.showLabels ? [column('LABELS', (object) => labelsText(object.metadata.labels ?? {}))] : []),
  ];
}

function withKind(kind: KindInfo, first: Column): Column {
  if (first.header !== 'NAME') return first;
  return column('NAME', (object, context) => `${printedKind(kind)}/${first.cell(object, context)}`);
}

/** Cells of several lines are cut at the first. */
function firstLine(text: string): string {
  const end = text.search(/[\n\r]/);
  return end < 0 ? text : `${text.slice(0, end)}...`;
}
