import type { Node } from '../api/node.ts';
import type { Pod } from '../api/pod.ts';
import { equal } from '../equal.ts';
import type { Applied } from '../store/change.ts';
import type { Cluster } from './cluster.ts';
import type { Wake } from './plugin.ts';
import type { PodInfo } from './podInfo.ts';

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

type Helps = NonNullable<Wake['helps']>;

/** A node came, or changed in what the scheduler reads of it, and now passes the test. */
export function nodeChanged(test: (node: Node, pod: PodInfo, cluster: Cluster) => boolean): Helps {
  return (pod, change, cluster) => {
    const node = change.after as Node | null;
    if (node === null || !matters(change.before as Node | null, node)) return false;
    return test(node, pod, cluster);
  };
}

/** A placed pod ended or went away. */
export function podLeft(test: (left: Pod, waiting: PodInfo, cluster: Cluster) => boolean): Helps {
  return (pod, change, cluster) => {
    const left = change.before as Pod | null;
    return left !== null && isPlaced(left) && !isPlaced(change.after as Pod | null) && test(left, pod, cluster);
  };
}

/** A pod was placed or its labels changed. */
export function podCame(test: (came: Pod, waiting: PodInfo, cluster: Cluster) => boolean): Helps {
  return (pod, change, cluster) => {
    const came = change.after as Pod | null;
    if (came === null || !isPlaced(came)) return false;
    const before = change.before as Pod | null;
    const same = isPlaced(before) && before?.metadata.labels === came.metadata.labels;
    return !same && test(came, pod, cluster);
  };
}

/** Whether a pod takes room on a node. */
export function isPlaced(pod: Pod | null): boolean {
  return (
    pod !== null && Boolean(pod.spec.nodeName) && pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed'
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
