import type { GroupKind } from '#engine/api/key.ts';
import { groupKind } from '#engine/api/key.ts';
import { kindInfo } from '#engine/api/kinds.ts';
import type { SourceFile } from '../document/document.ts';
import type { Body, Resource } from '../document/resource.ts';
import { copiesOf } from './cluster.ts';
import { roleOf } from './fileRole.ts';
import type { Snapshot } from './snapshot.ts';
import { tableOf } from './table.ts';

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

/** The objects of a file that count, where they land: none of a patch or a template. */
export function objectsIn(snapshot: Snapshot, file: SourceFile): readonly Resource[] {
  return roleOf(snapshot, file) === 'manifest' ? copiesOf(snapshot, file) : [];
}

/** Groups every object of the snapshot. */
export function resourceIndex(snapshot: Snapshot): ResourceIndex {
  const table = objects(snapshot);
  return {
    get all() {
      return table.of('');
    },
    ofKind: (kind) => table.of(`kind ${kind}`),
    inNamespace: (kind, namespace) => table.of(`in ${namespace} ${kind}`),
    named: (kind, namespace, name) => (name === '' ? [] : table.of(`named ${namespace} ${kind} ${name}`)),
  };
}

const objects = tableOf<Resource>(
  (snapshot, file) => objectsIn(snapshot, file).flatMap((resource) => keysOf(resource).map((key) => [key, resource])),
  ({ uri }) => uri,
);

function keysOf({ body }: Resource): string[] {
  const kind = groupKind(body.apiVersion, body.kind);
  const namespace = namespaceOf(body);
  const keys = ['', `kind ${kind}`, `in ${namespace} ${kind}`];
  return body.name === '' ? keys : [...keys, `named ${namespace} ${kind} ${body.name}`];
}
