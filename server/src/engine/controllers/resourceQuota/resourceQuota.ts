import type { GroupKind, Key } from '../../api/key.ts';
import { keyOf } from '../../api/key.ts';
import type { ApiObject } from '../../api/meta.ts';
import { formatQuantity } from '../../api/quantity.ts';
import { equal } from '../../equal.ts';
import type { QuotaSpec } from '../../quota/usage.ts';
import { usedOf } from '../../quota/usage.ts';
import type { Context, Controller, Watch } from '../controller.ts';
import { either, own } from '../controller.ts';

/** Keeps `status.hard` and `status.used` of ResourceQuotas; follows kubernetes pkg/controller/resourcequota. */
export function resourceQuotaController(): Controller {
  return {
    name: 'resourcequota-controller',
    watches: [{ kind: 'ResourceQuota', keys: own }, ...counted.map(watch)],
    reconcile,
  };
}

const counted: readonly GroupKind[] = [
  'Pod',
  'Service',
  'PersistentVolumeClaim',
  'ConfigMap',
  'Secret',
  'ReplicationController',
  'Deployment.apps',
  'ReplicaSet.apps',
  'StatefulSet.apps',
  'DaemonSet.apps',
  'Job.batch',
  'CronJob.batch',
  'Ingress.networking.k8s.io',
];

function watch(kind: GroupKind): Watch {
  return {
    kind,
    keys(change, view) {
      const quotas = view.list('ResourceQuota', either(change).metadata.namespace);
      if (quotas.length === 0 || !usageMoved(change.before, change.after)) return [];
      return quotas.map(keyOf);
    },
  };
}

/** Status changes other than a pod's end move no usage. */
function usageMoved(before: ApiObject | null, after: ApiObject | null): boolean {
  if (before === null || after === null) return true;
  const phase = (object: ApiObject): unknown => (object['status'] as { phase?: string } | undefined)?.phase;
  return before['spec'] !== after['spec'] || phase(before) !== phase(after);
}

function reconcile(key: Key, { view, api }: Context): undefined {
  const quota = view.get(key);
  if (quota === undefined) return;
  const hard = ((quota['spec'] ?? {}) as QuotaSpec).hard ?? {};
  const usage = usedOf(view, quota, Object.keys(hard));
  const status = { hard, used: Object.fromEntries([...usage].map(([name, amount]) => [name, formatQuantity(amount)])) };
  if (!equal(status, quota['status'])) api.updateStatus({ ...quota, status }, 'the usage of the namespace changed');
}
