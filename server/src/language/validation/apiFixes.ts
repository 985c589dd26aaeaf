import { t } from '@vscode/l10n';
import type { Cause } from '#engine/api/status.ts';
import { insertField, removeField } from '../document/insert.ts';
import { deref, type Entry, entryOf, keyText, type MapNode, textAt, valueAt } from '../document/node.ts';
import { follow, nodeAtField, type Segment } from '../document/pointer.ts';
import type { Body } from '../document/resource.ts';
import { itemsOf } from '../document/strings.ts';
import type { Catalog } from '../schema/catalog.ts';
import { schemaAt } from '../schema/walk.ts';
import { nearest } from './nearest.ts';
import type { Fix } from './problem.ts';
import { replaceBy } from './replaceBy.ts';
import { selectorEdit } from './rewrite/workload.ts';

/** The repairs of what the API server refuses, where one is certain or few come into question; the likeliest first. */
export function apiFixes(
  catalog: Catalog,
  definition: string,
  body: Body,
  segments: readonly Segment[],
  cause: Cause,
): Fix[] {
  if (cause.reason === 'FieldValueRequired') return requiredFixes(body, segments);
  const found = follow(body.node, segments);
  const node = deref(found.node);
  if (found.depth === segments.length && node.kind === 'map') return mapFixes(body, segments, node, cause);
  if (found.depth < segments.length || node.kind !== 'scalar' || node.end === node.start) return [];
  const replace = (text: string): Fix => replaceBy(node, text);
  if (cause.reason === 'FieldValueNotSupported')
    return supported(catalog, definition, segments, cause, String(node.value)).map(replace);
  if (cause.reason === 'FieldValueNotFound') return volumeFixes(body, segments, String(node.value), replace);
  if (/RFC 1123|RFC 1035|must not contain dots/.test(cause.message))
    return nameFix(String(node.value), !cause.message.includes('subdomain')).map(replace);
  if (/may not be 0 when `maxSurge` is 0$/.test(cause.message)) return rollingFixes(body, segments, replace);
  const only = /: must be (\d+)$/.exec(cause.message)?.[1];
  return only === undefined ? [] : [replace(only)];
}

/** The supported values, the nearest to what is written first; only near ones where there are many. */
function supported(
  catalog: Catalog,
  definition: string,
  segments: readonly Segment[],
  cause: Cause,
  written: string,
): string[] {
  const listed = [...(/supported values: (.*)$/.exec(cause.message)?.[1] ?? '').matchAll(/"([^"]*)"/g)].map(
    (match) => match[1] ?? '',
  );
  const values = listed.length > 0 ? listed : (schemaAt(catalog, definition, segments)?.schema.enum ?? []);
  const near = nearest(written, values);
  return [...near, ...values.filter((value) => !near.includes(value) && values.length <= 4 && value !== '')];
}

