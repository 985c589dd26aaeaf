import { claimSpec, settleDataSources } from './claimSpec.ts';
import { child, childOrNew, type Draft, fill, fillEmpty } from './draft.ts';
import { defaultDisks } from './volume.ts';

/** Follows kubernetes pkg/apis/core/v1/defaults.go SetDefaults_PersistentVolumeClaim. */
export function persistentVolumeClaim(object: Draft): void {
  const spec = childOrNew(object, 'spec');
  if (spec !== undefined) {
    claimSpec(spec);
    settleDataSources(spec);
  }
  const status = childOrNew(object, 'status');
  if (status !== undefined) fillEmpty(status, 'phase', 'Pending');
}

/** Follows kubernetes pkg/apis/core/v1/defaults.go SetDefaults_PersistentVolume. */
export function persistentVolume(object: Draft): void {
  const status = childOrNew(object, 'status');
  if (status !== undefined) fillEmpty(status, 'phase', 'Pending');
  const spec = child(object, 'spec');
  if (spec === undefined) return;
  fillEmpty(spec, 'persistentVolumeReclaimPolicy', 'Retain');
  fill(spec, 'volumeMode', 'Filesystem');
  defaultDisks(spec);
}

/** Follows kubernetes pkg/apis/storage/v1/defaults.go. */
export function storageClass(object: Draft): void {
  fill(object, 'reclaimPolicy', 'Delete');
  fill(object, 'volumeBindingMode', 'Immediate');
}

/** Follows kubernetes pkg/apis/storage/v1/defaults.go. */
export function csiDriver(object: Draft): void {
  const spec = child(object, 'spec');
  if (spec === undefined) return;
  fill(spec, 'attachRequired', true);
  fill(spec, 'podInfoOnMount', false);
  fill(spec, 'storageCapacity', false);
  fill(spec, 'fsGroupPolicy', 'ReadWriteOnceWithFSType');
  fill(spec, 'volumeLifecycleModes', ['Persistent']);
  fill(spec, 'requiresRepublish', false);
  fill(spec, 'seLinuxMount', false);
}
