import { groupKind, type Key } from '../api/key.ts';
import type { ApiObject } from '../api/meta.ts';
import type { Status } from '../api/status.ts';
import { asFields } from '../patch/json.ts';
import type { Api } from './api.ts';
import { keyFor } from './apiServer.ts';
import type { Outcome, Rejected } from './change.ts';
import { shapeProblem } from './shape.ts';

/**
 * The API for those outside the engine, who may send anything: what cannot be read is refused before it reaches the door. `refuse`
 * records the refusal and gives it back.
 */
export function guardedApi(api: Api, refuse: (rejected: Rejected, why: string) => Outcome): Api {
  const checked =
    (verb: Rejected['verb'], send: (object: ApiObject, why: string) => Outcome) =>
    (object: ApiObject, why: string): Outcome => {
      const problem = shapeProblem(object);
      if (problem === undefined) return send(object, why);
      return refuse({ kind: 'rejected', verb, key: namedIn(object), status: badRequest(object, problem) }, why);
    };
  const named =
    <Options>(verb: 'delete' | 'evict', send: (of: Key, options: Options, why: string) => Outcome) =>
    (of: Key, options: Options, why: string): Outcome => {
      if (typeof of === 'string' && of.split('/').length >= 3) return send(of, options, why);
      const status: Status = {
        code: 404,
        reason: 'NotFound',
        message: 'the server could not find the requested resource',
      };
      return refuse({ kind: 'rejected', verb, key: '//', status }, why);
    };
  return {
    create: checked('create', api.create),
    update: checked('update', api.update),
    updateStatus: checked('update', api.updateStatus),
    delete: named('delete', api.delete),
    evict: named('evict', api.evict),
    bind: api.bind,
    event: api.event,
  };
}

/** Follows kubernetes apiserver pkg/endpoints/handlers/create.go transformDecodeError; which field it is, is said in our words. */
function badRequest(object: unknown, problem: string): Status {
  const { apiVersion, kind } = textsOf(object, 'apiVersion', 'kind');
  if (!apiVersion || !kind)
    return { code: 400, reason: 'BadRequest', message: `Object 'Kind' is missing or no text: ${problem}` };
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  return {
    code: 400,
    reason: 'BadRequest',
    message: `${kind} in version "${version}" cannot be handled as a ${kind}: ${problem}`,
  };
}

/** The key as far as the object says it. */
function namedIn(object: unknown): Key {
  const { apiVersion = '', kind = '' } = textsOf(object, 'apiVersion', 'kind');
  const { name = '', namespace = 'default' } = textsOf(asFields(object)['metadata'], 'name', 'namespace');
  return keyFor(groupKind(apiVersion, kind), namespace, name);
}

function textsOf<Name extends string>(value: unknown, ...names: readonly Name[]): { readonly [name in Name]?: string } {
  const found: { [name in Name]?: string } = {};
  for (const name of names) {
    const text = asFields(value)[name];
    if (typeof text === 'string') found[name] = text;
  }
  return found;
}
