import { t } from '@vscode/l10n';
import { groupOf } from '#engine/api/key.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import { readFile } from '../document/document.ts';
import { type Json, toValue } from '../document/value.ts';
import { resolvePath } from '../workspace/fileRole.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import type { Built, Note, Step } from './built.ts';
import { replaceAt, valuesAt } from './fieldPath.ts';
import { type Fields, type Kustomization, listOf, mapOf, textOf } from './kustomization.ts';

/** `replacements`, inline or in files: values of one object put into fields of others. Follows kustomize api/filters/replacement. */
export function replaced(snapshot: Snapshot, kustomization: Kustomization, objects: readonly Built[]): Step {
  const notes: Note[] = [];
  let all = objects;
  for (const [index, item] of listOf(kustomization.value['replacements']).entries()) {
    const field = `replacements[${index}]`;
    const refuse = (message: string): void => void notes.push({ field, kind: 'refused', message });
    const path = textOf(mapOf(item)['path']);
    const file = path === undefined ? undefined : snapshot.files.get(resolvePath(kustomization.folder, path));
    if (path !== undefined && file === undefined) {
      notes.push({ field, kind: 'missing', message: t('There is no {0} in the workspace.', path) });
      continue;
    }
    for (const one of path === undefined ? [mapOf(item)] : inFile(file?.text ?? '')) all = applied(all, one, refuse);
  }
  return { objects: all, notes };
}

/** A file of replacements holds one, or a list of them. */
function inFile(text: string): Fields[] {
  return readFile('replacements', text, 0).documents.flatMap(({ tree }) => {
    const value = tree.root === null || tree.broken ? null : toValue(tree.root);
    return Array.isArray(value) ? (value as readonly Json[]).map(mapOf) : [mapOf(value ?? undefined)];
  });
}

type Refuse = (message: string) => void;

function applied(objects: readonly Built[], replacement: Fields, refuse: Refuse): readonly Built[] {
  const value = sourceOf(objects, replacement, refuse);
  if (value === undefined) return objects;
  const targets = listOf(replacement['targets']).map(mapOf);
  return targets.reduce((all, target) => intoTarget(all, target, value, refuse), objects);
}

function sourceOf(objects: readonly Built[], replacement: Fields, refuse: Refuse): Json | undefined {
  if (replacement['sourceValue'] !== undefined) return replacement['sourceValue'];
  const source = mapOf(replacement['source']);
  const found = objects.filter((built) => isSelected(built, source));
  const [first] = found;
  if (first === undefined || found.length > 1) {
    refuse(
      first === undefined
        ? t('No object of this build is the source of the replacement.')
        : t('More than one object of this build is the source of the replacement.'),
    );
    return undefined;
  }
  const path = textOf(source['fieldPath']) ?? 'metadata.name';
  const [value] = valuesAt(first.object as unknown as Json, path);
  const part = value === undefined ? undefined : partOf(value, mapOf(source['options']));
  if (part === undefined) refuse(t('The source of the replacement has no {0}.', path));
  return part;
}

function partOf(value: Json, options: Fields): Json | undefined {
  const delimiter = textOf(options['delimiter']) ?? '';
  if (delimiter === '') return value;
  const index = options['index'];
  return String(value).split(delimiter)[typeof index === 'number' ? index : 0];
}

function intoTarget(objects: readonly Built[], target: Fields, value: Json, refuse: Refuse): readonly Built[] {
  const select = mapOf(target['select']);
  const rejects = listOf(target['reject']).map(mapOf);
  const options = mapOf(target['options']);
  const paths = listOf(target['fieldPaths']).flatMap((path) => textOf(path) ?? []);
  return objects.map((built) => {
    if (!isSelected(built, select) || rejects.some((reject) => isSelected(built, reject))) return built;
    let object = built.object as unknown as Json;
    for (const path of paths.length === 0 ? ['metadata.name'] : paths) {
      const next = replaceAt(object, path, options['create'] === true, (before) => merged(before, value, options));
      if (next === undefined) refuse(t('{0} has no field {1} to replace.', nameOf(built.object), path));
      else object = next;
    }
    return { ...built, object: object as unknown as ApiObject };
  });
}

/** The whole value, or one part of it between delimiters: before the first, behind the last, or in place of one. */
function merged(before: Json | undefined, value: Json, options: Fields): Json {
  const delimiter = textOf(options['delimiter']) ?? '';
  if (delimiter === '' || typeof before !== 'string') return value;
  const parts = before.split(delimiter);
  const index = typeof options['index'] === 'number' ? options['index'] : 0;
  if (index < 0) parts.unshift(String(value));
  else if (index >= parts.length) parts.push(String(value));
  else parts[index] = String(value);
  return parts.join(delimiter);
}

/** Whether all that the selector says holds; a name may be the one before prefixes. */
function isSelected({ object, called }: Built, selector: Fields): boolean {
  const holds = (name: string, ...values: (string | undefined)[]): boolean => {
    const wanted = textOf(selector[name]);
    return wanted === undefined || wanted === '' || values.includes(wanted);
  };
  const { metadata } = object;
  return (
    holds('kind', object.kind) &&
    holds('group', groupOf(object.apiVersion)) &&
    holds('version', object.apiVersion.split('/').at(-1)) &&
    holds('name', metadata?.name, called) &&
    holds('namespace', metadata?.namespace)
  );
}

function nameOf({ kind, metadata }: ApiObject): string {
  return `${kind}/${metadata?.name ?? ''}`;
}
