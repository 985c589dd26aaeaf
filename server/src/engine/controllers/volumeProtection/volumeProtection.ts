import type { Key } from '../../api/key.ts';
import { key as keyFor, splitKey } from '../../api/key.ts';
import type { Pod } from '../../api/pod.ts';
import type { PersistentVolume } from '../../scheduler/volumes/objects.ts';
import { claimNames } from '../../scheduler/volumes/objects.ts';
import type { Context, Controller, ControllerFactory, Requeue, Watch } from '../controller.ts';
import { own } from '../controller.ts';

const finalizers: Readonly<Record<string, string>> = {
  PersistentVolumeClaim: 'kubernetes.io/pvc-protection',
  PersistentVolume: 'kubernetes.io/pv-protection',
};

/** Holds claims back while a pod uses them, and volumes while they are bound. Follows kubernetes pkg/controller/volume/{pvcprotection,pvprotection}. */
export const volumeProtectionController: ControllerFactory = () => new VolumeProtectionController();

class VolumeProtectionController implements Controller {
  readonly name = 'volume-protection-controller';
  readonly watches: readonly Watch[] = [
    { kind: 'PersistentVolumeClaim', keys: own },
    { kind: 'PersistentVolume', keys: own },
    {
      kind: 'Pod',
      keys: ({ before, after }) =>
        frees(before as Pod | null, after as Pod | null) ? claimKeys((before ?? after) as Pod) : [],
    },
  ];

  reconcile(key: Key, context: Context): Requeue | undefined {
    const object = context.view.get(key);
    const { kind } = splitKey(key);
    const finalizer = finalizers[kind] ?? '';
    if (object?.metadata.deletionTimestamp === undefined) return undefined;
    const { finalizers: held = [], resourceVersion: _, ...metadata } = object.metadata;
    if (!held.includes(finalizer)) return undefined;
    const used =
      kind === 'PersistentVolume' ? (object as PersistentVolume).status?.phase === 'Bound' : isUsed(key, context);
    if (used) return undefined;
    const left = held.filter((name) => name !== finalizer);
    context.api.update({ ...object, metadata: { ...metadata, finalizers: left } }, 'nothing uses it any more');
    return undefined;
  }
}

const ended = (pod: Pod): boolean => pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';

function frees(before: Pod | null, after: Pod | null): boolean {
  return before !== null && (after === null || (ended(after) && !ended(before)));
}

function claimKeys(pod: Pod): Key[] {
  return claimNames(pod).map((name) => keyFor('PersistentVolumeClaim', pod.metadata.namespace ?? '', name));
}

function isUsed(key: Key, { view }: Context): boolean {
  const { namespace, name } = splitKey(key);
  const pods = view.list('Pod', namespace) as readonly Pod[];
  return pods.some((pod) => pod.spec.nodeName && !ended(pod) && claimNames(pod).includes(name));
}
