import { child, childOrNew, type Draft, fill } from './draft.ts';

/** The spec of a claim, also where it stands in a template. */
export function claimSpec(spec: Draft): void {
  childOrNew(spec, 'resources');
  fill(spec, 'volumeMode', 'Filesystem');
  mirrorDataSource(spec);
}

/** What stands in dataSource also stands in dataSourceRef, and the other way round where that names no namespace. */
function mirrorDataSource(spec: Draft): void {
  const source = child(spec, 'dataSource');
  const reference = child(spec, 'dataSourceRef');
  if (source !== undefined && reference === undefined) spec['dataSourceRef'] = { ...source };
  if (reference !== undefined && source === undefined && !reference['namespace']) spec['dataSource'] = { ...reference };
}
