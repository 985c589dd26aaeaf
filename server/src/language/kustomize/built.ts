import type { ApiObject } from '#engine/api/meta.ts';
import type { Resource } from '../document/resource.ts';
import type { Json } from '../document/value.ts';

/** An object on its way through a build. */
export interface Built {
  readonly object: ApiObject;
  /** The manifest it began as; undefined for what a generator made. */
  readonly origin: Resource | undefined;
  /** The name before prefixes, suffixes and hashes: what references in the same build call it. */
  readonly called?: string;
  /** Its name gets the hash of its content when all is built. */
  readonly needsHash?: boolean;
}

/** What one field of a kustomization has to say of a build. */
export interface Note {
  /** Its path in the kustomization. */
  readonly field: string;
  readonly message: string;
  /** `refused`: kustomize itself builds nothing. */
  readonly kind: 'missing' | 'remote' | 'unfollowed' | 'failed' | 'refused';
}

/** The objects after a step of a build, and what kept the step from doing all that it was asked. */
export interface Step {
  readonly objects: readonly Built[];
  readonly notes: readonly Note[];
}

/** Changes every object as one field of the kustomization asks. */
export type Transform = (
  kustomization: { readonly [key: string]: Json },
  objects: readonly Built[],
) => readonly Built[];

/** The same object with another piece at a path of names; missing maps are made. */
export function withField(object: ApiObject, path: readonly string[], value: unknown): ApiObject {
  return set(object, path, value) as ApiObject;
}

/** The value at a path of names. */
export function fieldAt(object: unknown, path: readonly string[]): unknown {
  let at = object;
  for (const name of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[name];
  }
  return at;
}

function set(at: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  const map =
    typeof at === 'object' && at !== null && !Array.isArray(at) ? (at as Readonly<Record<string, unknown>>) : {};
  return { ...map, [name]: set(map[name], rest, value) };
}
