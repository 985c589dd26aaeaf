import { t } from '@vscode/l10n';
import type { Hover } from 'vscode-languageserver-types';
import { applyDefaults } from '#engine/api/defaults/defaults.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Millis } from '#engine/time.ts';
import type { Offset, Uri } from '../document/document.ts';
import type { Segment } from '../document/pointer.ts';
import type { Body } from '../document/resource.ts';
import { type Json, toValue } from '../document/value.ts';
import type { Catalog } from '../schema/catalog.ts';
import { decode } from '../schema/decode.ts';
import { type SchemaSpot, schemaAt, typeName } from '../schema/walk.ts';
import { catalogFor, fileOf, type Snapshot } from '../workspace/snapshot.ts';
import { bodySpotAt, rangeIn } from './spot.ts';
import { explain } from './values/registry.ts';

/**
 * What the value at an offset comes to, and what the API says of its field: type, default, allowed values, the version that brought it.
 * `now` is the moment at which it is asked, in Unix milliseconds: a schedule tells its next runs only where it is given.
 */
export function hover(snapshot: Snapshot, uri: Uri, offset: Offset, now?: Millis): Hover | null {
  const file = fileOf(snapshot, uri);
  const at = file === undefined ? undefined : bodySpotAt(file, offset);
  if (file === undefined || at === undefined) return null;
  const catalog = catalogFor(snapshot, uri);
  const kind = catalog.kind(at.body.apiVersion, at.body.kind);
  if (kind === undefined) return null;
  const spot = schemaAt(catalog, kind.definition, at.segments);
  const entry = at.spot.entry;
  if (spot === undefined || entry === undefined) return null;
  const name = fieldName(at.segments);
  const onKind = at.segments.length === 1 && name === 'kind' && !at.spot.onKey;
  const said = onKind
    ? kindText(catalog, kind.definition, at.body)
    : fieldText(catalog, kind.definition, at.body, at.segments, spot);
  const { start } = at.document;
  const explained = explain({
    snapshot,
    resource: { uri, start, document: at.document, body: at.body },
    segments: at.segments,
    value: toValue(at.spot.node),
    schema: spot,
    ...(now === undefined ? {} : { now }),
  });
  const value = [...explained, said].join('\n\n');
  const [from, to] = at.spot.onKey ? [entry.key.start, entry.key.end] : [entry.value.start, entry.value.end];
  return {
    contents: { kind: 'markdown', value },
    range: rangeIn(file, at.document.start + from, at.document.start + to),
  };
}

function fieldName(segments: readonly Segment[]): string {
  const last = segments.findLast((segment) => typeof segment === 'string');
  return last === undefined ? '' : String(last);
}

function kindText(catalog: Catalog, definition: string, body: Body): string {
  const since = catalog.kind(body.apiVersion, body.kind)?.since;
  const parts = [
    `**${body.kind}** \`${body.apiVersion}\`${since === undefined ? '' : ` — ${t('since {0}', since)}`}`,
    catalog.doc(definition) ?? '',
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function fieldText(
  catalog: Catalog,
  definition: string,
  body: Body,
  segments: readonly Segment[],
  spot: SchemaSpot,
): string {
  const owner = catalog.definition(spot.owner);
  const facts: string[] = [];
  if (owner?.required?.includes(spot.field) === true) facts.push(t('required'));
  const since = owner?.since?.[spot.field];
  if (since !== undefined) facts.push(t('since {0}', since));
  const usual = defaultOf(catalog, definition, body, segments);
  if (usual !== undefined) facts.push(t('default: {0}', `\`${usual}\``));
  const values = spot.schema.enum ?? spot.schema.items?.enum;
  const head = `**${fieldName(segments)}** \`${typeName(spot.schema)}\`${facts.length === 0 ? '' : ` — ${facts.join(', ')}`}`;
  const allowed =
    values === undefined
      ? ''
      : t('One of: {0}', values.map((value) => `\`${value === '' ? '""' : value}\``).join(', '));
  const doc = catalog.doc(spot.owner, spot.field) ?? '';
  return [head, allowed, doc].filter((part) => part !== '').join('\n\n');
}

/** What the API server would fill in here if the field were not written: defaults depend on the rest of the object. */
export function defaultOf(
  catalog: Catalog,
  definition: string,
  body: Body,
  segments: readonly Segment[],
): string | undefined {
  const value = without(decode(catalog, definition, body.node).value, segments);
  if (value === undefined) return undefined;
  try {
    const found = read(applyDefaults(value as unknown as ApiObject, catalog.version) as unknown as Json, segments);
    return found === undefined || found === null || found === '' ? undefined : JSON.stringify(found);
  } catch {
    return undefined;
  }
}

function read(value: Json, segments: readonly Segment[]): Json | undefined {
  let at: Json | undefined = value;
  for (const segment of segments) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<string, Json>)[segment];
  }
  return at;
}

/** A copy without the value at the path; undefined where the path is not in it. */
function without(value: Json, segments: readonly Segment[]): Json | undefined {
  const [first, ...rest] = segments;
  if (first === undefined || typeof value !== 'object' || value === null) return undefined;
  const copy: Record<string, Json> | Json[] = Array.isArray(value)
    ? [...value]
    : { ...(value as Record<string, Json>) };
  const fields = copy as Record<string, Json>;
  const child = fields[first];
  if (child === undefined) return undefined;
  if (rest.length === 0) {
    if (Array.isArray(copy)) return undefined;
    delete fields[first];
    return copy as Json;
  }
  const next = without(child, rest);
  if (next === undefined) return undefined;
  fields[first] = next;
  return copy as Json;
}
