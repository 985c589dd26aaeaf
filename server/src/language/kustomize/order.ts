import type { ApiObject } from '#engine/api/meta.ts';

/**
 * Objects in the order in which kubectl has kustomize print them: what others need first, webhooks last, the rest by group, version,
 * kind, namespace and name. Follows kustomize api/internal/builtins SortOrderTransformer, order `legacy`.
 */
export function inKustomizeOrder(objects: readonly ApiObject[]): readonly ApiObject[] {
  return [...objects].sort((a, b) => rank(a) - rank(b) || compareTexts(sortText(a), sortText(b)));
}

const first = [
  'Namespace',
  'ResourceQuota',
  'StorageClass',
  'CustomResourceDefinition',
  'ServiceAccount',
  'PodSecurityPolicy',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'ConfigMap',
  'Secret',
  'Endpoints',
  'Service',
  'LimitRange',
  'PriorityClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
];
const last = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

function rank({ kind }: ApiObject): number {
  const early = first.indexOf(kind);
  return early >= 0 ? early - first.length : last.indexOf(kind) + 1;
}

function sortText({ apiVersion, kind, metadata }: ApiObject): string {
  const slash = (apiVersion ?? '').indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  return [group, apiVersion.slice(slash + 1), kind, metadata?.namespace ?? '', metadata?.name ?? ''].join('\u0000');
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
