import type { ApiObject } from '../../api/meta.ts';
import { ok } from '../../result.ts';
import { forbidden } from '../refusals.ts';
import type { Strategy } from '../strategy.ts';
import type { StoreView } from '../view.ts';

/** Follows kubernetes plugin/pkg/admission/namespace/lifecycle. */
const immortal = ['default', 'kube-system', 'kube-public'];

/** A new Namespace is Active and cannot go before its content; follows kubernetes pkg/registry/core/namespace/strategy.go. */
export function namespaceStrategy(): Strategy {
  return {
    kind: 'Namespace',
    keepsFromDeletion: ({ metadata: { name } }) =>
      immortal.includes(name) ? forbidden('Namespace', name, 'this namespace may not be deleted') : undefined,
    prepareForCreate: (object) => {
      const labels = { ...object.metadata.labels, 'kubernetes.io/metadata.name': object.metadata.name };
      const spec = object['spec'] as { finalizers?: readonly string[] } | undefined;
      const finalizers = [...new Set([...(spec?.finalizers ?? []), 'kubernetes'])];
      return ok({
        ...object,
        metadata: { ...object.metadata, labels },
        spec: { finalizers },
        status: { phase: 'Active' },
      });
    },
    prepareForUpdate: (next, old, { view }) => {
      const emptied = old.metadata.deletionTimestamp !== undefined && isEmpty(old.metadata.name, view);
      return ok(emptied ? next : ({ ...next, spec: old['spec'] } satisfies ApiObject));
    },
  };
}

/** Finalizers of the spec are the namespace controller's: they stay until nothing is left. */
function isEmpty(name: string, view: StoreView): boolean {
  return view.kinds().every((kind) => view.list(kind, name).length === 0);
}
