import type { ApiObject } from '../meta.ts';
import type { Cause } from '../status.ts';
import type { KubernetesVersion } from '../version.ts';

/** Everything the API server would refuse in a *defaulted* object on create, in its order and words. */
export function validateCreate(_object: ApiObject, _version: KubernetesVersion): readonly Cause[] {
  return [];
}

/** Everything it would refuse in an update of `old` to the defaulted `next` (the rules of create included). */
export function validateUpdate(_next: ApiObject, _old: ApiObject, _version: KubernetesVersion): readonly Cause[] {
  return [];
}
