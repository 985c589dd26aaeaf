import { t } from '@vscode/l10n';
import { groupOf } from '#engine/api/key.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import { matchesRequirements, parseSelector } from '#engine/api/selector.ts';
import { jsonPatch } from '#engine/patch/jsonPatch.ts';
import { strategicMerge } from '#engine/patch/strategicMerge.ts';
import { readFile } from '../document/document.ts';
import type { Json } from '../document/value.ts';
import { toValue } from '../document/value.ts';
import { resolvePath } from '../workspace/fileRole.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import type { Built, Note, Step } from './built.ts';
import { type Fields, type Kustomization, listOf, mapOf, textOf } from './kustomization.ts';

/** One patch with what it is meant for. */
interface Patch {
  readonly field: string;
  readonly text: string;
  readonly target: Fields | undefined;
}

/** `patches`, `patchesStrategicMerge` and `patchesJson6902`, inline or in files. */
export function patched(snapshot: Snapshot, kustomization: Kustomization, objects: readonly Built[]): Step {
  const notes: Note[] = [];
  let all = objects;
  for (const patch of patchesOf(snapshot, kustomization, notes)) {
    for (const value of valuesOf(patch.text)) all = applied(all, patch, value, notes);
  }
  return { objects: all, notes };
}

function patchesOf(snapshot: Snapshot, { folder, value }: Kustomization, notes: Note[]): Patch[] {
  const read = (field: string, path: string, target: Fields | undefined): Patch[] => {
    const text = snapshot.files.get(resolvePath(folder, path))?.text;
    if (text !== undefined) return [{ field, text, target }];
    notes.push({ field, kind: 'missing', message: t('There is no {0} in the workspace.', path) });
    return [];
  };
  const strategic = listOf(value['patchesStrategicMerge']).flatMap((item, index) => {
    const [field, text] = [`patchesStrategicMerge[${index}]`, textOf(item) ?? ''];
    return text.includes('\n') ? [{ field, text, target: undefined }] : read(field, text, undefined);
  });
  const targeted = ['patches', 'patchesJson6902'].flatMap((list) =>
    listOf(value[list]).flatMap((item, index) => {
      const { path, patch, target } = mapOf(item);
      const [field, wanted] = [`${list}[${index}]`, target === undefined ? undefined : mapOf(target)];
      if (typeof patch === 'string') return [{ field, text: patch, target: wanted }];
      return typeof path === 'string' ? read(field, path, wanted) : [];
    }),
  );
  return [...strategic, ...targeted];
}

function valuesOf(text: string): Json[] {
  return readFile('patch', text, 0).documents.flatMap(({ tree }) =>
    tree.root === null || tree.broken ? [] : [toValue(tree.root)],
  );
}

function applied(objects: readonly Built[], patch: Patch, value: Json, notes: Note[]): readonly Built[] {
  const chosen = (built: Built): boolean =>
    patch.target === undefined ? isNamed(built, mapOf(value)) : isTarget(built, patch.target);
  if (!objects.some(chosen)) {
    // With a target it is left out in silence; without one kustomize asks for the object.
    const kind = patch.target === undefined ? 'refused' : 'failed';
    notes.push({ field: patch.field, kind, message: t('No object of this build is what the patch is for.') });
    return objects;
  }
  return objects.flatMap((built) => {
    if (!chosen(built)) return [built];
    if (Array.isArray(value)) {
      const result = jsonPatch(built.object, value);
      if (!result.ok) notes.push({ field: patch.field, kind: 'failed', message: result.error });
      return [result.ok ? { ...built, object: result.value as ApiObject } : built];
    }
    const fields = mapOf(value);
    if (fields['$patch'] === 'delete') return [];
    const merged = strategicMerge(built.object.kind, built.object, fields) as ApiObject;
    return [
      {
        ...built,
        object: {
          ...merged,
          apiVersion: built.object.apiVersion,
          kind: built.object.kind,
          metadata: { ...merged.metadata, name: built.object.metadata.name },
        },
      },
    ];
  });
}

/** A patch without target names its object itself. */
function isNamed(built: Built, { apiVersion, kind, metadata }: Fields): boolean {
  const { name, namespace } = mapOf(metadata);
  const { object } = built;
  const sameName = object.metadata?.name === name || built.called === name;
  const sameGroup = apiVersion === undefined || groupOf(String(apiVersion)) === groupOf(object.apiVersion);
  return (
    object.kind === kind &&
    sameName &&
    sameGroup &&
    (namespace === undefined || namespace === object.metadata.namespace)
  );
}

function isTarget({ object, called }: Built, target: Fields): boolean {
  const matches = (pattern: Json | undefined, ...values: (string | undefined)[]): boolean =>
    typeof pattern !== 'string' ||
    pattern === '' ||
    values.some((value) => value !== undefined && anchored(pattern).test(value));
  const { metadata } = object;
  return (
    matches(target['kind'], object.kind) &&
    matches(target['group'], groupOf(object.apiVersion)) &&
    matches(target['version'], object.apiVersion.split('/').at(-1)) &&
    matches(target['name'], metadata?.name, called) &&
    matches(target['namespace'], metadata?.namespace ?? 'default') &&
    selected(textOf(target['labelSelector']), metadata?.labels) &&
    selected(textOf(target['annotationSelector']), metadata?.annotations)
  );
}

function anchored(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    return /^$/;
  }
}

function selected(selector: string | undefined, labels: Readonly<Record<string, string>> | undefined): boolean {
  if (selector === undefined || selector === '') return true;
  const parsed = parseSelector(selector);
  return parsed.ok && matchesRequirements(parsed.value, labels);
}
