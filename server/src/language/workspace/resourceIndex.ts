import type { GroupKind } from '#engine/api/key.ts';
import { groupKind } from '#engine/api/key.ts';
import { kindInfo } from '#engine/api/kinds.ts';
import type { Body, Resource } from '../document/resource.ts';
import { copiesOf } from './cluster.ts';
import { roleOf } from './fileRole.ts';
import type { Snapshot } from './snapshot.ts';

/** The objects of a workspace by what they are. Files that are patches or templates are not in it. */
export interface ResourceIndex {
  /** Objects of a kind (`Deployment.apps`, `Service`), in the order of files and documents. */
  ofKind(kind: GroupKind): readonly Resource[];
  /** Objects of a kind in a namespace; a cluster-scoped kind takes ''. */
  inNamespace(kind: GroupKind, namespace: string): readonly Resource[];
  /** Every object with this kind, namespace and name: more than one is a duplicate. */
  named(kind: GroupKind, namespace: string, name: string): readonly Resource[];
  readonly all: readonly Resource[];
}

/** The namespace that an object lands in when nothing else is said: `default` where none is written, '' for cluster-scoped kinds. */
export function namespaceOf(body: Body): string {
  const scoped = kindInfo(groupKind(body.apiVersion, body.kind))?.namespaced !== false;
  return scoped ? (body.namespace ?? 'default') : '';
}

/** Groups every object of the snapshot. */
export function resourceIndex(snapshot: Snapshot): ResourceIndex {
  const all: Resource[] = [];
  for (const file of snapshot.files.values())
    if (roleOf(snapshot, file) === 'manifest') all.push(...copiesOf(snapshot, file));
  const byKind = new Map<string, Resource[]>();
  const byNamespace = new Map<string, Resource[]>();
  const byName = new Map<string, Resource[]>();
  for (const resource of all) {
    const { body } = resource;
    const kind = groupKind(body.apiVersion, body.kind);
    add(byKind, kind, resource);
    add(byNamespace, `${kind}/${namespaceOf(body)}`, resource);
    if (body.name !== '') add(byName, `${kind}/${namespaceOf(body)}/${body.name}`, resource);
  }
  return {
    all,
    ofKind: (kind) => byKind.get(kind) ?? [],
    inNamespace: (kind, namespace) => byNamespace.get(`${kind}/${namespace}`) ?? [],
    named: (kind, namespace, name) => byName.get(`${kind}/${namespace}/${name}`) ?? [],
  };
}

function add(map: Map<string, Resource[]>, key: string, resource: Resource): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [resource]);
  else list.push(resource);
}
