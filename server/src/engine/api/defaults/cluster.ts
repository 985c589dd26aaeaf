import { child, childOrNew, children, type Draft, fill, fillEmpty } from './draft.ts';

/** Follows kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Secret. */
export function secret(object: Draft): void {
  fillEmpty(object, 'type', 'Opaque');
}

/** Follows kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Namespace and SetDefaults_NamespaceStatus. */
export function namespace(object: Draft): void {
  const metadata = childOrNew(object, 'metadata');
  const name = metadata?.['name'];
  if (metadata !== undefined && typeof name === 'string' && name !== '') {
    const labels = childOrNew(metadata, 'labels');
    if (labels !== undefined) labels['kubernetes.io/metadata.name'] = name;
  }
  const status = childOrNew(object, 'status');
  if (status !== undefined) fillEmpty(status, 'phase', 'Active');
}

/** Follows kubernetes pkg/apis/core/v1/defaults.go SetDefaults_NodeStatus. */
export function node(object: Draft): void {
  const status = child(object, 'status');
  const capacity = child(status, 'capacity');
  if (status !== undefined && capacity !== undefined) fill(status, 'allocatable', { ...capacity });
}

/** Follows kubernetes pkg/apis/core/v1/defaults.go SetDefaults_LimitRangeItem. */
export function limitRange(object: Draft): void {
  for (const item of children(child(object, 'spec'), 'limits')) {
    if (item['type'] !== 'Container') continue;
    const limit = childOrNew(item, 'default') ?? {};
    const request = childOrNew(item, 'defaultRequest') ?? {};
    addMissing(limit, child(item, 'max'));
    addMissing(request, limit);
    addMissing(request, child(item, 'min'));
    for (const field of ['default', 'defaultRequest']) {
      if (Object.keys(child(item, field) ?? {}).length === 0) delete item[field];
    }
  }
}

/** Follows kubernetes pkg/apis/scheduling/v1/defaults.go. */
export function priorityClass(object: Draft): void {
  fill(object, 'preemptionPolicy', 'PreemptLowerPriority');
}

function addMissing(target: Draft, from: Draft | undefined): void {
  for (const [resource, quantity] of Object.entries(from ?? {})) fill(target, resource, quantity);
}
