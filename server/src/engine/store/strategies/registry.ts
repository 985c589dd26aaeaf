import type { StrategyFactory } from '../strategy.ts';
import { endpointSliceStrategy } from './endpointSlice.ts';
import { jobStrategy } from './job.ts';
import { namespaceStrategy } from './namespace.ts';
import { podStrategy } from './pod.ts';
import { secretStrategy } from './secret.ts';
import { serviceStrategy } from './service.ts';
import { storageStrategies } from './storage.ts';
import { workloadStrategies } from './workloads.ts';

/** One strategy a kind; kinds without one need nothing special. */
export const strategies: readonly StrategyFactory[] = [
  jobStrategy,
  podStrategy,
  namespaceStrategy,
  endpointSliceStrategy,
  secretStrategy,
  serviceStrategy,
  ...storageStrategies,
  ...workloadStrategies,
];
