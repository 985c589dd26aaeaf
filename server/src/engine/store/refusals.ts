import type { GroupKind } from '../api/key.ts';
import { kindInfo, resourceName } from '../api/kinds.ts';
import type { ApiObject } from '../api/meta.ts';
import type { Cause, Status } from '../api/status.ts';

/** `deployments.apps`, or the kind itself for kinds that nobody described. */
export function resourceOf(kind: GroupKind): string {
  const info = kindInfo(kind);
  if (info !== undefined) return resourceName(info);
  const dot = kind.indexOf('.');
  return dot < 0 ? `${kind.toLowerCase()}s` : `${kind.slice(0, dot).toLowerCase()}s${kind.slice(dot)}`;
}

export function notFound(kind: GroupKind, name: string): Status {
  return { code: 404, reason: 'NotFound', message: `${resourceOf(kind)} "${name}" not found` };
}

export function alreadyExists(kind: GroupKind, name: string): Status {
  return { code: 409, reason: 'AlreadyExists', message: `${resourceOf(kind)} "${name}" already exists` };
}

export function conflict(kind: GroupKind, name: string, why: string): Status {
  return {
    code: 409,
    reason: 'Conflict',
    message: `Operation cannot be fulfilled on ${resourceOf(kind)} "${name}": ${why}`,
  };
}

export function forbidden(kind: GroupKind, name: string, why: string): Status {
  return { code: 403, reason: 'Forbidden', message: `${resourceOf(kind)} "${name}" is forbidden: ${why}` };
}

/** `Deployment.apps "web" is invalid: …`; several causes stand in brackets. */
export function invalid(kind: GroupKind, name: string, causes: readonly Cause[]): Status {
  const texts = [...new Set(causes.map((cause) => `${cause.field}: ${cause.message}`))];
  const text = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  return { code: 422, reason: 'Invalid', message: `${kind} "${name}" is invalid: ${text}`, causes };
}

/** The Conflict of an update that was made from an older version of the object; undefined where it was not. */
export function staleness(object: ApiObject, old: ApiObject, kind: GroupKind): Status | undefined {
  const given = object.metadata.resourceVersion;
  if (given === undefined || given === '' || given === old.metadata.resourceVersion) return undefined;
  return conflict(
    kind,
    object.metadata.name,
    'the object has been modified; please apply your changes to the latest version and try again',
  );
}
