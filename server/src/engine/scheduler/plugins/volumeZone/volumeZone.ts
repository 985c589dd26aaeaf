import type { Cluster } from '../../cluster.ts';
import type { NodeState } from '../../nodeState.ts';
import type { FilterPlugin, NodeFilter, Reason } from '../../plugin.ts';
import { fits, misfit, skip } from '../../plugin.ts';
import type { PodInfo } from '../../podInfo.ts';
import { claimNames, claimOf, classNameOf, classOf, volumeOf } from '../../volumes/objects.ts';
import { nodeChanged } from '../../wakes.ts';

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
    { kind: 'Node', helps: nodeChanged(() => true) },
    {
      kind: 'PersistentVolumeClaim',
      helps: ({ pod, namespace }, { after }) =>
        after?.metadata.namespace === namespace && claimNames(pod).includes(after.metadata.name),
    },
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

function zonesOf({ pod, namespace }: PodInfo, { view }: Cluster): readonly Zone[] | Reason {
  const zones: Zone[] = [];
  for (const volume of pod.spec.volumes ?? []) {
    if (!volume.persistentVolumeClaim) continue;
    const { claimName } = volume.persistentVolumeClaim;
    const claim = claimOf(view, namespace, claimName);
    if (claim === undefined) return { text: `persistentvolumeclaim "${claimName}" not found` };
    const volumeName = claim.spec.volumeName ?? '';
    if (volumeName === '') {
      if (classNameOf(claim) === '') return { text: 'PersistentVolumeClaim had no pv name and storageClass name' };
      const storageClass = classOf(view, claim);
      if (storageClass === undefined) return { text: `storageclass.storage.k8s.io "${classNameOf(claim)}" not found` };
      if (storageClass.volumeBindingMode !== 'WaitForFirstConsumer') return { text: 'PersistentVolume had no name' };
      continue;
    }
    const found = volumeOf(view, volumeName);
    if (found === undefined) return { text: `persistentvolume "${volumeName}" not found` };
    for (const label of topologyLabels) {
      const value = found.metadata.labels?.[label];
      if (value !== undefined) zones.push({ label, values: value.split('__') });
    }
  }
  return zones;
}

function isUnzoned({ labels }: NodeState): boolean {
  return topologyLabels.every((label) => labels[label] === undefined);
}

function isIn({ labels }: NodeState, { label, values }: Zone): boolean {
  const value = labels[label] ?? labels[currentNames[label] ?? ''];
  return value !== undefined && values.includes(value);
}
