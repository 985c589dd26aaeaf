import { child, childOrNew, type Draft, fill } from './draft.ts';

/** The spec of a claim, also where it stands in a template. */
export function claimSpec(spec: Draft): void {
  childOrNew(spec, 'resources');
  fill(spec, 'volumeMode', 'Filesystem');
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

/** What stands in dataSource also stands in dataSourceRef, and the other way round where that names no namespace. */
function mirrorDataSource(spec: Draft): void {
  const source = child(spec, 'dataSource');
  const reference = child(spec, 'dataSourceRef');
  if (source !== undefined && reference === undefined) spec['dataSourceRef'] = { ...source };
  if (reference !== undefined && source === undefined && !reference['namespace']) spec['dataSource'] = { ...reference };
}
