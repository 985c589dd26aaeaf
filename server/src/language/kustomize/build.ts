import { t } from '@vscode/l10n';
import { groupOf } from '#engine/api/key.ts';
import type { Uri } from '../document/document.ts';
import { objectOf, resourcesOf } from '../document/resource.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import type { Built, Note } from './built.ts';
import { generated, withHashes } from './generators.ts';
import { images } from './images.ts';
import type { Kustomization } from './kustomization.ts';
import { follow, kustomizationIn, listOf, textOf, unfollowed } from './kustomization.ts';
import { commonMetadata } from './labels.ts';
import { renamed } from './names.ts';
import { namespaced } from './namespace.ts';
import { patched } from './patches.ts';
import { replaced } from './replacements.ts';
import { replicas } from './replicas.ts';

/** What `kustomize build` would yield, and what keeps it from being certain. */
export interface BuildResult {
  readonly objects: readonly Built[];
  readonly notes: readonly (Note & { readonly uri: Uri })[];
}

const deepest = 20;

/** Builds a kustomization from the files of the workspace, in kustomize's order: resources, components, generators, patches, then the rest. */
export function build(snapshot: Snapshot, uri: Uri): BuildResult {
  const { objects, notes } = buildAt(snapshot, uri, 0, []);
  return { objects: withHashes(objects), notes };
}

type Notes = BuildResult['notes'][number][];

function buildAt(snapshot: Snapshot, uri: Uri, depth: number, given: readonly Built[]): BuildResult {
  const kustomization = kustomizationIn(snapshot, uri);
  const notes: Notes = [];
  if (kustomization === undefined || depth > deepest) return { objects: given, notes };
  const { value } = kustomization;
  for (const field of unfollowed) {
    if (value[field] === undefined) continue;
    notes.push({
      uri,
      field,
      kind: 'unfollowed',
      message: t(
        'Drydock does not follow {0}: what kustomize builds may differ from what is checked and simulated here.',
        field,
      ),
    });
  }
  let objects = [...given, ...collected(snapshot, kustomization, ['resources', 'bases'], depth, notes)];
  notes.push(...twice(uri, objects));
  objects = components(snapshot, kustomization, depth, objects, notes);
  const made = generated(snapshot, kustomization, objects);
  objects = [...made.objects];
  notes.push(...made.notes.map((note) => ({ uri, ...note })));
  const changed = patched(snapshot, kustomization, objects);
  notes.push(...changed.notes.map((note) => ({ uri, ...note })));
  const later = [namespaced, renamed, commonMetadata, images, replicas];
  const transformed = later.reduce<readonly Built[]>((all, transform) => transform(value, all), changed.objects);
  const last = replaced(snapshot, kustomization, transformed);
  notes.push(...last.notes.map((note) => ({ uri, ...note })));
  return { objects: last.objects, notes };
}

/** kustomize takes each object once: what has the same kind, namespace and name as another stops the build. */
function twice(uri: Uri, objects: readonly Built[]): Notes {
  const seen = new Set<string>();
  return objects.flatMap(({ object: { apiVersion, kind, metadata } }) => {
    if (metadata?.name === undefined) return [];
    const id = `${groupOf(apiVersion)}/${kind}/${metadata.namespace ?? ''}/${metadata.name}`;
    const again = seen.has(id);
    seen.add(id);
    if (!again) return [];
    const message = t('{0} comes twice: kustomize refuses to build.', `${kind}/${metadata.name}`);
    return [{ uri, field: 'resources', kind: 'refused' as const, message }];
  });
}

function collected(
  snapshot: Snapshot,
  kustomization: Kustomization,
  fields: readonly string[],
  depth: number,
  notes: Notes,
): Built[] {
  return fields.flatMap((field) =>
    listOf(kustomization.value[field]).flatMap((item, index) => {
      const path = textOf(item);
      return path === undefined ? [] : resource(snapshot, kustomization, path, `${field}[${index}]`, depth, notes);
    }),
  );
}

/** The objects of one entry of `resources`: a file's, or what the kustomization in a folder builds. */
function resource(
  snapshot: Snapshot,
  { file, folder }: Kustomization,
  path: string,
  field: string,
  depth: number,
  notes: Notes,
): readonly Built[] {
  const at = { uri: file.uri, field };
  const target = follow(snapshot, folder, path);
  switch (target.kind) {
    case 'remote':
      notes.push({
        ...at,
        kind: 'remote',
        message: t('{0} lies outside the workspace: what it brings is not checked here.', path),
      });
      return [];
    case 'missing':
      notes.push({ ...at, kind: 'missing', message: t('There is no {0} in the workspace.', path) });
      return [];
    case 'file':
      return resourcesOf(target.file).map((found) => ({ object: objectOf(found.body), origin: found }));
    case 'kustomization': {
      if (target.uri === file.uri) return [];
      const below = buildAt(snapshot, target.uri, depth + 1, []);
      notes.push(...below.notes.map((note) => ({ ...note, ...at })));
      return below.objects;
    }
  }
}

/** A component works on what is there already. */
function components(
  snapshot: Snapshot,
  kustomization: Kustomization,
  depth: number,
  objects: Built[],
  notes: Notes,
): Built[] {
  let all = objects;
  for (const [index, item] of listOf(kustomization.value['components']).entries()) {
    const target = follow(snapshot, kustomization.folder, textOf(item) ?? '');
    if (target.kind === 'kustomization') {
      const result = buildAt(snapshot, target.uri, depth + 1, all);
      all = [...result.objects];
      const at = { uri: kustomization.file.uri, field: `components[${index}]` };
      notes.push(...result.notes.map((note) => ({ ...note, ...at })));
    } else {
      notes.push({
        uri: kustomization.file.uri,
        field: `components[${index}]`,
        kind: 'missing',
        message: t('There is no {0} in the workspace.', String(item)),
      });
    }
  }
  return all;
}

/** What a file or folder builds, if it is a kustomization or holds one. */
export function builtAt(snapshot: Snapshot, uri: Uri): BuildResult | undefined {
  if (kustomizationIn(snapshot, uri) !== undefined) return build(snapshot, uri);
  const target = follow(snapshot, '', uri.replace(/\/$/, ''));
  return target.kind === 'kustomization' ? build(snapshot, target.uri) : undefined;
}
