import type { ApiObject } from '../../api/meta.ts';
import { ok } from '../../result.ts';
import type { Strategy, StrategyFactory } from '../strategy.ts';
import type { StoreView } from '../view.ts';

/** Claims and volumes begin Pending and are protected while in use; a claim that names no class gets the default one. Follows kubernetes pkg/registry/core/{persistentvolume,persistentvolumeclaim} and plugin/pkg/admission/storage. */
export const storageStrategies: readonly StrategyFactory[] = [
  (): Strategy => ({
    kind: 'PersistentVolumeClaim',
    prepareForCreate: (object, { view }) =>
      ok({
        ...withDefaultClass(withFinalizer(object, 'kubernetes.io/pvc-protection'), view),
        status: { phase: 'Pending' },
      }),
  }),
  (): Strategy => ({
    kind: 'PersistentVolume',
    prepareForCreate: (object, { timestamp }) =>
      ok({
        ...withFinalizer(object, 'kubernetes.io/pv-protection'),
        status: { phase: 'Pending', lastPhaseTransitionTime: timestamp },
      }),
  }),
];

const isDefault = 'storageclass.kubernetes.io/is-default-class';
const oldClass = 'volume.beta.kubernetes.io/storage-class';

/** The newest of the classes that are marked as default; of equals the first by name. */
export function defaultClass(view: StoreView): string | undefined {
  const marked = view
    .list('StorageClass.storage.k8s.io')
    .filter(({ metadata }) => metadata.annotations?.[isDefault] === 'true');
  const newest = [...marked].sort((a, b) => {
    const [left, right] = [a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? ''];
    if (left !== right) return left < right ? 1 : -1;
    return a.metadata.name < b.metadata.name ? -1 : 1;
  });
  return newest[0]?.metadata.name;
}

function withDefaultClass(object: ApiObject, view: StoreView): ApiObject {
  const spec = object['spec'] as { storageClassName?: string } | undefined;
  if (
    spec === undefined ||
    spec.storageClassName !== undefined ||
    object.metadata.annotations?.[oldClass] !== undefined
  )
    return object;
  const name = defaultClass(view);
  return name === undefined ? object : { ...object, spec: { ...spec, storageClassName: name } };
}

function withFinalizer(object: ApiObject, name: string): ApiObject {
  const finalizers = object.metadata.finalizers ?? [];
  if (finalizers.includes(name)) return object;
  return { ...object, metadata: { ...object.metadata, finalizers: [...finalizers, name] } };
}
