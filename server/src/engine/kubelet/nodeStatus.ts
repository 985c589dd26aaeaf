import type { Condition } from '../api/meta.ts';
import type { Node, NodeStatus } from '../api/node.ts';
import type { KubernetesVersion } from '../api/version.ts';

const conditions: readonly (readonly [string, 'True' | 'False', string, string])[] = [
  ['MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
  ['DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
  ['PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
  ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'],
];

/** A node as its kubelet and the controllers behind it leave it once it has joined: conditions, addresses, pod network. What it brings along stays. */
export function joined(node: Node, index: number, now: string, version: KubernetesVersion): Node {
  const { podCIDR } = node.spec ?? {};
  const range = podCIDR ?? `10.${244 + (index >> 8)}.${index & 255}.0/24`;
  return {
    ...node,
    spec: { ...node.spec, podCIDR: range, podCIDRs: [range] } as Node['spec'],
    status: {
      ...postedStatus(node, index, version),
      ...node.status,
      conditions: node.status?.conditions ?? postedConditions(undefined, now),
    },
  };
}

/** The conditions that a running kubelet posts; one that does not change keeps its time. */
export function postedConditions(before: readonly Condition[] | undefined, now: string): readonly Condition[] {
  const posted = conditions.map(([type, status, reason, message]) => {
    const old = before?.find((condition) => condition.type === type);
    const since = old?.status === status ? old.lastTransitionTime : undefined;
    return { type, status, lastHeartbeatTime: now, lastTransitionTime: since ?? now, reason, message };
  });
  const others = before?.filter(({ type }) => !conditions.some(([own]) => own === type)) ?? [];
  return [...posted, ...others];
}

function postedStatus(node: Node, index: number, version: KubernetesVersion): NodeStatus {
  return {
    addresses: [
      { type: 'InternalIP', address: `192.168.${index >> 8}.${(index & 255) + 1}` },
      { type: 'Hostname', address: node.metadata.name },
    ],
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    nodeInfo: {
      machineID: '',
      systemUUID: '',
      bootID: '',
      kernelVersion: '6.8.0',
      osImage: 'Linux',
      containerRuntimeVersion: 'containerd://2.0.0',
      kubeletVersion: `v${version}.0`,
      kubeProxyVersion: '',
      operatingSystem: 'linux',
      architecture: 'amd64',
    },
  };
}
