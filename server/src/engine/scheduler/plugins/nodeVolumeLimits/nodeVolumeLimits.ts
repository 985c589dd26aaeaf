import { key } from '../../../api/key.ts';
import type { ApiObject } from '../../../api/meta.ts';
import type { Pod } from '../../../api/pod.ts';
import type { StoreView } from '../../../store/view.ts';
import type { FilterPlugin, NodeFilter } from '../../plugin.ts';
import { fits, misfit, skip } from '../../plugin.ts';
import { claimNames, claimOf, classOf, volumeOf } from '../../volumes/objects.ts';
import { podLeft } from '../../wakes.ts';

const tooMany = misfit('node(s) exceed max volume count', true);

interface CsiNode extends ApiObject {
  readonly spec?: {
    readonly drivers?: readonly { readonly name: string; readonly allocatable?: { readonly count?: number } }[];
  };
}

/** Keeps pods from nodes that cannot attach more volumes of a driver. Follows kubernetes plugins/nodevolumelimits. */
export const nodeVolumeLimits: FilterPlugin = {
  name: 'NodeVolumeLimits',
  wakesOn: [
    { kind: 'CSINode.storage.k8s.io' },
    podLeft((left) => claimNames(left).length > 0),
    { kind: 'PersistentVolumeClaim', helps: ({ namespace }, { after }) => after?.metadata.namespace === namespace },
  ],
  filterFor: (pod, { view }): NodeFilter => {
    const wanted = volumesOf(pod.pod, view);
    if (wanted.size === 0) return skip;
    return {
      kind: 'check',
      verdict: (node) => {
        const drivers = (view.get(key('CSINode.storage.k8s.io', '', node.name)) as CsiNode | undefined)?.spec?.drivers;
        if (drivers === undefined) return fits;
        const attached = new Map([...node.pods.values()].flatMap((other) => [...volumesOf(other.pod, view)]));
        const isFull = drivers.some(({ name, allocatable }) => {
          const more = [...wanted].filter(([volume, driver]) => driver === name && !attached.has(volume)).length;
          const used = [...attached.values()].filter((driver) => driver === name).length;
          return more > 0 && used + more > (allocatable?.count ?? Number.POSITIVE_INFINITY);
        });
        return isFull ? tooMany : fits;
      },
    };
  },
};

/** The attachable volumes behind the pod's claims, each with its driver; a claim without a volume stands for the one it will get. */
function volumesOf(pod: Pod, view: StoreView): ReadonlyMap<string, string> {
  const volumes = new Map<string, string>();
  for (const name of claimNames(pod)) {
    const claim = claimOf(view, pod.metadata.namespace ?? '', name);
    if (claim === undefined) continue;
    const csi = volumeOf(view, claim.spec.volumeName ?? '')?.spec.csi;
    const provisioner = claim.spec.volumeName ? undefined : classOf(view, claim)?.provisioner;
    if (csi !== undefined) volumes.set(`${csi.driver}/${csi.volumeHandle}`, csi.driver);
    else if (provisioner) volumes.set(`${provisioner}/${claim.metadata.namespace}/${name}`, provisioner);
  }
  return volumes;
}
