import { intOrPercentOr } from '../api/intOrPercent.ts';
import type { ApiObject } from '../api/meta.ts';
import { asFields, type Fields } from '../patch/json.ts';
import { conditionOf } from './podState.ts';

/** What a workload is asked to keep: its replicas and the room that its strategy gives. */
export interface Budget {
  readonly desired: number;
  /** Fewest available pods that its strategy allows during a rollout; null where none is promised. */
  readonly floor: number | null;
  /** Most pods, Terminating ones not counted, that its strategy allows; null where none is set. */
  readonly ceiling: number | null;
  /** The fields that floor and ceiling come from, as written: `maxUnavailable 25%`. */
  readonly floorField: string;
  readonly ceilingField: string;
}

export const workloadKinds: readonly string[] = [
  'Deployment.apps',
  'StatefulSet.apps',
  'DaemonSet.apps',
  'ReplicaSet.apps',
  'ReplicationController',
  'Job.batch',
];

/** The budget of a workload, of whatever kind. Follows kubernetes pkg/controller/deployment/util (ResolveFenceposts). */
export function budgetOf(workload: ApiObject): Budget {
  const spec = asFields(workload['spec']);
  const desired = desiredOf(workload);
  if (workload.kind === 'Deployment') return deploymentBudget(spec, desired);
  if (workload.kind === 'StatefulSet')
    return { ...none(desired), floor: Math.max(0, desired - 1), floorField: 'one at a time' };
  if (workload.kind === 'DaemonSet') return daemonSetBudget(spec, desired);
  return none(desired);
}

/** Whether the workload's own status says that it is where it was asked to be. */
export function isComplete(workload: ApiObject): boolean {
  const status = asFields(workload['status']);
  const desired = desiredOf(workload);
  const observed = number(status['observedGeneration'], 0) >= (workload.metadata.generation ?? 0);
  switch (workload.kind) {
    case 'Deployment':
      return observed && is(status, desired, 'updatedReplicas', 'replicas', 'availableReplicas');
    case 'StatefulSet':
      return (
        observed &&
        is(status, desired, 'replicas', 'readyReplicas') &&
        number(status['updatedReplicas'], 0) >= desired - partitionOf(workload)
      );
    case 'DaemonSet':
      return observed && is(status, desired, 'updatedNumberScheduled', 'numberAvailable');
    case 'Job':
      return conditionOf(workload, 'Complete')?.status === 'True';
    default:
      return is(status, desired, 'replicas', 'availableReplicas');
  }
}

/** How many pods the workload wants now. */
export function desiredOf(workload: ApiObject): number {
  const spec = asFields(workload['spec']);
  if (workload.kind === 'DaemonSet') return number(asFields(workload['status'])['desiredNumberScheduled'], 0);
  if (workload.kind === 'Job') return number(spec['parallelism'], 1);
  return number(spec['replicas'], 1);
}

function deploymentBudget(spec: Fields, desired: number): Budget {
  const strategy = asFields(spec['strategy']);
  if (strategy['type'] === 'Recreate') return { ...none(desired), ceiling: desired, ceilingField: 'strategy Recreate' };
  const rolling = asFields(strategy['rollingUpdate']);
  const maxSurge = rolling['maxSurge'] ?? '25%';
  const maxUnavailable = rolling['maxUnavailable'] ?? '25%';
  const surge = intOrPercentOr(maxSurge, desired, 'up', 0);
  const fit = Math.min(intOrPercentOr(maxUnavailable, desired, 'down', 0), desired);
  const unavailable = surge === 0 && fit === 0 ? Math.min(1, desired) : fit;
  return {
    desired,
    floor: desired - unavailable,
    ceiling: desired + surge,
    floorField: `maxUnavailable ${String(maxUnavailable)}`,
    ceilingField: `maxSurge ${String(maxSurge)}`,
  };
}

function daemonSetBudget(spec: Fields, desired: number): Budget {
  const strategy = asFields(spec['updateStrategy']);
  if (strategy['type'] === 'OnDelete') return none(desired);
  const rolling = asFields(strategy['rollingUpdate']);
  const maxUnavailable = rolling['maxUnavailable'] ?? 1;
  const maxSurge = rolling['maxSurge'] ?? 0;
  return {
    desired,
    floor: Math.max(0, desired - intOrPercentOr(maxUnavailable, desired, 'up', 1)),
    ceiling: desired + intOrPercentOr(maxSurge, desired, 'up', 0),
    floorField: `maxUnavailable ${String(maxUnavailable)}`,
    ceilingField: `maxSurge ${String(maxSurge)}`,
  };
}

function none(desired: number): Budget {
  return { desired, floor: null, ceiling: null, floorField: '', ceilingField: '' };
}

function partitionOf(workload: ApiObject): number {
  const strategy = asFields(asFields(workload['spec'])['updateStrategy']);
  if (strategy['type'] === 'OnDelete') return Number.POSITIVE_INFINITY;
  return number(asFields(strategy['rollingUpdate'])['partition'], 0);
}

function is(status: Fields, wanted: number, ...names: readonly string[]): boolean {
  return names.every((name) => number(status[name], 0) === wanted);
}

function number(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
