import type { ApiObject } from '#engine/api/meta.ts';
import { atLeast, type KubernetesVersion } from '#engine/api/version.ts';
import { type Fields, isFields } from '#engine/patch/json.ts';

/** Where an object of a kind holds others with metadata of their own: a pod template, or a template that holds one. */
const templates: Readonly<Record<string, readonly string[]>> = {
  'apps/v1 Deployment': ['spec', 'template'],
  'apps/v1 ReplicaSet': ['spec', 'template'],
  'apps/v1 StatefulSet': ['spec', 'template'],
  'apps/v1 DaemonSet': ['spec', 'template'],
  'batch/v1 Job': ['spec', 'template'],
  'batch/v1 CronJob': ['spec', 'jobTemplate'],
  'v1 ReplicationController': ['spec', 'template'],
  'v1 PodTemplate': ['template'],
};

/**
 * The object as the API server of this version writes it: until 1.33 metadata inside of a template has the creationTimestamp null.
 * Follows kubernetes staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/types.go.
 */
export function withZeroTimes(object: ApiObject, version: KubernetesVersion): ApiObject {
  if (atLeast(version, '1.34')) return object;
  const kind = `${object.apiVersion} ${object.kind}`;
  if (kind === 'v1 Pod') return changedAt(object, ['spec'], ofPodSpec) as ApiObject;
  const path = templates[kind];
  if (path === undefined) return object;
  return changedAt(changedAt(object, path, ofTemplate), ['spec'], ofClaims) as ApiObject;
}

/** The same for an object that kubectl made itself and that no server has seen: its own metadata has the null, too. */
export function withOwnZeroTime(object: ApiObject, version: KubernetesVersion): ApiObject {
  return atLeast(version, '1.34') ? object : (zeroed(withZeroTimes(object, version)) as ApiObject);
}

function zeroed(holder: Fields): Fields {
  const metadata = isFields(holder['metadata']) ? holder['metadata'] : {};
  return { ...holder, metadata: { creationTimestamp: null, ...metadata } };
}

/** A pod template, or the Job template of a CronJob with the pod template in it. */
function ofTemplate(template: Fields): Fields {
  const inner = changedAt(template, ['spec', 'template'], ofTemplate);
  return zeroed(changedAt(inner, ['spec'], ofPodSpec));
}

/** The claims that go with a pod. */
function ofPodSpec(spec: Fields): Fields {
  const { volumes } = spec;
  if (!Array.isArray(volumes)) return spec;
  const claim = ['ephemeral', 'volumeClaimTemplate'];
  return { ...spec, volumes: volumes.map((each: unknown) => (isFields(each) ? changedAt(each, claim, zeroed) : each)) };
}

/** The claims of a StatefulSet. */
function ofClaims(spec: Fields): Fields {
  const claims = spec['volumeClaimTemplates'];
  if (!Array.isArray(claims)) return spec;
  return { ...spec, volumeClaimTemplates: claims.map((each: unknown) => (isFields(each) ? zeroed(each) : each)) };
}

/** The value with what stands at a path changed; as it is where nothing does. */
function changedAt(value: Fields, [first, ...rest]: readonly string[], change: (at: Fields) => Fields): Fields {
  if (first === undefined) return change(value);
  const inner = value[first];
  return isFields(inner) ? { ...value, [first]: changedAt(inner, rest, change) } : value;
}
