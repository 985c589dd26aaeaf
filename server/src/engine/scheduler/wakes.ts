import type { Node } from '../api/node.ts';
import type { Pod } from '../api/pod.ts';
import { equal } from '../equal.ts';
import type { Applied } from '../store/change.ts';
import type { Cluster } from './cluster.ts';
import type { Wake } from './plugin.ts';
import type { PodInfo } from './podInfo.ts';
import { claimNames } from './volumes/objects.ts';

/** Whether a change can matter to any waiting pod: what kubelets say of containers and heart-beats cannot. */
export function canMatter({ before, after }: Applied, kind: string): boolean {
  if (kind === 'Node') return after === null || matters(before as Node | null, after as Node);
  if (kind !== 'Pod') return true;
  const was = before as Pod | null;
  const is = after as Pod | null;
  if (isPlaced(was) !== isPlaced(is)) return true;
  return (
    isPlaced(is) &&
    (was?.spec !== is?.spec ||
      was?.metadata.labels !== is?.metadata.labels ||
      was?.metadata.deletionTimestamp !== is?.metadata.deletionTimestamp)
  );
}

/** A node came, or changed in what the scheduler reads of it, and now passes the test. */
export function nodeChanged(test: (node: Node, pod: PodInfo, cluster: Cluster) => boolean): Wake {
  return {
    kind: 'Node',
    concerns: ({ before, after }) => after !== null && matters(before as Node | null, after as Node),
    helps: (pod, { after }, cluster) => test(after as Node, pod, cluster),
  };
}

/** A placed pod ended or went away. */
export function podLeft(test: (left: Pod, waiting: PodInfo, cluster: Cluster) => boolean): Wake {
  return {
    kind: 'Pod',
    concerns: ({ before, after }) => isPlaced(before as Pod | null) && !isPlaced(after as Pod | null),
    helps: (pod, { before }, cluster) => test(before as Pod, pod, cluster),
  };
}

/** A pod was placed or its labels changed. */
export function podCame(test: (came: Pod, waiting: PodInfo, cluster: Cluster) => boolean): Wake {
  return {
    kind: 'Pod',
    concerns: ({ before, after }) =>
      isPlaced(after as Pod | null) &&
      !(isPlaced(before as Pod | null) && before?.metadata.labels === after?.metadata.labels),
    helps: (pod, { after }, cluster) => test(after as Pod, pod, cluster),
  };
}

/** A placed pod asks for less than before (resized in place). */
export const podShrank: Wake = {
  kind: 'Pod',
  concerns: ({ before, after }) =>
    isPlaced(before as Pod | null) && isPlaced(after as Pod | null) && before?.['spec'] !== after?.['spec'],
  helps: (_pod, { before, after }, cluster) => {
    const was = cluster.info(before as Pod).requests;
    const is = cluster.info(after as Pod).requests;
    return was.some((amount, index) => amount > (is[index] ?? 0));
  },
};

/** A claim of the pod came or changed. */
export const ownClaimChanged: Wake = {
  kind: 'PersistentVolumeClaim',
  concerns: ({ after }) => after !== null,
  helps: ({ pod, namespace }, { after }) =>
    after !== null && after.metadata.namespace === namespace && claimNames(pod).includes(after.metadata.name),
};

/** Whether a pod takes room on a node. */
export function isPlaced(pod: Pod | null): boolean {
  return (
    pod !== null && Boolean(pod.spec?.nodeName) && pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed'
  );
}

/** Heart-beats and addresses change nothing for the scheduler. */
export function matters(before: Node | null, after: Node): boolean {
  return (
    before === null ||
    !equal(before.spec, after.spec) ||
    !equal(before.metadata.labels, after.metadata.labels) ||
    !equal(before.status?.allocatable, after.status?.allocatable)
  );
}
