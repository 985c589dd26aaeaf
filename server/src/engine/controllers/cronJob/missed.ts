import type { CronJob } from '../../api/job.ts';
import type { Schedule } from '../../api/schedule.ts';
import { nextTime } from '../../api/zonedTime.ts';
import type { Millis } from '../../time.ts';
import type { Context } from '../controller.ts';

const manyMissed = 100;

/** The latest moment of the schedule that is due and was not served yet; of many missed ones only that. Follows kubernetes pkg/controller/cronjob/utils.go. */
export function mostRecentTime(
  cronJob: CronJob,
  schedule: Schedule,
  zone: string,
  now: Millis,
  { api }: Context,
): Millis | undefined {
  const { lastScheduleTime } = cronJob.status ?? {};
  let earliest = Date.parse(lastScheduleTime ?? cronJob.metadata.creationTimestamp ?? '') || now;
  const deadline = cronJob.spec.startingDeadlineSeconds;
  if (typeof deadline === 'number') earliest = Math.max(earliest, now - deadline * 1000);
  let latest: Millis | undefined;
  let missed = 0;
  for (
    let time = nextTime(schedule, earliest, zone);
    time !== undefined && time <= now;
    time = nextTime(schedule, time, zone)
  ) {
    latest = time;
    missed++;
  }
  if (missed > manyMissed) {
    api.event(
      cronJob,
      'Warning',
      'TooManyMissedTimes',
      'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew',
    );
  }
  return latest;
}
