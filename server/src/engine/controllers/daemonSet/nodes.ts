import type { Node } from '../../api/node.ts';
import type { Pod } from '../../api/pod.ts';
import type { DaemonSet } from '../../api/workloads.ts';
import type { Context } from '../controller.ts';
import type { Eligibility } from './eligibility.ts';
import { eligibility } from './eligibility.ts';

/** A node with the daemon pods that are on it or meant for it, and what is wanted of it. */
export interface DaemonNode extends Eligibility {
  readonly name: string;
  /** Oldest first, scheduled before unscheduled. */
  readonly pods: readonly Pod[];
}

/** One pass over the nodes of a DaemonSet. */
export interface Pass {
  readonly context: Context;
  readonly set: DaemonSet;
  /** By name: upstream's order is that of a map. */
  readonly nodes: readonly DaemonNode[];
  /** Pods that wait for a node that is no more. */
  readonly lost: readonly Pod[];
  /** The revision of today's template. */
  readonly hash: string;
}

export const hashLabel = 'controller-revision-hash';

export function isUpdated(pod: Pod, hash: string): boolean {
  return pod.metadata.labels?.[hashLabel] === hash;
}

/** The node a daemon pod is on or asks for by name; follows kubernetes pkg/controller/daemon/util GetTargetNodeName. */
export function targetNode({ spec }: Pod): string | undefined {
  if (spec.nodeName) return spec.nodeName;
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  for (const { matchFields = [] } of terms) {
    for (const { key, operator, values } of matchFields)
      if (key === 'metadata.name' && operator === 'In' && values?.length === 1) return values[0];
  }
  return undefined;
}

/** The nodes with their daemon pods; pods that have ended and are being deleted do not count. */
export function daemonNodes(context: Context, set: DaemonSet, pods: readonly Pod[]): Pick<Pass, 'nodes' | 'lost'> {
  const byNode = new Map<string, Pod[]>();
  for (const pod of pods) {
    const node = targetNode(pod);
    if (node === undefined || (hasEnded(pod) && pod.metadata.deletionTimestamp !== undefined)) continue;
    byNode.set(node, [...(byNode.get(node) ?? []), pod]);
  }
  const known = context.view.list('Node') as readonly Node[];
  const nodes = known
    .map((node) => ({
      name: node.metadata.name,
      pods: (byNode.get(node.metadata.name) ?? []).sort(byCreation),
      ...eligibility(set, node),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const names = new Set(nodes.map(({ name }) => name));
  const lost = [...byNode]
    .filter(([name]) => !names.has(name))
    .flatMap(([, waiting]) => waiting.filter(({ spec }) => !spec.nodeName));
  return { nodes, lost };
}

function hasEnded({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}

/** Follows podByCreationTimestampAndPhase. */
function byCreation(a: Pod, b: Pod): number {
  const scheduled = (pod: Pod): number => (pod.spec.nodeName ? 0 : 1);
  const created = (pod: Pod): string => pod.metadata.creationTimestamp ?? '';
  if (scheduled(a) !== scheduled(b)) return scheduled(a) - scheduled(b);
  if (created(a) !== created(b)) return created(a) < created(b) ? -1 : 1;
  return a.metadata.name < b.metadata.name ? -1 : 1;
}
