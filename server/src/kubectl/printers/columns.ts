import type { ApiObject } from '#engine/api/meta.ts';
import { formatLabelSelector, type LabelSelector } from '#engine/api/selector.ts';
import type { StoreView } from '#engine/store/view.ts';
import { since } from './age.ts';
import { labelsText, read, readList, readMap, readText } from './read.ts';

/** What a column may look at besides the object. */
export interface TableContext {
  /** Unix milliseconds of the moment of printing. */
  readonly now: number;
  readonly view: StoreView;
}

/** One column of a kind's table; `wide` ones are shown with `-o wide` only. */
export interface Column {
  readonly header: string;
  readonly wide?: true;
  cell(object: ApiObject, context: TableContext): string;
}

/** The columns of a kind, in order. */
export interface KindColumns {
  /** `Deployment.apps`. */
  readonly kind: string;
  readonly columns: readonly Column[];
}

export function column(header: string, cell: Column['cell']): Column {
  return { header, cell };
}

export function wide(header: string, cell: Column['cell']): Column {
  return { header, cell, wide: true };
}

export const nameColumn: Column = column('NAME', (object) => object.metadata.name);

export const ageColumn: Column = column('AGE', (object, { now }) => since(object.metadata.creationTimestamp, now));

export const createdAtColumn: Column = column(
  'CREATED AT',
  (object) => object.metadata.creationTimestamp ?? '<unknown>',
);

/** The text at a path. */
export function textColumn(header: string, path: string, otherwise = '<none>'): Column {
  return column(header, (object) => readText(object, path, otherwise));
}

/** The number at a path, 0 where there is none. */
export function numberColumn(header: string, path: string): Column {
  return column(header, (object) => readText(object, path, '0'));
}

/** CONTAINERS and IMAGES of the pod template at a path. */
export function containerColumns(templateSpec: string): readonly Column[] {
  const all = (object: ApiObject, field: string): string =>
    readList(read(object, templateSpec), 'containers')
      .map((container) => readText(container, field))
      .join(',') || '<none>';
  return [wide('CONTAINERS', (object) => all(object, 'name')), wide('IMAGES', (object) => all(object, 'image'))];
}

/** SELECTOR of a metav1.LabelSelector at a path. */
export function selectorColumn(path: string): Column {
  return wide('SELECTOR', (object) => selectorText(read(object, path)));
}

/** A LabelSelector as the API server prints it. */
export function selectorText(selector: unknown): string {
  return formatLabelSelector(selector as LabelSelector | undefined);
}

/** SELECTOR of a plain map of labels at a path. */
export function mapSelectorColumn(path: string): Column {
  return wide('SELECTOR', (object) => labelsText(readMap(object, path)));
}
