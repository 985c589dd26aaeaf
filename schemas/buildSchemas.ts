import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Authored, type Extracted, extractVersion } from './extractVersion.ts';
import { fieldsOnlyIn136 } from './fieldsOnlyIn136.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const versions = ['1.32', '1.33', '1.34', '1.36'];
const modelPackages = ['kubernetes-models', '@kubernetes-models/apimachinery'];

/**
 * Writes <folder>/<version>/{schema,docs,index}.json for every bundled version of Kubernetes. What was made from the same packages is
 * kept in .cache, so that a second build copies. No package carries 1.35: it is 1.36 without what is known to be newer.
 */
export function buildSchemas(folder: string): void {
  const key = cacheKey();
  const cache = path.join(root, '.cache/schemas.json');
  const kept = existsSync(cache)
    ? (JSON.parse(readFileSync(cache, 'utf8')) as { key: string; made: Record<string, Extracted> })
    : undefined;
  const made = kept?.key === key ? kept.made : extractAll();
  if (kept?.key !== key) {
    mkdirSync(path.dirname(cache), { recursive: true });
    writeFileSync(cache, JSON.stringify({ key, made }));
  }
  for (const [version, files] of Object.entries(made)) {
    const place = path.join(root, folder.startsWith('/') ? path.relative(root, folder) : folder, version);
    mkdirSync(place, { recursive: true });
    for (const name of ['schema', 'docs', 'index'] as const)
      writeFileSync(path.join(place, `${name}.json`), JSON.stringify(files[name]));
  }
}

function extractAll(): Record<string, Extracted> {
  const authored = JSON.parse(readFileSync(path.join(root, 'schemas/authored.json'), 'utf8')) as Authored;
  const folders = modelPackages.map((name) => path.join(root, 'node_modules', name));
  const made: Record<string, Extracted> = {};
  for (const version of versions)
    made[version] = extractVersion(path.join(root, 'node_modules', `k8s-${version}`), folders, authored);
  const newest = made['1.36'];
  if (newest !== undefined) made['1.35'] = without(newest, fieldsOnlyIn136);
  return withSince(made);
}

function without(newest: Extracted, fields: readonly string[]): Extracted {
  const gone = new Set(fields);
  const definitions = Object.entries(newest.schema.definitions).map(([name, definition]) => {
    const properties = Object.entries(definition.properties).filter(([field]) => !gone.has(`${name}.${field}`));
    return [name, { ...definition, properties: Object.fromEntries(properties) }];
  });
  return { ...newest, schema: { definitions: Object.fromEntries(definitions) } };
}

/** Writes down in each version which fields and kinds its predecessors do not have. */
function withSince(made: Readonly<Record<string, Extracted>>): Record<string, Extracted> {
  const order = Object.keys(made).sort();
  const oldest = order[0];
  const out: Record<string, Extracted> = {};
  for (const [position, version] of order.entries()) {
    const here = made[version];
    if (here === undefined) continue;
    const first = (has: (older: Extracted) => boolean): string | undefined => {
      const lacking = order.slice(0, position).findLastIndex((name) => made[name] !== undefined && !has(made[name]));
      const since = order[lacking + 1];
      return since === oldest ? undefined : since;
    };
    const definitions = Object.entries(here.schema.definitions).map(([name, definition]) => {
      const since = Object.keys(definition.properties).flatMap((field) => {
        const version = first((older) => older.schema.definitions[name]?.properties[field] !== undefined);
        return version === undefined ? [] : [[field, version]];
      });
      return [name, since.length === 0 ? definition : { ...definition, since: Object.fromEntries(since) }];
    });
    const index = Object.entries(here.index).map(([key, kind]) => {
      const since = first((older) => older.index[key] !== undefined);
      return [key, since === undefined ? kind : { ...kind, since }];
    });
    out[version] = {
      ...here,
      schema: { definitions: Object.fromEntries(definitions) },
      index: Object.fromEntries(index),
    };
  }
  return out;
}

function cacheKey(): string {
  const packages = [...versions.map((version) => `k8s-${version}`), ...modelPackages];
  const parts = packages.map(
    (name) =>
      (JSON.parse(readFileSync(path.join(root, 'node_modules', name, 'package.json'), 'utf8')) as { version: string })
        .version,
  );
  const own = [
    'authored.json',
    'extractVersion.ts',
    'clientModels.ts',
    'pairedModels.ts',
    'declarations.ts',
    'fieldsOnlyIn136.ts',
    'buildSchemas.ts',
  ];
  const sums = own.map((file) => checksum(readFileSync(path.join(root, 'schemas', file), 'utf8')));
  return [...parts, ...sums].join(' ');
}

function checksum(text: string): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum = (Math.imul(sum, 31) + text.charCodeAt(i)) | 0;
  return sum;
}
