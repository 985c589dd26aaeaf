import type { GroupKind } from '#engine/api/key.ts';
import { textAt, valueAt } from '../document/node.ts';
import { nodeAtField } from '../document/pointer.ts';
import type { Body } from '../document/resource.ts';
import { indexOf, type Snapshot } from './snapshot.ts';

/** The Secrets of a namespace that custom resources of well-known controllers ask for: they stand in the cluster, not in the workspace. */
export function madeSecrets(snapshot: Snapshot, namespace: string): ReadonlySet<string> {
  const known = memo.get(snapshot) ?? new Map<string, ReadonlySet<string>>();
  memo.set(snapshot, known);
  const before = known.get(namespace);
  if (before !== undefined) return before;
  const index = indexOf(snapshot);
  const made = new Set(
    Object.entries(makers).flatMap(([kind, nameOf]) =>
      index.inNamespace(kind as GroupKind, namespace).map(({ body }) => nameOf(body) ?? body.name),
    ),
  );
  known.set(namespace, made);
  return made;
}

const memo = new WeakMap<Snapshot, Map<string, ReadonlySet<string>>>();

/** The Secret's name; undefined where it is that of the resource. */
const makers: Readonly<Record<string, (body: Body) => string | undefined>> = {
  'SealedSecret.bitnami.com': (body) => textAt(nodeAtField(body.node, 'spec.template.metadata'), 'name'),
  'ExternalSecret.external-secrets.io': (body) => textAt(nodeAtField(body.node, 'spec.target'), 'name'),
  'Certificate.cert-manager.io': (body) => textAt(valueAt(body.node, 'spec'), 'secretName'),
};
