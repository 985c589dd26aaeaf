import type { KindInfo } from '#engine/api/kinds.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import type { Body } from '#language/document/resource.ts';
import { manifestsOf } from '#language/manifests.ts';
import { builtFolder, type Decoded } from './cluster.ts';
import type { Context } from './command.ts';
import { fail } from './command.ts';
import type { FlagSpec } from './flags.ts';
import { kindOfObject } from './kindLookup.ts';

/** An object of a file, with what kubectl calls its source: a file name or `STDIN`. */
export interface FileItem {
  readonly kind: KindInfo;
  readonly object: ApiObject;
  readonly source: string;
  /** How the API server would decode it, where the host can tell. */
  readonly decoded?: Decoded;
}

export const manifestFlags: readonly FlagSpec[] = [
  { name: 'filename', short: 'f', type: 'list' },
  { name: 'recursive', short: 'R', type: 'bool' },
  { name: 'kustomize', short: 'k', type: 'string' },
];

/** Whether `-f` or `-k` was given. */
export function namesManifests({ flags }: Context): boolean {
  return flags.has('filename') || flags.has('kustomize');
}

/** Sends each object of the files; the exit code. What could not be read is said after the others, as kubectl says it. */
export function sendManifests(context: Context, send: (context: Context, item: FileItem) => boolean): number {
  if (!namesManifests(context)) return fail(context, 'must specify one of -f and -k');
  const read = manifestsFor(context);
  if (!read.ok) return fail(context, read.error);
  const { items, errors } = read.value;
  const refusedItems = items.filter((item) => !send(context, item));
  for (const error of errors) context.err(error);
  return errors.length + refusedItems.length > 0 ? 1 : 0;
}

/** The objects of the files that `-f` names. What cannot be read or is of no kind that the cluster serves is an error beside the others. */
export function manifestsFor(
  context: Context,
): Result<{ readonly items: readonly FileItem[]; readonly errors: readonly string[] }, string> {
  if (context.flags.has('kustomize')) return kustomized(context);
  const items: FileItem[] = [];
  const errors: string[] = [];
  for (const name of context.flags.list('filename')) {
    const texts = textsOf(context, name);
    if (!texts.ok) return texts;
    for (const { source, text } of texts.value) {
      const read = readText(context, source, text);
      items.push(...read.items);
      errors.push(...read.errors);
    }
  }
  if (items.length === 0 && errors.length === 0) return refused(`no objects passed to ${context.command}`);
  return ok({ items, errors });
}

function kustomized(
  context: Context,
): Result<{ readonly items: readonly FileItem[]; readonly errors: readonly string[] }, string> {
  if (context.flags.has('filename')) return refused('only one of -f or -k can be specified');
  const folder = context.flags.text('kustomize') ?? '';
  const built = builtFolder(context.cluster.files, folder);
  if (!built.ok) return built;
  const objects = built.value.map((object) => ({ object }));
  return ok(itemsOf(context, folder, objects));
}

interface Source {
  readonly source: string;
  readonly text: string;
}

function textsOf(context: Context, name: string): Result<readonly Source[], string> {
  if (name === '-') return ok([{ source: 'STDIN', text: context.stdin }]);
  if (/^https?:\/\//.test(name))
    return refused(`${name}: a simulated cluster reads nothing from the network; save the file and pass its path`);
  const { files } = context.cluster;
  const inside = files.list(name, context.flags.bool('recursive'));
  if (inside !== undefined) {
    if (inside.length === 0)
      return refused(`error reading [${name}]: recognized file extensions are [.json .yaml .yml]`);
    return ok(inside.map((source) => ({ source, text: files.read(source) ?? '' })));
  }
  const text = files.read(name);
  return text === undefined ? refused(`the path "${name}" does not exist`) : ok([{ source: name, text }]);
}

function readText(context: Context, source: string, text: string): { items: FileItem[]; errors: string[] } {
  const { objects, problems } = manifestsOf(source, text);
  const broken = problems.map(
    (problem) =>
      `error: error parsing ${source}: error converting YAML to JSON: yaml: line ${problem.line}: ${problem.message}`,
  );
  const { items, errors } = itemsOf(context, source, objects);
  return { items, errors: [...broken, ...errors] };
}

function itemsOf(
  context: Context,
  source: string,
  objects: readonly { readonly object: ApiObject; readonly body?: Body }[],
): { items: FileItem[]; errors: string[] } {
  const items: FileItem[] = [];
  const errors: string[] = [];
  for (const { object, body } of objects) {
    const kind = kindOfObject(context.cluster.run.view, object);
    const decoded = body === undefined ? undefined : context.cluster.decode?.(body);
    if (kind === undefined) errors.push(`error: ${unmapped(object, source)}`);
    else
      items.push({
        kind,
        object: placed(context, object, kind),
        source,
        ...(decoded === undefined ? {} : { decoded: { ...decoded, object: placed(context, decoded.object, kind) } }),
      });
  }
  return { items, errors };
}

function unmapped(object: ApiObject, source: string): string {
  const missing = [object.apiVersion ? '' : 'apiVersion not set', object.kind ? '' : 'kind not set'].filter(Boolean);
  if (missing.length > 0) {
    const list = missing.length === 1 ? missing[0] : `[${missing.join(', ')}]`;
    return `error validating "${source}": error validating data: ${list}; if you choose to ignore these errors, turn validation off with --validate=false`;
  }
  const { name, namespace } = object.metadata;
  return `resource mapping not found for name: "${name ?? ''}" namespace: "${namespace ?? ''}" from "${source}": no matches for kind "${object.kind}" in version "${object.apiVersion}"\nensure CRDs are installed first`;
}

/** The namespace of the command where the manifest names none. */
function placed(context: Context, object: ApiObject, kind: KindInfo): ApiObject {
  if (!kind.namespaced || object.metadata.namespace) return object;
  return { ...object, metadata: { ...object.metadata, namespace: context.namespace } };
}
