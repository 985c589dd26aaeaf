import { keyOf } from '../../api/key.ts';
import type { PersistentVolume } from '../../scheduler/volumes/objects.ts';
import { claimOf } from '../../scheduler/volumes/objects.ts';
import type { Context } from '../controller.ts';
import { provisionedBy, unversioned } from './objects.ts';

/** The phase of a volume, and what becomes of it when its claim is gone; follows pv_controller.go syncVolume. */
export function syncVolume(volume: PersistentVolume, context: Context): undefined {
  const { claimRef } = volume.spec;
  if (claimRef?.name === undefined) return setPhase(volume, 'Available', context);
  const claim = claimOf(context.view, claimRef.namespace ?? '', claimRef.name);
  if (claimRef.uid === undefined || claimRef.uid === '') return setPhase(volume, 'Available', context);
  if (claim !== undefined && claim.metadata.uid === claimRef.uid) return;
  setPhase(volume, 'Released', context);
  if (reclaimPolicy(volume) !== 'Delete' || volume.metadata.deletionTimestamp !== undefined) return;
  if (volume.metadata.annotations?.[provisionedBy] === undefined) return;
  context.api.delete(keyOf(volume), {}, 'its claim is gone, and the volume was made for it (reclaim policy Delete)');
}

function setPhase(volume: PersistentVolume, phase: string, context: Context): undefined {
  if (volume.status?.phase === phase || (phase === 'Available' && volume.status?.phase === 'Bound')) return;
  const status = { ...volume.status, phase, lastPhaseTransitionTime: context.timestamp() };
  context.api.updateStatus({ ...unversioned(volume), status }, `the volume is ${phase}`);
}

function reclaimPolicy({ spec }: PersistentVolume): unknown {
  return (spec as Readonly<Record<string, unknown>>)['persistentVolumeReclaimPolicy'];
}
