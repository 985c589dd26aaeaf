import type { Job } from '../../api/job.ts';
import type { Key } from '../../api/key.ts';
import type { Millis } from '../../time.ts';
import { parseTimestamp } from '../../time.ts';
import type { Context, Controller, ControllerFactory, Requeue, Watch } from '../controller.ts';
import { own } from '../controller.ts';

/** Deletes finished Jobs once their `ttlSecondsAfterFinished` is over. Follows kubernetes pkg/controller/ttlafterfinished. */
export const ttlAfterFinishedController: ControllerFactory = () => new TtlAfterFinishedController();

class TtlAfterFinishedController implements Controller {
  readonly name = 'ttl-after-finished-controller';
  readonly watches: readonly Watch[] = [{ kind: 'Job.batch', keys: own }];

  reconcile(key: Key, context: Context): Requeue | undefined {
    const job = context.view.get(key) as Job | undefined;
    if (job === undefined || job.metadata.deletionTimestamp !== undefined) return undefined;
    const expires = expiry(job, context.conditions.startTime);
    if (expires === undefined) return undefined;
    if (expires > context.now) return { after: expires - context.now };
    const { uid } = job.metadata;
    const why = `it finished ${job.spec.ttlSecondsAfterFinished} s ago (spec.ttlSecondsAfterFinished)`;
    context.api.delete(key, { propagation: 'Foreground', ...(uid === undefined ? {} : { uid }) }, why);
    return undefined;
  }
}

/** Counted from the time stamp of the condition, which knows whole seconds only. */
function expiry({ spec, status }: Job, startTime: Millis): Millis | undefined {
  const { ttlSecondsAfterFinished } = spec;
  const finished = status?.conditions?.find(
    ({ type, status: is }) => (type === 'Complete' || type === 'Failed') && is === 'True',
  );
  if (ttlSecondsAfterFinished === undefined || finished?.lastTransitionTime === undefined) return undefined;
  return parseTimestamp(startTime, finished.lastTransitionTime) + ttlSecondsAfterFinished * 1000;
}
