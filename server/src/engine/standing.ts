import { applyDefaults } from './api/defaults/defaults.ts';
import { groupKind } from './api/key.ts';
import { kindInfo } from './api/kinds.ts';
import type { ApiObject } from './api/meta.ts';
import { validateCreate } from './api/validation/validate.ts';
import type { KubernetesVersion } from './api/version.ts';
import type { Result } from './result.ts';
import { ok, refused } from './result.ts';
import { invalid } from './store/refusals.ts';
import { shapeProblem } from './store/shape.ts';
import { withPlainData } from './store/strategies/secret.ts';

/**
 * An object that is to stand before anything happens, as the store holds it: in a namespace, with its defaults. The error says why the
 * API server would never have stored it; objects of a world pass no other door.
 */
export function standingObject(value: unknown, version: KubernetesVersion): Result<ApiObject, string> {
  const problem = shapeProblem(value);
  if (problem !== undefined) return refused(problem);
  const given = value as ApiObject;
  const kind = groupKind(given.apiVersion, given.kind);
  const { name, namespace = 'default', ...metadata } = given.metadata;
  if (typeof name !== 'string' || name === '') return refused(`${given.kind}: metadata.name is missing`);
  const home = kindInfo(kind)?.namespaced === true ? { namespace } : namespaceOf(given);
  const defaulted = applyDefaults({ ...given, metadata: { name, ...home, ...metadata } }, version);
  const object = kind === 'Secret' ? withPlainData(defaulted) : defaulted;
  const causes = validateCreate(object, version);
  return causes.length === 0 ? ok(object) : refused(invalid(kind, name, causes).message);
}

/** Objects of kinds that nobody described stay where they say they are. */
function namespaceOf({ apiVersion, kind, metadata: { namespace } }: ApiObject): { readonly namespace?: string } {
  return namespace === undefined || kindInfo(groupKind(apiVersion, kind)) !== undefined ? {} : { namespace };
}
