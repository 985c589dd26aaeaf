import type { ControllerFactory } from './controller.ts';
import { cronJobController } from './cronJob/cronJob.ts';
import { disruptionController } from './disruption/disruption.ts';
import { jobController } from './job/job.ts';
import { resourceQuotaController } from './resourceQuota/resourceQuota.ts';

/** Everything that reacts to changes, in the order in which equal moments are served. Adding one: a folder and a line. */
export const controllers: readonly ControllerFactory[] = [
  cronJobController,
  jobController,
  disruptionController,
  resourceQuotaController,
];
