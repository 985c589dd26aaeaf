import type { Life } from './life.ts';

/** The next free address of the node's pod network; that of the node for pods of the host's network. Undefined when all are taken. */
export function podAddress({ pod, host: node, node: memory, context: { view } }: Life): string | undefined {
  if (pod.status?.podIP !== undefined) return pod.status.podIP;
  if (pod.spec.hostNetwork === true)
    return node.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? undefined;
  const range = /^(\d+)\.(\d+)\.(\d+)\.\d+\/(\d+)$/.exec(node.spec.podCIDR ?? '10.244.0.0/24');
  if (range === null) return undefined;
  const [, a, b, c, bits] = range.map(Number);
  const size = 2 ** (32 - (bits ?? 24));
  const taken = new Set(view.podsOnNode(node.metadata.name).map((other) => other.status?.podIP));
  for (let tried = 0; tried < size - 2; tried++) {
    memory.lastAddress = memory.lastAddress >= size - 2 ? 2 : memory.lastAddress + 1;
    const address = `${a}.${b}.${(c ?? 0) + (memory.lastAddress >> 8)}.${memory.lastAddress & 255}`;
    if (!taken.has(address)) return address;
  }
  return undefined;
}
