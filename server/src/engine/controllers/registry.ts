import type { ControllerFactory } from './controller.ts';
import { disruptionController } from './disruption/disruption.ts';
import { resourceQuotaController } from './resourceQuota/resourceQuota.ts';

/** Everything that reacts to changes, in the order in which equal moments are served. Adding one: a folder and a line. */
export const controllers: readonly ControllerFactory[] = [disruptionController, resourceQuotaController];
