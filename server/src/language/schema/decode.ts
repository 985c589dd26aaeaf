import type { Entry, ListNode, MapNode, Node, ScalarNode } from '../document/node.ts';
import { deref, isMerge, keyText, mergedMaps } from '../document/node.ts';
import { formatField, type Segment } from '../document/pointer.ts';
import { type Json, maximumNodes } from '../document/value.ts';
import type { Catalog } from './catalog.ts';
import { goStruct } from './goType.ts';
import { isOpen, mismatch, scalarError } from './scalars.ts';
import type { Definition, FieldSchema } from './schema.ts';

/** What the API server's strict decoder refuses. */
export type DecodeIssue =
  | {
      readonly kind: 'unknownField';
      readonly field: string;
      readonly entry: Entry;
      readonly parent: MapNode;
      readonly definition: string;
    }
  | {
      readonly kind: 'wrongType';
      readonly field: string;
      readonly node: Node;
      readonly entry: Entry | undefined;
      readonly schema: FieldSchema;
      readonly message: string;
    };

export interface Decoded {
  readonly issues: readonly DecodeIssue[];
  /** The object without nulls and without what could not be decoded. */
  readonly value: Json;
}

/** Reads an object as the API server decodes it into the Go type `definition`: `json: cannot unmarshal …`, `unknown field "…"`. */
export function decode(catalog: Catalog, definition: string, root: MapNode): Decoded {
  const decoder = new Decoder(catalog);
  const value = decoder.value(root, {
    schema: { $ref: definition },
    struct: goStruct(definition),
    names: [],
    segments: [],
    entry: undefined,
  });
  return { issues: decoder.issues, value: value ?? {} };
}

/** Where the decoder stands: `struct` and `names` are what Go's messages name. */
interface Place {
  readonly schema: FieldSchema;
  readonly struct: string;
  readonly names: readonly string[];
  readonly segments: readonly Segment[];
  readonly entry: Entry | undefined;
}

class Decoder {
  readonly issues: DecodeIssue[] = [];
  readonly #catalog: Catalog;
  #left = maximumNodes;

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  /** The value, or undefined for null and for what cannot be decoded. */
  value(node: Node, place: Place): Json | undefined {
    if (--this.#left < 0 || place.segments.length > 200) return undefined;
    const at = deref(node);
    if (at.kind === 'scalar') return this.#scalar(node, at, place);
    return at.kind === 'list' ? this.#list(node, at, place) : this.#map(node, at, place);
  }

  #scalar(node: Node, scalar: ScalarNode, place: Place): Json | undefined {
    const error = scalarError(scalar, place.schema);
    if (error !== undefined) return this.#refuse(node, place, error);
    return scalar.value ?? undefined;
  }

  #list(node: Node, list: ListNode, place: Place): Json | undefined {
    const items = place.schema.items;
    // Go reads a list of numbers as bytes; an empty one is the only one that is ever written.
    if (place.schema.format === 'byte' && list.items.length === 0) return '';
    if (items === undefined && !isOpen(place.schema)) return this.#refuse(node, place, notIn(place, 'array'));
    return list.items.map((item, index) => {
      const value = this.value(item, {
        ...place,
        schema: items ?? {},
        segments: [...place.segments, index],
        entry: undefined,
      });
      return value ?? zero(items ?? {});
    });
  }

  #map(node: Node, map: MapNode, place: Place): Json | undefined {
    const { schema } = place;
    if (schema.$ref !== undefined) {
      const definition = this.#catalog.definition(schema.$ref);
      if (definition !== undefined) return this.#struct(map, definition, schema.$ref, place);
    }
    if (schema.additionalProperties !== undefined || isOpen(schema) || schema.type === 'object') {
      return this.#fields(map, place, () => ({
        schema: schema.additionalProperties ?? {},
        struct: place.struct,
        names: place.names,
        ...(schema.additionalProperties === undefined ? {} : { zero: zero(schema.additionalProperties) }),
      }));
    }
    return this.#refuse(node, place, notIn(place, 'object'));
  }

  #struct(map: MapNode, definition: Definition, name: string, place: Place): Json {
    return this.#fields(map, place, (key, entry) => {
      const schema = Object.hasOwn(definition.properties, key) ? definition.properties[key] : undefined;
      if (schema === undefined && definition.open === true)
        return { schema: {}, struct: place.struct, names: [...place.names, key] };
      if (schema === undefined) {
        const field = strictField(place.segments, key);
        this.issues.push({ kind: 'unknownField', field, entry, parent: map, definition: name });
        return undefined;
      }
      return { schema, struct: goStruct(name), names: [...place.names, key] };
    });
  }

  #fields(
    map: MapNode,
    place: Place,
    into: (key: string, entry: Entry) => (Pick<Place, 'schema' | 'struct' | 'names'> & { zero?: Json }) | undefined,
  ): Json {
    const out: Record<string, Json> = {};
    for (const entry of [
      ...mergedMaps(map)
        .toReversed()
        .flatMap((merged) => merged.entries),
      ...map.entries,
    ]) {
      if (isMerge(entry)) continue;
      const key = keyText(entry.key);
      const next = into(key, entry);
      if (next === undefined) continue;
      const read = this.value(entry.value, { ...next, segments: [...place.segments, key], entry });
      const value = read ?? (isNull(entry.value) ? next.zero : undefined);
      if (value !== undefined)
        Object.defineProperty(out, key, { value, enumerable: true, configurable: true, writable: true });
      else delete out[key];
    }
    return out;
  }

  #refuse(node: Node, place: Place, message: string): undefined {
    const told = message.replace('{place}', `Go struct field ${place.struct}.${place.names.join('.')}`);
    this.issues.push({
      kind: 'wrongType',
      field: formatField(place.segments),
      node,
      entry: place.entry,
      schema: place.schema,
      message: told,
    });
    return undefined;
  }
}

function notIn(place: Place, what: 'array' | 'object'): string {
  if (place.schema.$ref === 'Quantity')
    return "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  return mismatch(what, place.schema, what);
}

/** The path of an unknown field as the strict decoder writes it: after a dot, whatever is in it. */
function strictField(parents: readonly Segment[], key: string): string {
  const around = formatField(parents);
  return around === '' ? key : `${around}.${key}`;
}

function isNull(node: Node): boolean {
  const at = deref(node);
  return at.kind === 'scalar' && at.value === null;
}

/** What Go makes of a null in a list or a map. */
function zero(schema: FieldSchema): Json {
  if (schema.$ref === 'Quantity') return '0';
  if (schema.$ref === 'IntOrString') return 0;
  if (schema.$ref !== undefined || schema.additionalProperties !== undefined) return {};
  if (schema.items !== undefined) return [];
  if (schema.type === 'integer' || schema.type === 'number') return 0;
  return schema.type === 'boolean' ? false : '';
}
