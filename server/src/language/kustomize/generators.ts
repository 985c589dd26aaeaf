import { t } from '@vscode/l10n';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Json } from '../document/value.ts';
import { resolvePath } from '../workspace/fileRole.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import type { Built } from './built.ts';
import { contentHash } from './contentHash.ts';
import { type Kustomization, listOf, mapOf, textOf } from './kustomization.ts';
import { withNames } from './names.ts';

interface Generated {
  readonly objects: readonly Built[];
  readonly notes: readonly { readonly field: string; readonly message: string }[];
}

/** `configMapGenerator` and `secretGenerator`: the objects they make, named with the hash of their content, and every reference to them following. */
export function generated(snapshot: Snapshot, kustomization: Kustomization, objects: readonly Built[]): Generated {
  const notes: { field: string; message: string }[] = [];
  const made: Built[] = [];
  const hashed = new Map<string, string>();
  for (const [field, kind] of [
    ['configMapGenerator', 'ConfigMap'],
    ['secretGenerator', 'Secret'],
  ] as const) {
    for (const [index, item] of listOf(kustomization.value[field]).entries()) {
      const generator = mapOf(item);
      const { data, missing } = dataOf(snapshot, kustomization.folder, generator);
      for (const path of missing)
        notes.push({ field: `${field}[${index}]`, message: t('There is no {0} in the workspace.', path) });
      const object = objectFor(kind, generator, data, mapOf(kustomization.value['generatorOptions']));
      made.push({ object, origin: undefined });
      if (!plainName(generator, kustomization))
        hashed.set(`${kind}/${object.metadata.name}`, `${object.metadata.name}-${contentHash(object)}`);
    }
  }
  if (made.length === 0) return { objects, notes };
  const all = [...objects, ...made];
  const named = withNames(
    all,
    ({ object }) => hashed.get(`${object.kind}/${object.metadata?.name}`) ?? object.metadata?.name,
  );
  return { objects: named, notes };
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
  if (kind === 'ConfigMap') return { apiVersion: 'v1', kind, metadata, data };
  const encoded = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, base64(value)]));
  return { apiVersion: 'v1', kind, metadata, type: textOf(generator['type']) ?? 'Opaque', data: encoded };
}

function plainName(generator: { readonly [key: string]: Json }, { value }: Kustomization): boolean {
  const own = mapOf(generator['options'])['disableNameSuffixHash'];
  return (own ?? mapOf(value['generatorOptions'])['disableNameSuffixHash']) === true;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64(text: string): string {
  const bytes = utf8(text);
  let out = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const [a = 0, b, c] = [bytes[index], bytes[index + 1], bytes[index + 2]];
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    out += `${alphabet[bits >> 18]}${alphabet[(bits >> 12) & 63]}${b === undefined ? '=' : alphabet[(bits >> 6) & 63]}${c === undefined ? '=' : alphabet[bits & 63]}`;
  }
  return out;
}

function utf8(text: string): number[] {
  return [...encodeURIComponent(text).matchAll(/%([0-9A-F]{2})|(.)/g)].map(([, hex, plain]) =>
    hex === undefined ? (plain ?? '').charCodeAt(0) : Number.parseInt(hex, 16),
  );
}
