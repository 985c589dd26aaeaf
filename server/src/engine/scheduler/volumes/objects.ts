import { key } from '../../api/key.ts';
import type { ApiObject } from '../../api/meta.ts';
import type { NodeSelectorTerm, Pod, ResourceList, Volume } from '../../api/pod.ts';
import type { LabelSelector, LabelSelectorRequirement } from '../../api/selector.ts';
import type { StoreView } from '../../store/view.ts';

/** The parts of storage objects that the scheduler reads. */
export interface Claim extends ApiObject {
  readonly spec: {
    readonly accessModes?: readonly string[];
    readonly resources?: { readonly requests?: ResourceList };
    readonly selector?: LabelSelector;
    readonly storageClassName?: string;
    readonly volumeMode?: string;
    readonly volumeName?: string;
  };
  readonly status?: { readonly phase?: string };
}

export interface PersistentVolume extends ApiObject {
  readonly spec: {
    readonly accessModes?: readonly string[];
    readonly capacity?: ResourceList;
    readonly claimRef?: { readonly namespace?: string; readonly name?: string; readonly uid?: string };
    readonly csi?: { readonly driver: string; readonly volumeHandle: string };
    readonly nodeAffinity?: { readonly required?: { readonly nodeSelectorTerms: readonly NodeSelectorTerm[] } };
    readonly storageClassName?: string;
    readonly volumeMode?: string;
  };
  readonly status?: { readonly phase?: string };
}

export interface StorageClass extends ApiObject {
  readonly provisioner?: string;
  readonly volumeBindingMode?: string;
  readonly allowedTopologies?: readonly { readonly matchLabelExpressions?: readonly LabelSelectorRequirement[] }[];
}

/** The annotation by which the scheduler tells a provisioner where the pod will run. */
export const selectedNode = 'volume.kubernetes.io/selected-node';

/** The claim that a volume of the pod uses, if it uses one. */
export function claimNameOf(volume: Volume, pod: Pod): string | undefined {
  if (volume.persistentVolumeClaim) return volume.persistentVolumeClaim.claimName;
  return volume['ephemeral'] ? `${pod.metadata.name}-${volume.name}` : undefined;
}

export function claimNames(pod: Pod): readonly string[] {
  return (pod.spec.volumes ?? []).flatMap((volume) => claimNameOf(volume, pod) ?? []);
}

export function claimOf(view: StoreView, namespace: string, name: string): Claim | undefined {
  return view.get(key('PersistentVolumeClaim', namespace, name)) as Claim | undefined;
}

export function volumeOf(view: StoreView, name: string): PersistentVolume | undefined {
  return view.get(key('PersistentVolume', '', name)) as PersistentVolume | undefined;
}

/** The claim's class; the old annotation wins. */
export function classNameOf({ metadata, spec }: Claim): string {
  return metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec.storageClassName ?? '';
}

export function classOf(view: StoreView, claim: Claim): StorageClass | undefined {
  return view.get(key('StorageClass.storage.k8s.io', '', classNameOf(claim))) as StorageClass | undefined;
}

/** Bound on both sides, as the volume controller confirms. */
export function isBound({ metadata, spec, status }: Claim): boolean {
  return (
    Boolean(spec.volumeName) &&
    (status?.phase === 'Bound' || metadata.annotations?.['pv.kubernetes.io/bind-completed'] !== undefined)
  );
}

/** The class waits with binding until a pod uses the claim. */
export function waitsForConsumer(view: StoreView, claim: Claim): boolean {
  return classOf(view, claim)?.volumeBindingMode === 'WaitForFirstConsumer';
}
