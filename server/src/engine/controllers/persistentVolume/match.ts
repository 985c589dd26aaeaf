import { quantityOr0, quantityValue } from '../../api/quantity.ts';
import { matchesLabelSelector } from '../../api/selector.ts';
import type { Claim, PersistentVolume } from '../../scheduler/volumes/objects.ts';
import { classNameOf } from '../../scheduler/volumes/objects.ts';
import type { StoreView } from '../../store/view.ts';
import { isFor } from './objects.ts';

/** A volume that is set aside for the claim, of whatever class. */
export function reservedVolume(claim: Claim, view: StoreView): PersistentVolume | undefined {
  const volumes = view.list('PersistentVolume') as readonly PersistentVolume[];
  return volumes.find(
    (volume) =>
      isFor(volume, claim) &&
      volume.metadata.deletionTimestamp === undefined &&
      sizeOf(volume) >= wantedSize(claim) &&
      modeOf(volume) === modeOf(claim) &&
      allows(volume, claim),
  );
}

/** Why a volume that the claim asks for by name cannot be its; follows pv_controller_base.go checkVolumeSatisfyClaim. */
export function mismatchOf(volume: PersistentVolume, claim: Claim): string | undefined {
  if (volume.metadata.deletionTimestamp !== undefined)
    return `the volume is marked for deletion "${volume.metadata.name}"`;
  if (sizeOf(volume) < wantedSize(claim)) return 'requested PV is too small';
  if ((volume.spec.storageClassName ?? '') !== classNameOf(claim)) return 'storageClassName does not match';
  if (modeOf(volume) !== modeOf(claim)) return 'incompatible volumeMode';
  return allows(volume, claim) ? undefined : 'incompatible accessMode';
}

/** The smallest free volume that is large enough, of those with the fewest access modes; follows component-helpers/storage/volume FindMatchingVolume. */
export function matchingVolume(claim: Claim, view: StoreView): PersistentVolume | undefined {
  let best: PersistentVolume | undefined;
  for (const volume of view.list('PersistentVolume') as readonly PersistentVolume[]) {
    if (volume.spec.claimRef !== undefined || isLeft(volume) || mismatchOf(volume, claim) !== undefined) continue;
    if (claim.spec.selector !== undefined && !matchesLabelSelector(claim.spec.selector, volume.metadata.labels))
      continue;
    if (best === undefined || isCloser(volume, best)) best = volume;
  }
  return best;
}

/** Volumes are kept by their access modes, and those with the fewest are looked through first. */
function isCloser(volume: PersistentVolume, best: PersistentVolume): boolean {
  const modes = (of: PersistentVolume): number => of.spec.accessModes?.length ?? 0;
  return modes(volume) - modes(best) < 0 || (modes(volume) === modes(best) && sizeOf(volume) < sizeOf(best));
}

/** Another claim had it, and nobody has cleared it yet. */
function isLeft({ status }: PersistentVolume): boolean {
  return status?.phase === 'Released' || status?.phase === 'Failed';
}

function allows({ spec }: PersistentVolume, claim: Claim): boolean {
  return (claim.spec.accessModes ?? []).every((mode) => spec.accessModes?.includes(mode) === true);
}

function modeOf({ spec }: PersistentVolume | Claim): string {
  return spec.volumeMode ?? 'Filesystem';
}

function sizeOf({ spec }: PersistentVolume): number {
  return quantityValue(quantityOr0(spec.capacity?.['storage']));
}

function wantedSize({ spec }: Claim): number {
  return quantityValue(quantityOr0(spec.resources?.requests?.['storage']));
}
