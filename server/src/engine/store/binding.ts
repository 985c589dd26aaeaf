import type { Pod } from '../api/pod.ts';

/** The pod as the binding sub-resource leaves it: it has its node, and PodScheduled says so. Follows kubernetes pkg/registry/core/pod/storage assignPod. */
export function boundPod(pod: Pod, node: string, timestamp: string): Pod {
  const conditions = pod.status?.conditions ?? [];
  const before = conditions.find(({ type }) => type === 'PodScheduled');
  const since = before?.status === 'True' ? (before.lastTransitionTime ?? timestamp) : timestamp;
  const scheduled = { type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: since } as const;
  return {
    ...pod,
    spec: { ...pod.spec, nodeName: node },
    status: {
      ...pod.status,
      conditions:
        before === undefined
          ? [...conditions, scheduled]
          : conditions.map((condition) => (condition === before ? scheduled : condition)),
    },
  };
}
