import type { Key } from '../../api/key.ts';
import { key as keyFor, keyOf, splitKey } from '../../api/key.ts';
import type { Claim, PersistentVolume } from '../../scheduler/volumes/objects.ts';
import type { StoreView } from '../../store/view.ts';
import type { Context, Controller, ControllerFactory, Requeue, Watch } from '../controller.ts';
import { syncClaim } from './claim.ts';
import { syncVolume } from './volume.ts';

/** Binds claims and volumes to each other, makes volumes where a class can, takes them back. Follows kubernetes pkg/controller/volume/persistentvolume. */
export const persistentVolumeController: ControllerFactory = () => new PersistentVolumeController();

class PersistentVolumeController implements Controller {
  readonly name = 'persistentvolume-controller';
  readonly watches: readonly Watch[] = [
    {
      kind: 'PersistentVolumeClaim',
      keys: ({ key, before, after }) => [key, ...volumeKey((after ?? before) as Claim)],
    },
    {
      kind: 'PersistentVolume',
      keys: ({ key, before, after }, view) => [key, ...claimKeys((after ?? before) as PersistentVolume, view)],
    },
    { kind: 'StorageClass.storage.k8s.io', keys: (_, view) => openClaims(view) },
  ];

  reconcile(key: Key, context: Context): Requeue | undefined {
    const object = context.view.get(key);
    if (object === undefined) return undefined;
    if (splitKey(key).kind === 'PersistentVolume') syncVolume(object as PersistentVolume, context);
    else syncClaim(object as Claim, context);
    return undefined;
  }
}

function volumeKey({ spec }: Claim): Key[] {
  return spec.volumeName ? [keyFor('PersistentVolume', '', spec.volumeName)] : [];
}

/** The claim that the volume names; a free volume concerns every claim that waits. */
function claimKeys({ spec }: PersistentVolume, view: StoreView): Key[] {
  const { claimRef } = spec;
  return claimRef?.name ? [keyFor('PersistentVolumeClaim', claimRef.namespace ?? '', claimRef.name)] : openClaims(view);
}

function openClaims(view: StoreView): Key[] {
  const claims = view.list('PersistentVolumeClaim') as readonly Claim[];
  return claims.filter(({ status }) => status?.phase !== 'Bound').map(keyOf);
}
