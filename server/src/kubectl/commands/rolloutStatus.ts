import { keyOf } from '#engine/api/key.ts';
import type { ApiObject, Condition } from '#engine/api/meta.ts';
import type { Blocking, Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { storedAs } from '../kindLookup.ts';
import { notFoundText, selectionFlags, selectNamed, type Target } from '../targets.ts';

/** `kubectl rollout status TYPE/NAME [--watch=false] [--timeout]`: blocks until the rollout is done. Follows kubectl pkg/polymorphichelpers/rollout_status.go. */
export const rolloutStatus: Command = {
  name: 'rollout status',
  flags: [
    ...selectionFlags('selector'),
    { name: 'watch', short: 'w', type: 'bool' },
    { name: 'timeout', type: 'duration' },
    { name: 'revision', type: 'int' },
  ],
  run(context: Context): number | Blocking {
    const selection = selectNamed(context);
    if (!selection.ok) return fail(context, selection.error);
    const { targets, errors } = selection.value;
    for (const error of errors) context.err(error);
    if (targets.length === 0) {
      if (errors.length === 0) context.err(`No resources found in ${context.namespace} namespace.`);
      return errors.length === 0 ? 0 : 1;
    }
    return watchAll(context, targets);
  },
};

function* watchAll(context: Context, targets: readonly Target[]): Blocking {
  const timeout = context.flags.duration('timeout') ?? 0;
  const limit = context.cluster.run.now + (timeout > 0 ? timeout : longest);
  for (const target of targets) {
    const code = yield* watchOne(context, target, limit);
    if (code !== 0) return code;
  }
  return 0;
}

/** Without a time-out a real kubectl waits for ever; a day is enough for anything that still moves. */
const longest = 24 * 3_600_000;

function* watchOne(context: Context, target: Target, limit: number): Blocking {
  const { run } = context.cluster;
  const key = keyOf(target.object);
  let seen: string | undefined;
  for (;;) {
    const object = run.view.get(key);
    if (object === undefined) {
      context.err(notFoundText(target.kind, target.object.metadata.name));
      return 1;
    }
    if (object.metadata.resourceVersion !== seen) {
      seen = object.metadata.resourceVersion;
      const state = statusOf(object, storedAs(target.kind), context.flags.int('revision') ?? 0);
      if ('error' in state) return fail(context, state.error);
      context.out(state.message);
      if (state.done || context.flags.text('watch') === 'false') return 0;
    }
    if (run.now >= limit) return fail(context, 'timed out waiting for the condition');
    yield { until: limit };
  }
}

/** How far a rollout is, in kubectl's words. */
export type RolloutState = { readonly message: string; readonly done: boolean } | { readonly error: string };

interface Counted {
  readonly replicas?: number;
  readonly updatedReplicas?: number;
  readonly readyReplicas?: number;
  readonly availableReplicas?: number;
  readonly updatedNumberScheduled?: number;
  readonly desiredNumberScheduled?: number;
  readonly numberAvailable?: number;
  readonly currentRevision?: string;
  readonly updateRevision?: string;
  readonly observedGeneration?: number;
  readonly conditions?: readonly Condition[];
}

function statusOf(object: ApiObject, kind: string, revision: number): RolloutState {
  const status = (object['status'] ?? {}) as Counted;
  switch (object.kind) {
    case 'Deployment':
      return deploymentStatus(object, status, revision);
    case 'DaemonSet':
      return daemonSetStatus(object, status);
    case 'StatefulSet':
      return statefulSetStatus(object, status);
    default:
      return { error: `no status viewer has been implemented for ${kind}` };
  }
}

const going = (message: string): RolloutState => ({ message, done: false });
const done = (message: string): RolloutState => ({ message, done: true });

function deploymentStatus(object: ApiObject, status: Counted, revision: number): RolloutState {
  const { name, generation = 0, annotations } = object.metadata;
  if (revision > 0 && Number(annotations?.['deployment.kubernetes.io/revision'] ?? 0) !== revision)
    return {
      error: `desired revision (${revision}) is different from the running revision (${annotations?.['deployment.kubernetes.io/revision'] ?? 0})`,
    };
  if (generation > (status.observedGeneration ?? 0))
    return going('Waiting for deployment spec update to be observed...');
  const progressing = status.conditions?.find((condition) => condition.type === 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded')
    return { error: `deployment "${name}" exceeded its progress deadline` };
  const wanted = (object['spec'] as { readonly replicas?: number }).replicas ?? 1;
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  const waiting = `Waiting for deployment "${name}" rollout to finish:`;
  if (updatedReplicas < wanted)
    return going(`${waiting} ${updatedReplicas} out of ${wanted} new replicas have been updated...`);
  if (replicas > updatedReplicas)
    return going(`${waiting} ${replicas - updatedReplicas} old replicas are pending termination...`);
  if (availableReplicas < updatedReplicas)
    return going(`${waiting} ${availableReplicas} of ${updatedReplicas} updated replicas are available...`);
  return done(`deployment "${name}" successfully rolled out`);
}

function daemonSetStatus(object: ApiObject, status: Counted): RolloutState {
  const { name, generation = 0 } = object.metadata;
  if (strategyOf(object) !== 'RollingUpdate')
    return { error: 'rollout status is only available for RollingUpdate strategy type' };
  if (generation > (status.observedGeneration ?? 0))
    return going('Waiting for daemon set spec update to be observed...');
  const { updatedNumberScheduled = 0, desiredNumberScheduled = 0, numberAvailable = 0 } = status;
  const waiting = `Waiting for daemon set "${name}" rollout to finish:`;
  if (updatedNumberScheduled < desiredNumberScheduled)
    return going(`${waiting} ${updatedNumberScheduled} out of ${desiredNumberScheduled} new pods have been updated...`);
  if (numberAvailable < desiredNumberScheduled)
    return going(`${waiting} ${numberAvailable} of ${desiredNumberScheduled} updated pods are available...`);
  return done(`daemon set "${name}" successfully rolled out`);
}

function statefulSetStatus(object: ApiObject, status: Counted): RolloutState {
  const { generation = 0 } = object.metadata;
  if (strategyOf(object) !== 'RollingUpdate')
    return { error: 'rollout status is only available for RollingUpdate strategy type' };
  if ((status.observedGeneration ?? 0) === 0 || generation > (status.observedGeneration ?? 0))
    return going('Waiting for statefulset spec update to be observed...');
  const spec = object['spec'] as {
    readonly replicas?: number;
    readonly updateStrategy?: { readonly rollingUpdate?: { readonly partition?: number } };
  };
  const { replicas = 1 } = spec;
  const { readyReplicas = 0, updatedReplicas = 0, updateRevision = '', currentRevision } = status;
  if (readyReplicas < replicas) return going(`Waiting for ${replicas - readyReplicas} pods to be ready...`);
  const partition = spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  if (partition > 0) {
    if (updatedReplicas < replicas - partition)
      return going(
        `Waiting for partitioned roll out to finish: ${updatedReplicas} out of ${replicas - partition} new pods have been updated...`,
      );
    return done(`partitioned roll out complete: ${updatedReplicas} new pods have been updated...`);
  }
  if (updateRevision !== currentRevision)
    return going(
      `waiting for statefulset rolling update to complete ${updatedReplicas} pods at revision ${updateRevision}...`,
    );
  return done(`statefulset rolling update complete ${status.replicas ?? 0} pods at revision ${currentRevision}...`);
}

function strategyOf(object: ApiObject): string | undefined {
  const spec = object['spec'] as { readonly updateStrategy?: { readonly type?: string } } | undefined;
  return spec?.updateStrategy?.type;
}
