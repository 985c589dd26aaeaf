import { child, childOrNew, type Draft, fill } from './draft.ts';

/** The spec of a claim, also where it stands in a template. */
export function claimSpec(spec: Draft): void {
  childOrNew(spec, 'resources');
  fill(spec, 'volumeMode', 'Filesystem');
}

/** What the API server makes of the data sources of a claim, not of those in a template. Follows kubernetes pkg/registry/core/persistentvolumeclaim. */
export function settleDataSources(spec: Draft): void {
  // A source in another namespace stands behind a gate that is off.
  if (child(spec, 'dataSourceRef')?.['namespace']) delete spec['dataSourceRef'];
  dropUnknownSource(spec);
  mirrorDataSource(spec);
}

/** What dataSource alone names is left out in silence unless it is a claim or a snapshot. Follows kubernetes pkg/api/persistentvolumeclaim. */
function dropUnknownSource(spec: Draft): void {
  const source = child(spec, 'dataSource');
  if (source === undefined || child(spec, 'dataSourceRef') !== undefined) return;
  const named = `${source['apiGroup'] ?? ''}/${source['kind']}`;
  if (named !== '/PersistentVolumeClaim' && named !== 'snapshot.storage.k8s.io/VolumeSnapshot')
    delete spec['dataSource'];
}

/** What stands in dataSource also stands in dataSourceRef, and the other way round. */
function mirrorDataSource(spec: Draft): void {
  const source = child(spec, 'dataSource');
  const reference = child(spec, 'dataSourceRef');
  if (source !== undefined && reference === undefined) spec['dataSourceRef'] = { ...source };
  if (reference !== undefined && source === undefined) spec['dataSource'] = { ...reference };
}
