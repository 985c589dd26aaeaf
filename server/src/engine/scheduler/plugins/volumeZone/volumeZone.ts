import type { StoreView } from '../../../store/view.ts';
import type { Cluster } from '../../cluster.ts';
import type { NodeState } from '../../nodeState.ts';
import type { FilterPlugin, NodeFilter, Reason } from '../../plugin.ts';
import { fits, misfit, skip } from '../../plugin.ts';
import type { PodInfo } from '../../podInfo.ts';
import type { Claim } from '../../volumes/objects.ts';
import { claimOf, classNameOf, classOf, volumeOf } from '../../volumes/objects.ts';
import { nodeChanged, ownClaimChanged } from '../../wakes.ts';

const otherZone = misfit('node(s) had no available volume zone', false);

const currentNames: Readonly<Record<string, string>> = {
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
};
const topologyLabels = [...Object.keys(currentNames), ...Object.values(currentNames)];

/** A label of a bound volume: the node has to have one of its values. */
interface Zone {
  readonly label: string;
  readonly values: readonly string[];
}

/** Keeps pods in the zones that their bound volumes are labelled with. Follows kubernetes plugins/volumezone. */
export const volumeZone: FilterPlugin = {
  name: 'VolumeZone',
  wakesOn: [
    { kind: 'StorageClass.storage.k8s.io' },
    nodeChanged(() => true),
    ownClaimChanged,
    { kind: 'PersistentVolume' },
  ],
  filterFor: (pod, cluster): NodeFilter => {
    const zones = zonesOf(pod, cluster);
    if ('text' in zones) return { kind: 'rejection', reason: zones };
    if (zones.length === 0) return skip;
    return {
      kind: 'check',
      // A cluster of one zone may have no labels at all: such nodes are not asked.
      verdict: (node) => (isUnzoned(node) || zones.every((zone) => isIn(node, zone)) ? fits : otherZone),
    };
  },
};

/** The zones of all bound claims, or why a claim cannot be used. */
function zonesOf({ pod, namespace }: PodInfo, { view }: Cluster): readonly Zone[] | Reason {
  const zones: Zone[] = [];
  for (const volume of pod.spec.volumes ?? []) {
    if (!volume.persistentVolumeClaim) continue;
    const { claimName } = volume.persistentVolumeClaim;
    const claim = claimOf(view, namespace, claimName);
    if (claim === undefined) return { text: `persistentvolumeclaim "${claimName}" not found` };
    const found = claim.spec.volumeName ? zonesOfVolume(claim.spec.volumeName, view) : whyUnbound(claim, view);
    if (found === undefined) continue;
    if ('text' in found) return found;
    zones.push(...found);
  }
  return zones;
}

function zonesOfVolume(name: string, view: StoreView): readonly Zone[] | Reason {
  const volume = volumeOf(view, name);
  if (volume === undefined) return { text: `persistentvolume "${name}" not found` };
  return topologyLabels.flatMap((label) => {
    const value = volume.metadata.labels?.[label];
    return value === undefined ? [] : [{ label, values: value.split('__') }];
  });
}

/** A claim that waits for its first consumer is no hindrance. */
function whyUnbound(claim: Claim, view: StoreView): Reason | undefined {
  const name = classNameOf(claim);
  if (name === '') return { text: 'PersistentVolumeClaim had no pv name and storageClass name' };
  const storageClass = classOf(view, claim);
  if (storageClass === undefined) return { text: `storageclass.storage.k8s.io "${name}" not found` };
  return storageClass.volumeBindingMode === 'WaitForFirstConsumer'
    ? undefined
    : { text: 'PersistentVolume had no name' };
}

function isUnzoned({ labels }: NodeState): boolean {
  return topologyLabels.every((label) => labels[label] === undefined);
}

function isIn({ labels }: NodeState, { label, values }: Zone): boolean {
  const value = labels[label] ?? labels[currentNames[label] ?? ''];
  return value !== undefined && values.includes(value);
}
