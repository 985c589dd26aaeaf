import type { Job } from '../../api/job.ts';
import { key } from '../../api/key.ts';
import { controllerOf } from '../../api/meta.ts';
import type { Container, Pod, PodSpec } from '../../api/pod.ts';
import { isActive, isReady } from '../../api/pod.ts';
import type { StoreView } from '../../store/view.ts';
import type { Context } from '../controller.ts';
import { podFromTemplate } from '../podControl.ts';
import { completionIndex, indexAnnotation } from './completionIndexes.ts';
import { failureVerdict } from './podFailurePolicy.ts';

/** Held by a pod until its job has counted how it ended. */
export const trackingFinalizer = 'batch.kubernetes.io/job-tracking';
const failureCountAnnotation = 'batch.kubernetes.io/job-index-failure-count';

/** The pods of a job sorted by what they mean for it. */
export interface JobPods {
  readonly all: readonly Pod[];
  readonly active: readonly Pod[];
  readonly ready: number;
  readonly terminating: number;
  /** Ended well or badly, and not counted in the status yet. */
  readonly succeeded: readonly Pod[];
  readonly failed: readonly Pod[];
}

export function jobPods(view: StoreView, job: Job): JobPods {
  const all = (view.controlledBy(job.metadata.uid ?? '', 'Pod') as readonly Pod[]).filter(
    (pod) => controllerOf(pod)?.name === job.metadata.name,
  );
  const active = all.filter(isActive);
  return {
    all,
    active,
    ready: active.filter(isReady).length,
    terminating: all.filter((pod) => pod.metadata.deletionTimestamp !== undefined && !hasEnded(pod)).length,
    succeeded: all.filter((pod) => isTracked(pod) && pod.status?.phase === 'Succeeded'),
    failed: all.filter((pod) => isTracked(pod) && hasFailed(job, pod)),
  };
}

/** Whether the job does not know the pod's end yet. */
export function isTracked(pod: Pod): boolean {
  return pod.metadata.finalizers?.includes(trackingFinalizer) ?? false;
}

/** Takes the pod's tracking finalizer off: its job needs it no more. */
export function release({ metadata }: Pod, { view, api }: Context, why: string): void {
  const pod = view.get(key('Pod', metadata.namespace ?? '', metadata.name));
  if (pod === undefined || !isTracked(pod as Pod)) return;
  const { finalizers = [], ...rest } = pod.metadata;
  const others = finalizers.filter((name) => name !== trackingFinalizer);
  api.update({ ...pod, metadata: others.length === 0 ? rest : { ...rest, finalizers: others } }, why);
}

/** Failed pods, and by default those being deleted; with podReplacementPolicy Failed only when they have ended. */
function hasFailed(job: Job, pod: Pod): boolean {
  if (pod.status?.phase === 'Failed') return true;
  if (job.spec.podReplacementPolicy === 'Failed') return false;
  return pod.metadata.deletionTimestamp !== undefined && pod.status?.phase !== 'Succeeded';
}

function hasEnded(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

/** How many failures count toward the back-off limit (podFailurePolicy may have some ignored). */
export function countedFailures(job: Job, failed: readonly Pod[]): number {
  if (job.spec.podFailurePolicy === undefined) return failed.length;
  return failed.filter((pod) => failureVerdict(job, pod).action !== 'Ignore').length;
}

/** The pod to create for a job; `index` for Indexed jobs. */
export function podFor(job: Job, index: number | undefined, failuresOfIndex: number | undefined): Pod {
  const pod = podFromTemplate(job, job.spec.template);
  const finalizers = [...(pod.metadata.finalizers ?? []), trackingFinalizer];
  if (index === undefined) return { ...pod, metadata: { ...pod.metadata, finalizers } };
  const counted = failuresOfIndex === undefined ? {} : { [failureCountAnnotation]: String(failuresOfIndex) };
  const indexed = { [indexAnnotation]: String(index) };
  const labels = { ...pod.metadata.labels, ...indexed };
  const annotations = { ...pod.metadata.annotations, ...indexed, ...counted };
  const metadata = { ...pod.metadata, generateName: `${job.metadata.name}-${index}-`, labels, annotations, finalizers };
  return { ...pod, metadata, spec: withIndex(job, index) };
}

function withIndex(job: Job, index: number): PodSpec {
  const { spec } = job.spec.template;
  const env = {
    name: 'JOB_COMPLETION_INDEX',
    valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: `metadata.labels['${indexAnnotation}']` } },
  };
  const add = (container: Container): Container =>
    container.env?.some((found) => found.name === env.name)
      ? container
      : { ...container, env: [...(container.env ?? []), env] };
  return {
    ...spec,
    hostname: `${job.metadata.name}-${index}`,
    containers: spec.containers.map(add),
    ...(spec.initContainers === undefined ? {} : { initContainers: spec.initContainers.map(add) }),
  };
}

/** Indexes that some active pod works on. */
export function activeIndexes(pods: readonly Pod[]): Set<number> {
  const found = new Set<number>();
  for (const pod of pods) {
    const index = completionIndex(pod);
    if (index !== undefined) found.add(index);
  }
  return found;
}
