import type { SourceFile, Uri } from '../document/document.ts';
import type { Json } from '../document/value.ts';
import { toValue } from '../document/value.ts';
import { resolvePath, roleOf } from '../workspace/fileRole.ts';
import type { Snapshot } from '../workspace/snapshot.ts';

/** A map of a kustomization. */
export type Fields = { readonly [key: string]: Json };

/** A kustomization.yaml as it was read. */
export interface Kustomization {
  readonly file: SourceFile;
  /** The folder it lies in, with its slash. */
  readonly folder: string;
  readonly value: Fields;
}

/** Fields that a build follows. */
export const followed: readonly string[] = [
  'resources',
  'bases',
  'components',
  'namespace',
  'namePrefix',
  'nameSuffix',
  'labels',
  'commonLabels',
  'commonAnnotations',
  'images',
  'replicas',
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'configMapGenerator',
  'secretGenerator',
  'generatorOptions',
  'replacements',
];

/** Fields of the format that a build here does not follow, so that its result may differ from kustomize's. */
export const unfollowed: readonly string[] = [
  'helmCharts',
  'helmGlobals',
  'generators',
  'transformers',
  'validators',
  'vars',
  'configurations',
  'openapi',
  'crds',
  'sortOptions',
  'buildMetadata',
];

/** Fields that say nothing to a build. */
export const descriptive: readonly string[] = ['apiVersion', 'kind', 'metadata'];

const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** The kustomization in a file; undefined where it is none, or broken. */
export function kustomizationIn(snapshot: Snapshot, uri: Uri): Kustomization | undefined {
  const file = snapshot.files.get(uri);
  const root = file?.documents[0].tree.root;
  if (file === undefined || root === null || root === undefined || file.documents[0].tree.broken) return undefined;
  if (roleOf(snapshot, file) !== 'kustomization') return undefined;
  const value = toValue(root);
  const folder = file.uri.slice(0, file.uri.lastIndexOf('/') + 1);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { file, folder, value: value as Fields }
    : undefined;
}

/** What a path of a kustomization leads to: a file, or the kustomization in a folder. */
export type Target =
  | { readonly kind: 'file'; readonly file: SourceFile }
  | { readonly kind: 'kustomization'; readonly uri: Uri }
  | { readonly kind: 'remote' }
  | { readonly kind: 'missing' };

/** Follows a path; URLs and repositories are remote. */
export function follow(snapshot: Snapshot, folder: string, path: string): Target {
  if (/^[a-z]+:\/\/|^git@|^(?:github|gitlab|bitbucket)\.(?:com|org)\/|\?ref=/.test(path)) return { kind: 'remote' };
  const at = resolvePath(folder, path);
  const file = snapshot.files.get(at);
  if (file !== undefined) return { kind: 'file', file };
  for (const name of names) {
    const uri = at === '' ? name : `${at}/${name}`;
    if (snapshot.files.has(uri)) return { kind: 'kustomization', uri };
  }
  return { kind: 'missing' };
}

/** The list of a field: nothing where it is none. */
export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** The map of a field: nothing where it is none. */
export function mapOf(value: Json | undefined): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** The text of a field; undefined where it is none. */
export function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
