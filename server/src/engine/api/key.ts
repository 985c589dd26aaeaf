import type { ApiObject } from './meta.ts';

/** Names one object of the store: `Deployment.apps/default/web`, `Pod/default/web-0`, `Node//n1`. */
export type Key = string & { readonly __brand?: 'Key' };

/** A kind without its version: `Pod`, `Deployment.apps`, `Ingress.networking.k8s.io`. */
export type GroupKind = string & { readonly __brand?: 'GroupKind' };

/** `apps/v1` → `apps`; `v1` → ``. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

export function groupKind(apiVersion: string, kind: string): GroupKind {
  const group = groupOf(apiVersion);
  return group === '' ? kind : `${kind}.${group}`;
}

export function keyOf(object: ApiObject): Key {
  return key(groupKind(object.apiVersion, object.kind), object.metadata.namespace ?? '', object.metadata.name);
}

export function key(kind: GroupKind, namespace: string, name: string): Key {
  return `${kind}/${namespace}/${name}`;
}

/** The three parts of a key. */
export function splitKey(of: Key): { kind: GroupKind; namespace: string; name: string } {
  const first = of.indexOf('/');
  const second = of.indexOf('/', first + 1);
  return { kind: of.slice(0, first), namespace: of.slice(first + 1, second), name: of.slice(second + 1) };
}
