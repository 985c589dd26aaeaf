import type { ApiObject } from '#engine/api/meta.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import { readFile, type SourceFile, type Uri } from '../document/document.ts';
import { toValue } from '../document/value.ts';
import type { SchemaSource } from '../schema/catalog.ts';
import { resolvePath } from '../workspace/fileRole.ts';
import { defaultSettings } from '../workspace/settings.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import { build } from './build.ts';
import { kustomizationIn } from './kustomization.ts';
import { inKustomizeOrder } from './order.ts';

/**
 * What `kubectl apply -k FOLDER` sends: all that the kustomization there builds, in kustomize's order. `read` gives the text of a file
 * by its whole path. The error is kustomize's where there is no kustomization, else what is missing in it.
 */
export function buildFolder(
  folder: string,
  read: (path: string) => string | undefined,
): Result<readonly ApiObject[], string> {
  const at = folder.replace(/\/+$/, '');
  const files = new Map<Uri, SourceFile>();
  const uri = collect(at, read, files);
  const snapshot: Snapshot = { files, schemas: noSchemas, settings: defaultSettings };
  if (uri === undefined || kustomizationIn(snapshot, uri) === undefined)
    return refused(
      `unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${folder}'`,
    );
  const built = build(snapshot, uri);
  const broken = built.notes.filter(({ kind }) => kind !== 'unfollowed');
  if (broken.length > 0)
    return refused(broken.map(({ uri, field, message }) => `${uri}: ${field}: ${message}`).join('\n'));
  return ok(inKustomizeOrder(built.objects.map(({ object }) => object)));
}

/** Reads the kustomization in a folder and gives back its path; every file that one of its texts can mean, and the same for folders, are read too. */
function collect(
  folder: string,
  read: (path: string) => string | undefined,
  files: Map<Uri, SourceFile>,
): Uri | undefined {
  for (const name of ['kustomization.yaml', 'kustomization.yml', 'Kustomization']) {
    const path = `${folder}/${name}`;
    if (files.has(path)) return path;
    const text = read(path);
    if (text === undefined) continue;
    const file = readFile(path, text, 0);
    files.set(path, file);
    for (const named of namesIn(file)) take(resolvePath(`${folder}/`, named), read, files);
    return path;
  }
  return undefined;
}

function take(path: string, read: (path: string) => string | undefined, files: Map<Uri, SourceFile>): void {
  if (files.has(path)) return;
  const text = read(path);
  if (text === undefined) collect(path, read, files);
  else files.set(path, readFile(path, text, 0));
}

/** Every text of a kustomization that may be a path; `key=path` means the path. */
function namesIn(file: SourceFile): readonly string[] {
  const { root } = file.documents[0].tree;
  return root === null ? [] : textsIn(toValue(root)).map((text) => text.replace(/^[^=/]+=/, ''));
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value === '' || value.includes('\n') ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

const noSchemas: SchemaSource = { read: () => '' };
