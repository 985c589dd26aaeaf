import type { PodStatus } from '../api/pod.ts';
import type { ContainerRun, PodRun } from './containerRun.ts';
import { isUp, mains } from './containerRun.ts';
import { initDone } from './turn.ts';

/** The phase of a pod; follows kubernetes pkg/kubelet/kubelet_pods.go getPhase. */
export function podPhase(run: PodRun): NonNullable<PodStatus['phase']> {
  if (run.failed !== undefined) return 'Failed';
  const containers = mains(run);
  if (run.containers.some((container) => container.role === 'init' && endedBadly(container))) return 'Failed';
  const begun = containers.some((container) => container.starts > 0);
  if (!begun && run.containers.some((container) => container.role !== 'main' && !initDone(container))) return 'Pending';
  if (containers.some(neverRan)) return 'Pending';
  if (containers.some((container) => container.stage !== 'done')) return 'Running';
  if (run.containers.some((container) => container.role === 'sidecar' && isUp(container))) return 'Running';
  return containers.every((container) => container.exit?.code === 0) ? 'Succeeded' : 'Failed';
}

/** Whether the containers of a pod have all ended for good and its sidecars are of no use any more. */
export function mainsDone(run: PodRun): boolean {
  return mains(run).every((container) => container.stage === 'done');
}

function endedBadly(container: ContainerRun): boolean {
  return container.stage === 'done' && container.exit !== undefined && container.exit.code !== 0;
}

function neverRan(container: ContainerRun): boolean {
  return container.starts === 0;
}
