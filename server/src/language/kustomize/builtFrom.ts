import type { ApiObject } from '#engine/api/meta.ts';
import { readFile, type SourceFile, type Uri } from '../document/document.ts';
import type { SchemaSource } from '../schema/catalog.ts';
import { resolvePath } from '../workspace/fileRole.ts';
import { defaultSettings } from '../workspace/settings.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import { build } from './build.ts';
import { kustomizationIn, listOf, textOf } from './kustomization.ts';

/** What an apply sends of files with kustomizations among them: all that the outermost ones build. Undefined where there is none. */
export function builtFrom(
  files: readonly { readonly uri: Uri; readonly text: string }[],
): { readonly objects: readonly ApiObject[]; readonly problems: readonly string[] } | undefined {
  if (
    !files.some(({ uri, text }) => /kustomization(?:\.ya?ml)?$/i.test(uri) || text.includes('kustomize.config.k8s.io/'))
  )
    return undefined;
  const read = new Map<Uri, SourceFile>(files.map(({ uri, text }) => [uri, readFile(uri, text, 0)]));
  const snapshot: Snapshot = { files: read, schemas: noSchemas, settings: defaultSettings };
  const all = [...read.keys()].filter((uri) => kustomizationIn(snapshot, uri) !== undefined);
  if (all.length === 0) return undefined;
  const inner = new Set(all.flatMap((uri) => namedBy(snapshot, uri)));
  const results = all.filter((uri) => !inner.has(folderOf(uri))).map((uri) => build(snapshot, uri));
  const broken = results
    .flatMap(({ notes }) => notes)
    .filter(({ kind }) => ['missing', 'failed', 'refused'].includes(kind));
  return {
    objects: results.flatMap(({ objects }) => objects.map(({ object }) => object)),
    problems: broken.map(({ uri, field, message }) => `${uri}: ${field}: ${message}`),
  };
}

/** The folders that a kustomization takes in. */
function namedBy(snapshot: Snapshot, uri: Uri): string[] {
  const kustomization = kustomizationIn(snapshot, uri);
  if (kustomization === undefined) return [];
  const { folder, value } = kustomization;
  const paths = ['resources', 'bases', 'components'].flatMap((field) => listOf(value[field]));
  return paths.map((item) => resolvePath(folder, textOf(item) ?? ''));
}

function folderOf(uri: Uri): string {
  return uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
}

const noSchemas: SchemaSource = { read: () => '' };
