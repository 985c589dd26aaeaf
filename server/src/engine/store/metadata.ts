import type { ApiObject, ObjectMeta } from '../api/meta.ts';
import { equal } from '../equal.ts';

/** The metadata of an update: what was given, but for what only the server sets. */
export function keptMetadata(object: ApiObject, old: ApiObject): ObjectMeta {
  const given = Object.entries(object.metadata).filter(([name]) => !serverOwned.has(name));
  const kept = Object.entries(old.metadata).filter(
    ([name, value]) => value !== undefined && (serverOwned.has(name) || serverKept.has(name)),
  );
  const managed = 'managedFields' in object.metadata ? [] : Object.entries(old.metadata).filter(isManagedFields);
  return { name: object.metadata.name, ...Object.fromEntries([...given, ...kept, ...managed]) };
}

/** Who manages which fields is forgotten by no request that says nothing of it. */
function isManagedFields([name]: readonly [string, unknown]): boolean {
  return name === 'managedFields';
}

/** What a request cannot set, remove or change. */
const serverOwned = new Set([
  'uid',
  'creationTimestamp',
  'generation',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
]);

/** What stays even where a request leaves it out. */
const serverKept = new Set(['resourceVersion', 'generateName', 'namespace']);

export function withMetadata(object: ApiObject, metadata: ObjectMeta): ApiObject {
  return { ...object, metadata };
}

/** Whether nothing but metadata and status differs: such an update starts no new generation. */
export function isSameSpec(a: ApiObject, b: ApiObject): boolean {
  const { metadata: _a, status: _s, ...restA } = a;
  const { metadata: _b, status: _t, ...restB } = b;
  return equal(restA, restB);
}

/** Whether the API server counts generations of the kind. */
export function hasGeneration(object: ApiObject): boolean {
  return object.kind === 'PriorityClass' || (object['spec'] !== undefined && !withoutGeneration.has(object.kind));
}

const withoutGeneration = new Set([
  'ConfigMap',
  'Endpoints',
  'EndpointSlice',
  'Event',
  'HorizontalPodAutoscaler',
  'Lease',
  'LimitRange',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'ResourceQuota',
  'Secret',
  'Service',
  'ServiceAccount',
]);
