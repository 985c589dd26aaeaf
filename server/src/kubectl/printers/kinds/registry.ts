import { ageColumn, type Column, type KindColumns, nameColumn } from '../columns.ts';
import { clusterColumns } from './cluster.ts';
import { networkColumns } from './network.ts';
import { podColumns } from './pod.ts';
import { storageColumns } from './storage.ts';
import { workloadColumns } from './workloads.ts';

/** The tables of all kinds that have their own; the others show NAME and AGE. */
const tables: readonly KindColumns[] = [
  podColumns,
  ...workloadColumns,
  ...networkColumns,
  ...clusterColumns,
  ...storageColumns,
];

const byKind = new Map(tables.map((each) => [each.kind, each.columns]));

/** The columns of a kind (`Deployment.apps`). */
export function columnsOf(kind: string): readonly Column[] {
  return byKind.get(kind) ?? [nameColumn, ageColumn];
}
