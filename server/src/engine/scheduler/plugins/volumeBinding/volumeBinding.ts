import type { ApiObject } from '../../../api/meta.ts';
import type { Cluster } from '../../cluster.ts';
import type { NodeState } from '../../nodeState.ts';
import type { FilterPlugin, NodeFilter, PreBind, PreBindPlugin, Reason } from '../../plugin.ts';
import { fits, skip } from '../../plugin.ts';
import type { PodInfo } from '../../podInfo.ts';
import { findVolumes, reaches } from '../../volumes/findVolumes.ts';
import type { Claim, PersistentVolume } from '../../volumes/objects.ts';
import { claimNameOf, claimOf, isBound, selectedNode, volumeOf, waitsForConsumer } from '../../volumes/objects.ts';
import { nodeChanged, ownClaimChanged } from '../../wakes.ts';

const nodeConflict: Reason = { text: 'node(s) had volume node affinity conflict' };
const bindConflict: Reason = { text: "node(s) didn't find available persistent volumes to bind" };
const noRoom: Reason = { text: 'node(s) did not have enough free storage' };
const volumeGone: Reason = {
  text: 'node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)',
};

/** Keeps pods on nodes that their volumes reach, and binds or orders volumes for claims that waited for the pod. Follows kubernetes plugins/volumebinding. */
export const volumeBinding: FilterPlugin & PreBindPlugin = {
  name: 'VolumeBinding',
  wakesOn: [
    ownClaimChanged,
    { kind: 'PersistentVolume' },
    { kind: 'StorageClass.storage.k8s.io' },
    { kind: 'CSIDriver.storage.k8s.io' },
    { kind: 'CSIStorageCapacity.storage.k8s.io' },
    nodeChanged(() => true),
  ],
  filterFor: (pod, cluster): NodeFilter => {
    const claims = claimsOf(pod, cluster);
    if (!Array.isArray(claims)) return { kind: 'rejection', reason: claims as Reason };
    if (claims.length === 0) return skip;
    const open = claims.filter((claim) => !isBound(claim));
    if (open.some((claim) => claim.spec.volumeName || !waitsForConsumer(cluster.view, claim)))
      return { kind: 'rejection', reason: { text: 'pod has unbound immediate PersistentVolumeClaims' } };
    const bound = claims.filter(isBound).map((claim) => volumeOf(cluster.view, claim.spec.volumeName ?? ''));
    return {
      kind: 'check',
      verdict: (node) => {
        const reasons = reasonsAgainst(node, bound, open, cluster);
        return reasons.length === 0 ? fits : { fits: false, reasons, preemptionHelps: false };
      },
    };
  },
  beforeBind: (pod, node, cluster): PreBind | undefined => {
    const claims = claimsOf(pod, cluster);
    const open = Array.isArray(claims) ? (claims as readonly Claim[]).filter((claim) => !isBound(claim)) : [];
    const found = open.length === 0 ? undefined : findVolumes(open, node, cluster.view);
    if (found === undefined || typeof found === 'string') return undefined;
    return {
      updates: [
        ...found.bindings.map(({ claim, volume }) => reserved(volume, claim)),
        ...found.provisions.map((claim) => ordered(claim, node.name)),
      ],
      isDone: (view) => open.every(({ metadata }) => bindingDone(claimOf(view, pod.namespace, metadata.name))),
      waitsFor: open.map(({ metadata }) => `PersistentVolumeClaim/${pod.namespace}/${metadata.name}`),
    };
  },
};

/** The pod's claims, or why they cannot be used. */
function claimsOf({ pod, namespace }: PodInfo, { view }: Cluster): readonly Claim[] | Reason {
  const claims: Claim[] = [];
  for (const volume of pod.spec.volumes ?? []) {
    const name = claimNameOf(volume, pod);
    if (name === undefined) continue;
    const claim = claimOf(view, namespace, name);
    if (claim === undefined)
      return {
        text: volume['ephemeral']
          ? `waiting for ephemeral volume controller to create the persistentvolumeclaim "${name}"`
          : `persistentvolumeclaim "${name}" not found`,
      };
    if (claim.status?.phase === 'Lost')
      return {
        text: `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${claim.spec.volumeName ?? ''}"`,
      };
    if (claim.metadata.deletionTimestamp !== undefined)
      return { text: `persistentvolumeclaim "${name}" is being deleted` };
    claims.push(claim);
  }
  return claims;
}

function reasonsAgainst(
  node: NodeState,
  bound: readonly (PersistentVolume | undefined)[],
  open: readonly Claim[],
  { view }: Cluster,
): readonly Reason[] {
  const reasons: Reason[] = [];
  if (bound.some((volume) => volume !== undefined && !reaches(volume, node))) reasons.push(nodeConflict);
  const found = open.length > 0 ? findVolumes(open, node, view) : undefined;
  if (found === 'nothing fits') reasons.push(bindConflict);
  if (found === 'no room') reasons.push(noRoom);
  if (bound.includes(undefined)) reasons.push(volumeGone);
  return reasons;
}

function reserved(volume: PersistentVolume, { metadata }: Claim): ApiObject {
  const { namespace, name, uid, resourceVersion } = metadata;
  const claimRef = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid, resourceVersion };
  const annotations = { ...volume.metadata.annotations, 'pv.kubernetes.io/bound-by-controller': 'yes' };
  return { ...volume, metadata: { ...volume.metadata, annotations }, spec: { ...volume.spec, claimRef } };
}

function ordered(claim: Claim, node: string): ApiObject {
  const annotations = { ...claim.metadata.annotations, [selectedNode]: node };
  return { ...claim, metadata: { ...claim.metadata, annotations } };
}

function bindingDone(claim: Claim | undefined): boolean {
  return claim !== undefined && isBound(claim);
}
