import { keyOf } from '../api/key.ts';
import type { Pod } from '../api/pod.ts';
import { equal } from '../equal.ts';
import type { Life } from './life.ts';
import { kubeletStatus, mergedStatus } from './status.ts';

/** Writes the pod's status if the kubelet has something new to say; what a user patched stays until then. */
export function report({ run, context, pod: seen, host, assumed }: Life): void {
  const pod = context.view.get(keyOf(seen)) as Pod;
  const { startTime, kubernetesVersion: version } = context.conditions;
  const part = kubeletStatus(pod, run, { startTime, version });
  if (equal(part, run.written)) return;
  const before = run.written as ReturnType<typeof kubeletStatus> | undefined;
  run.written = part;
  const hostIP = host.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address;
  const status = mergedStatus(pod, part, hostIP, context.timestamp());
  const { resourceVersion: _, ...metadata } = pod.metadata;
  for (const text of assumed) context.assume({ kind: 'delay', text });
  context.apiOf(host.metadata.name).updateStatus({ ...pod, metadata, status }, whyOf(part, before));
}

function whyOf(part: ReturnType<typeof kubeletStatus>, before: typeof part | undefined): string {
  if (before === undefined) return 'the kubelet takes the pod up';
  if (part.phase !== before.phase) return `the pod is ${part.phase}`;
  const ready = (status: typeof part): string | undefined =>
    status.conditions.find(({ type }) => type === 'Ready')?.status;
  if (ready(part) !== ready(before))
    return ready(part) === 'True' ? 'the pod is Ready' : 'the pod is not Ready any more';
  for (const [index, container] of part.containerStatuses.entries()) {
    const { state } = container;
    if (equal(state, before.containerStatuses[index]?.state)) continue;
    if (state.waiting !== undefined) return `container ${container.name} waits: ${state.waiting.reason}`;
    if (state.terminated !== undefined) return `container ${container.name} exited with ${state.terminated.exitCode}`;
    return `container ${container.name} runs`;
  }
  return "the pod's containers changed";
}