/** `My_Web` → `my-web`; a label takes no dots. What another program fills in (`${name}`, `{{ name }}`) is not ours to name. */
function nameFix(name: string, label: boolean): string[] {
  if (/[$%]\{|\{\{|\$\(/.test(name)) return [];
  const fixed = (label ? name.replaceAll('.', '-') : name)
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  return fixed === '' || fixed === name ? [] : [fixed];
}

function requiredFixes(body: Body, segments: readonly Segment[]): Fix[] {
  const parent = segments.slice(0, -1);
  const node = parent.length === 0 ? body.node : nodeAtField(body.node, parent);
  const map = node === undefined ? undefined : deref(node);
  const missing = segments.at(-1);
  if (map?.kind !== 'map' || typeof missing !== 'string') return [];
  if (missing === 'selector' && segments.length === 2) {
    const edits = selectorEdit(body, map);
    return edits.length === 0 ? [] : [{ title: t('Add the selector that the labels of the template ask for'), edits }];
  }
  const stray = strayItem(body, segments);
  if (stray.length > 0) return stray;
  return (written[missing] ?? []).map((value) => addField(body, map, missing, value));
}

/** `- env:` below a container: a dash too many, where the item above lacks what stands here. */
function strayItem(body: Body, segments: readonly Segment[]): Fix[] {
  const index = segments.at(-2);
  const node = nodeAtField(body.node, segments.slice(0, -2));
  const list = node === undefined ? undefined : deref(node);
  if (list?.kind !== 'list' || list.flow || typeof index !== 'number' || index === 0) return [];
  const [above, item] = [list.items[index - 1], list.items[index]].map((one) => (one === undefined ? one : deref(one)));
  if (above?.kind !== 'map' || item?.kind !== 'map' || above.flow || item.flow) return [];
  const strays = item.entries.every(
    ({ key }) => !identity.has(keyText(key)) && entryOf(above, keyText(key)) === undefined,
  );
  const dash = body.tree.text.lastIndexOf('-', item.start);
  if (!strays || body.tree.text.slice(dash + 1, item.start).trim() !== '') return [];
  return [{ title: t('Join it to the item above'), edits: [{ start: dash, end: dash + 1, text: ' ' }] }];
}

/** An item with one of these is one of its own. */
const identity: ReadonlySet<string> = new Set(['name', 'image', 'key', 'path']);

/** Values that may be written without knowing more. */
const written: Readonly<Record<string, readonly string[]>> = {
  pathType: ['Prefix', 'Exact', 'ImplementationSpecific'],
  restartPolicy: ['OnFailure', 'Never'],
};

function addField(body: Body, map: MapNode, key: string, value: string): Fix {
  return { title: t('Add {0}', `${key}: ${value}`), edits: [insertField(body.tree.text, map, { key, value })] };
}

/** Requests above a limit, labels that are none, a second handler or volume type. */
function mapFixes(body: Body, segments: readonly Segment[], map: MapNode, cause: Cause): Fix[] {
  const [, resource = '', limit = ''] = /must be less than or equal to (\S+) limit of (\S+)$/.exec(cause.message) ?? [];
  const request = entryOf(map, resource);
  if (request !== undefined) return [replaceBy(request.value, limit)];
  const written = /^Invalid value: "((?:[^"\\]|\\.)*)": a valid label must/.exec(cause.message)?.[1];
  const label = map.entries.find((entry) => entry.value.kind === 'scalar' && entry.value.text === written);
  if (label !== undefined && written !== undefined)
    return labelFix(written).map((text) => replaceBy(label.value, text));
  if (cause.message.endsWith('minAvailable and maxUnavailable cannot be both set'))
    return ['minAvailable', 'maxUnavailable'].flatMap((name) => removal(body, map, entryOf(map, name)));
  if (!/may not specify more than 1 (?:handler|volume) type/.test(cause.message)) return [];
  const parent = nodeAtField(body.node, segments.slice(0, -1));
  const around = parent === undefined ? undefined : deref(parent);
  const entry = around?.kind === 'map' ? entryOf(around, String(segments.at(-1))) : undefined;
  return around?.kind === 'map' ? removal(body, around, entry) : [];
}

function removal(body: Body, map: MapNode, entry: Entry | undefined): Fix[] {
  const edit = entry === undefined ? undefined : removeField(body.tree.text, map, entry);
  return edit === undefined || entry === undefined
    ? []
    : [{ title: t('Remove {0}', keyText(entry.key)), edits: [edit] }];
}

/** One of the two has to be more than 0: a pod more while it rolls, or a pod less. */
function rollingFixes(body: Body, segments: readonly Segment[], replace: (text: string) => Fix): Fix[] {
  const surge = nodeAtField(body.node, [...segments.slice(0, -1), 'maxSurge']);
  if (surge === undefined) return [replace('1')];
  const more = { title: t('Set {0}', 'maxSurge: 1'), edits: [{ start: surge.start, end: surge.end, text: '1' }] };
  return [more, replace('1')];
}

/** `Blue Team!` → `Blue-Team`. */
function labelFix(value: string): string[] {
  const fixed = value
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '')
    .slice(0, 63);
  return fixed === '' ? [] : [fixed];
}

/** A mount without its volume: one with a similar name, or a new empty one. */
function volumeFixes(body: Body, segments: readonly Segment[], name: string, replace: (text: string) => Fix): Fix[] {
  const at = segments.findLastIndex((segment) => segment === 'containers' || segment === 'initContainers');
  const node = at < 0 ? undefined : at === 0 ? body.node : nodeAtField(body.node, segments.slice(0, at));
  const spec = node === undefined ? undefined : deref(node);
  if (spec?.kind !== 'map') return [];
  const volumes = itemsOf(valueAt(spec, 'volumes')).flatMap((volume) => textAt(volume, 'name') ?? []);
  const near = nearest(name, volumes).map(replace);
  if (valueAt(spec, 'volumes') !== undefined) return near;
  const value = { lines: [`- name: ${name}`, '  emptyDir: {}'], flow: `[{name: ${name}, emptyDir: {}}]` };
  return [
    ...near,
    {
      title: t('Add an empty volume "{0}"', name),
      edits: [insertField(body.tree.text, spec, { key: 'volumes', value })],
    },
  ];
}
