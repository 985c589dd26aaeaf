import type { Pod, Volume } from '../../../api/pod.ts';
import type { Cluster } from '../../cluster.ts';
import type { FilterPlugin, NodeFilter } from '../../plugin.ts';
import { fits, misfit, skip } from '../../plugin.ts';
import type { PodInfo } from '../../podInfo.ts';
import { claimNames, claimOf } from '../../volumes/objects.ts';
import { nodeChanged, ownClaimChanged, podLeft } from '../../wakes.ts';

const diskTaken = misfit('node(s) had no available disk', true);
const claimTaken = misfit(
  'node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod',
  true,
);

/** A disk written into the pod that only one node, or only one writer, can have. */
interface Disk {
  readonly source: string;
  readonly id: string;
  /** For Ceph: any common monitor makes two disks the same. */
  readonly monitors: readonly string[];
  /** Several pods may share it as long as all only read; undefined: never. */
  readonly readOnly: boolean | undefined;
}

/** Keeps pods apart that would use the same disk. Follows kubernetes plugins/volumerestrictions. */
export const volumeRestrictions: FilterPlugin = {
  name: 'VolumeRestrictions',
  wakesOn: [
    podLeft((left, { namespace }) => left.metadata.namespace === namespace || disksOf(left).length > 0),
    nodeChanged(() => true),
    ownClaimChanged,
  ],
  filterFor: (pod, cluster): NodeFilter => {
    const disks = disksOf(pod.pod);
    const exclusive: string[] = [];
    for (const name of claimNames(pod.pod)) {
      const claim = claimOf(cluster.view, pod.namespace, name);
      if (claim === undefined)
        return { kind: 'rejection', reason: { text: `persistentvolumeclaim "${name}" not found` } };
      if (claim.spec.accessModes?.includes('ReadWriteOncePod') === true) exclusive.push(name);
    }
    if (disks.length === 0 && exclusive.length === 0) return skip;
    const inUse = exclusive.some((name) => usedByAnother(name, pod, cluster));
    return {
      kind: 'check',
      readsOtherNodes: true,
      verdict: (node) => {
        for (const other of node.pods.values())
          if (disksOf(other.pod).some((used) => disks.some((disk) => collide(disk, used)))) return diskTaken;
        return inUse ? claimTaken : fits;
      },
    };
  },
};

function usedByAnother(name: string, { namespace }: PodInfo, cluster: Cluster): boolean {
  const perSlot = cluster.podsPerSlot(
    `claim ${namespace}/${name}`,
    (other) => other.namespace === namespace && claimNames(other.pod).includes(name),
  );
  return perSlot.some((pods) => pods > 0);
}

function disksOf(pod: Pod): readonly Disk[] {
  return (pod.spec.volumes ?? []).flatMap((volume) => diskOf(volume) ?? []);
}

function diskOf(volume: Volume): Disk | undefined {
  const of = (source: string): Readonly<Record<string, unknown>> | undefined =>
    volume[source] as Readonly<Record<string, unknown>> | undefined;
  const gce = of('gcePersistentDisk');
  if (gce) return { source: 'gce', id: String(gce['pdName']), monitors: [], readOnly: gce['readOnly'] === true };
  const aws = of('awsElasticBlockStore');
  if (aws) return { source: 'aws', id: String(aws['volumeID']), monitors: [], readOnly: undefined };
  const iscsi = of('iscsi');
  if (iscsi) return { source: 'iscsi', id: String(iscsi['iqn']), monitors: [], readOnly: iscsi['readOnly'] === true };
  const rbd = of('rbd');
  if (!rbd) return undefined;
  const monitors = Array.isArray(rbd['monitors']) ? rbd['monitors'].map(String) : [];
  const id = `${String(rbd['pool'] ?? 'rbd')}/${String(rbd['image'])}`;
  return { source: 'rbd', id, monitors, readOnly: rbd['readOnly'] === true };
}

function collide(a: Disk, b: Disk): boolean {
  if (a.source !== b.source || a.id !== b.id) return false;
  if (a.source === 'rbd' && !a.monitors.some((monitor) => b.monitors.includes(monitor))) return false;
  return !(a.readOnly === true && b.readOnly === true);
}
