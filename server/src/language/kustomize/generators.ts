import { t } from '@vscode/l10n';
import { toBase64 } from '#engine/api/base64.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Json } from '../document/value.ts';
import { resolvePath } from '../workspace/fileRole.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import type { Built, Note, Step } from './built.ts';
import { contentHash } from './contentHash.ts';
import { type Kustomization, listOf, mapOf, textOf } from './kustomization.ts';
import { withNames } from './names.ts';

/** `configMapGenerator` and `secretGenerator`: the objects they make, or what they merge into or put in the place of what is there. */
export function generated(snapshot: Snapshot, kustomization: Kustomization, objects: readonly Built[]): Step {
  const notes: Note[] = [];
  let all = objects;
  for (const [field, kind] of [
    ['configMapGenerator', 'ConfigMap'],
    ['secretGenerator', 'Secret'],
  ] as const) {
    for (const [index, item] of listOf(kustomization.value[field]).entries()) {
      const generator = mapOf(item);
      const at = `${field}[${index}]`;
      const { data, missing } = dataOf(snapshot, kustomization.folder, generator);
      for (const path of missing)
        notes.push({ field: at, kind: 'missing', message: t('There is no {0} in the workspace.', path) });
      const object = objectFor(kind, generator, data, mapOf(kustomization.value['generatorOptions']));
      const made: Built = { object, origin: undefined, needsHash: !plainName(generator, kustomization) };
      const next = added(all, made, textOf(generator['behavior']) ?? 'create');
      if (typeof next === 'string') notes.push({ field: at, kind: 'refused', message: next });
      else all = next;
    }
  }
  return { objects: all, notes };
}

/** Names what asks for it with the hash of its content, and every reference the same: the last step of a build. */
export function withHashes(objects: readonly Built[]): readonly Built[] {
  if (!objects.some(({ needsHash }) => needsHash === true)) return objects;
  return withNames(objects, ({ object, needsHash }) =>
    needsHash === true ? `${object.metadata.name}-${contentHash(object)}` : object.metadata?.name,
  );
}

/** What is there with what a generator made; a sentence where kustomize refuses. */
function added(all: readonly Built[], made: Built, behavior: string): readonly Built[] | string {
  const { kind, metadata } = made.object;
  const name = `${kind}/${metadata.name}`;
  const before = all.find(
    (one) =>
      one.object.kind === kind &&
      (one.called ?? one.object.metadata?.name) === metadata.name &&
      (metadata.namespace === undefined || one.object.metadata.namespace === metadata.namespace),
  );
  if (behavior !== 'merge' && behavior !== 'replace')
    return before === undefined ? [...all, made] : t('{0} comes twice: kustomize refuses to build.', name);
  if (before === undefined) return t('There is no {0} in this build to {1}.', name, behavior);
  const joined = {
    ...before,
    object: together(before.object, made.object, behavior),
    needsHash: made.needsHash === true,
  };
  return all.map((one) => (one === before ? joined : one));
}

/** Labels and annotations are joined either way; the data are too, or those of the generator alone stand. */
function together(before: ApiObject, made: ApiObject, behavior: 'merge' | 'replace'): ApiObject {
  const pairs = (field: 'labels' | 'annotations'): object => {
    const both = { ...before.metadata[field], ...made.metadata[field] };
    return Object.keys(both).length === 0 ? {} : { [field]: both };
  };
  const metadata = { ...before.metadata, ...pairs('labels'), ...pairs('annotations') };
  const old = behavior === 'merge' ? (before['data'] as object | undefined) : {};
  return { ...made, metadata, data: { ...old, ...(made['data'] as object) } };
}

type Data = Record<string, string>;

function dataOf(
  snapshot: Snapshot,
  folder: string,
  generator: { readonly [key: string]: Json },
): { data: Data; missing: string[] } {
  const missing: string[] = [];
  const read = (path: string): string | undefined => {
    const text = snapshot.files.get(resolvePath(folder, path))?.text;
    if (text === undefined) missing.push(path);
    return text;
  };
  const texts = (field: string): string[] => listOf(generator[field]).flatMap((item) => textOf(item) ?? []);
  const env = textOf(generator['env']);
  const data = Object.fromEntries([
    ...texts('literals').flatMap(literal),
    ...texts('files').flatMap((entry) => fileEntry(entry, read)),
    ...[...texts('envs'), ...(env === undefined ? [] : [env])].flatMap((path) => envEntries(read(path) ?? '')),
  ]);
  return { data, missing };
}

type Pair = readonly [name: string, value: string];

function literal(text: string): Pair[] {
  const [, name, value = ''] = /^([^=]+)=([\s\S]*)$/.exec(text) ?? [];
  return name === undefined ? [] : [[name, value.replace(/^(["'])([\s\S]*)\1$/, '$2')]];
}

function fileEntry(entry: string, read: (path: string) => string | undefined): Pair[] {
  const [, key, path = ''] = /^(?:([^=]+)=)?(.+)$/.exec(entry) ?? [];
  const text = read(path);
  return text === undefined ? [] : [[key ?? path.slice(path.lastIndexOf('/') + 1), text]];
}

function envEntries(text: string): Pair[] {
  return [...text.matchAll(/^\s*([\w.-]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]);
}

function objectFor(
  kind: 'ConfigMap' | 'Secret',
  generator: { readonly [key: string]: Json },
  data: Data,
  common: { readonly [key: string]: Json },
): ApiObject {
  const options = { ...common, ...mapOf(generator['options']) };
  const [labels, annotations] = [mapOf(options['labels']), mapOf(options['annotations'])];
  const namespace = textOf(generator['namespace']);
  const metadata = {
    name: textOf(generator['name']) ?? '',
    ...(namespace === undefined ? {} : { namespace }),
    ...(Object.keys(labels).length === 0 ? {} : { labels: labels as Record<string, string> }),
    ...(Object.keys(annotations).length === 0 ? {} : { annotations: annotations as Record<string, string> }),
  };
  const immutable = options['immutable'] === true ? { immutable: true } : {};
  if (kind === 'ConfigMap') return { apiVersion: 'v1', kind, metadata, ...immutable, data };
  const encoded = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, toBase64(value)]));
  return { apiVersion: 'v1', kind, metadata, type: textOf(generator['type']) ?? 'Opaque', ...immutable, data: encoded };
}

function plainName(generator: { readonly [key: string]: Json }, { value }: Kustomization): boolean {
  const own = mapOf(generator['options'])['disableNameSuffixHash'];
  return (own ?? mapOf(value['generatorOptions'])['disableNameSuffixHash']) === true;
}
