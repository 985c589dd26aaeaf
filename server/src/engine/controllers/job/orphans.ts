import type { Job } from '../../api/job.ts';
import { finishedCondition } from '../../api/job.ts';
import type { Key } from '../../api/key.ts';
import { key as keyFrom, keyOf } from '../../api/key.ts';
import type { ApiObject } from '../../api/meta.ts';
import { controllerOf } from '../../api/meta.ts';
import type { Pod } from '../../api/pod.ts';
import type { Applied } from '../../store/change.ts';
import type { StoreView } from '../../store/view.ts';
import type { Context } from '../controller.ts';
import { isTracked, release } from './jobPods.ts';

const prefix = 'orphan:';

/** Keys of tracked pods that no job will let go any more: their job is gone or has ended, and they are being deleted. */
export function orphanKeys({ before, after }: Applied, view: StoreView): Key[] {
  if (after?.kind === 'Pod')
    return after.metadata.deletionTimestamp !== undefined && isOrphan(after, view) ? [orphanKey(after)] : [];
  if (after !== null || before?.kind !== 'Job') return [];
  const pods = view.controlledBy(before.metadata.uid ?? '', 'Pod') as readonly Pod[];
  return pods.filter(isTracked).map(orphanKey);
}

/** The pod of an orphan's key; undefined for keys of jobs. */
export function orphanOf(key: Key): Key | undefined {
  return key.startsWith(prefix) ? key.slice(prefix.length) : undefined;
}

/** Lets a pod go that no job counts; follows kubernetes pkg/controller/job/job_controller.go syncOrphanPod. */
export function syncOrphan(key: Key, context: Context): undefined {
  const pod = context.view.get(key);
  if (pod !== undefined && isOrphan(pod, context.view)) release(pod as Pod, context, 'no job counts it any more');
}

function orphanKey(pod: ApiObject): Key {
  return `${prefix}${keyOf(pod)}`;
}

function isOrphan(pod: ApiObject, view: StoreView): boolean {
  if (!isTracked(pod as Pod)) return false;
  const owner = controllerOf(pod);
  if (owner === undefined) return true;
  if (owner.kind !== 'Job' || owner.apiVersion !== 'batch/v1') return false;
  const job = view.get(keyFrom('Job.batch', pod.metadata.namespace ?? '', owner.name)) as Job | undefined;
  return job === undefined || job.metadata.uid !== owner.uid || finishedCondition(job) !== undefined;
}
