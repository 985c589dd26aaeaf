import { type Key, splitKey } from '#engine/api/key.ts';
import type { Run } from '#engine/engine.ts';
import { deletedFrom } from '../deletedFrom.ts';

/** Deletes the pod that `kubectl run --rm` made, and gives the line that says so. */
export function removePod(run: Run, pod: Key): string {
  const { namespace, name } = splitKey(pod);
  run.api().delete(pod, {}, 'kubectl run --rm');
  return `pod "${name}" deleted${deletedFrom(run, namespace)}`;
}
