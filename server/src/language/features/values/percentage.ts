import { t } from '@vscode/l10n';
import { resolveIntOrPercent } from '#engine/api/intOrPercent.ts';
import { objectOf, type Resource } from '../../document/resource.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { selectedBy } from '../navigation/implementation.ts';
import { podsOf } from '../podsOf.ts';
import type { FieldValue } from './value.ts';

/** `25%` in pods, and which way it was rounded. Which way is the controller's: surge and disruption budgets up, unavailable pods down. */
export function percentage({ snapshot, resource, segments, value }: FieldValue): string | undefined {
  const round = rounding[resource.body.kind]?.[segments.join('.')];
  if (round === undefined || typeof value !== 'string') return undefined;
  const total = resource.body.kind === 'PodDisruptionBudget' ? selectedPods(snapshot, resource) : replicas(resource);
  const pods = total === undefined ? undefined : resolveIntOrPercent(value, total, round);
  if (total === undefined || pods?.ok !== true) return undefined;
  const text = round === 'up' ? t('{0} of {1} pods is {2}, rounded up.', value, total, pods.value) : undefined;
  return text ?? t('{0} of {1} pods is {2}, rounded down.', value, total, pods.value);
}

const rounding: Readonly<Record<string, Readonly<Record<string, 'up' | 'down'>>>> = {
  Deployment: {
    'spec.strategy.rollingUpdate.maxSurge': 'up',
    'spec.strategy.rollingUpdate.maxUnavailable': 'down',
  },
  PodDisruptionBudget: { 'spec.minAvailable': 'up', 'spec.maxUnavailable': 'up' },
};

function replicas({ body }: Resource): number | undefined {
  const spec = objectOf(body)['spec'];
  if (typeof spec !== 'object' || spec === null) return undefined;
  const found = (spec as { replicas?: unknown }).replicas ?? 1;
  return typeof found === 'number' ? found : undefined;
}

function selectedPods(snapshot: Snapshot, resource: Resource): number | undefined {
  const selected = selectedBy(snapshot, resource);
  return selected.length === 0 ? undefined : selected.reduce((sum, one) => sum + podsOf(one), 0);
}
