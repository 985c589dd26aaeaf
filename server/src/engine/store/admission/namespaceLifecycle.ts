import { groupKind, key } from '../../api/key.ts';
import { kindInfo } from '../../api/kinds.ts';
import type { ApiObject } from '../../api/meta.ts';
import { ok, refused } from '../../result.ts';
import { forbidden, notFound } from '../refusals.ts';
import type { AdmissionPlugin } from '../strategy.ts';

/** Nothing is made in a namespace that does not exist or is on its way out; follows kubernetes apiserver admission/plugin/namespace/lifecycle. */
export const namespaceLifecycle: AdmissionPlugin = {
  name: 'NamespaceLifecycle',
  admit({ verb, object }, { view }) {
    const namespace = object.metadata.namespace;
    if (verb !== 'create' || namespace === undefined) return ok(object);
    const kind = groupKind(object.apiVersion, object.kind);
    if (kindInfo(kind)?.namespaced === false) return ok(object);
    const found = view.get(key('Namespace', '', namespace));
    if (found === undefined) return refused(notFound('Namespace', namespace));
    if (!terminating(found)) return ok(object);
    const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
    return refused(forbidden(kind, object.metadata.name, why));
  },
};

function terminating(namespace: ApiObject): boolean {
  return namespace.metadata.deletionTimestamp !== undefined;
}
