import { t } from '@vscode/l10n';
import { columnOf, endOf } from '../document/insert.ts';
import type { Entry, MapNode } from '../document/node.ts';
import { deref, isMerge, keyText } from '../document/node.ts';
import { nodeAtField, parseField, type Segment } from '../document/pointer.ts';
import type { Body } from '../document/resource.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { DecodeIssue } from '../schema/decode.ts';
import { plainName, schemaAt } from '../schema/walk.ts';
import type { Edit, Fix } from './problem.ts';

/** Where an unknown field would be known: nearby, at another depth. */
export interface Misplaced {
  readonly advice: string;
  readonly fixes: readonly Fix[];
}

type UnknownField = DecodeIssue & { readonly kind: 'unknownField' };

/** A field that is indented too little (it belongs to the item above) or too much (it belongs to a map around it). */
export function misplaced(
  catalog: Catalog,
  definition: string,
  body: Body,
  issue: UnknownField,
): Misplaced | undefined {
  return tooShallow(catalog, body, issue) ?? tooDeep(catalog, definition, body, issue);
}

function tooShallow(catalog: Catalog, body: Body, issue: UnknownField): Misplaced | undefined {
  const name = keyText(issue.entry.key);
  const properties = catalog.definition(issue.definition)?.properties ?? {};
  const before = issue.parent.entries.filter((entry) => entry.key.start < issue.entry.key.start && !isMerge(entry));
  for (const neighbour of before.toReversed()) {
    const schema = Object.hasOwn(properties, keyText(neighbour.key)) ? properties[keyText(neighbour.key)] : undefined;
    const inner = schema?.items?.$ref ?? schema?.$ref;
    if (inner === undefined || !has(catalog, inner, name)) continue;
    const advice = t(
      '"{0}" is a field of {1}: does it belong below "{2}"?',
      name,
      plainName(inner),
      keyText(neighbour.key),
    );
    const column = innerColumn(body, neighbour, schema?.items !== undefined);
    return { advice, fixes: indentFix(catalog, body, issue, { neighbour, inner, column }) };
  }
  return undefined;
}

/** Where a field belongs: below a neighbour, whose fields are those of `inner` and stand in `column`. */
interface Home {
  readonly neighbour: Entry;
  readonly inner: string;
  readonly column: number | undefined;
}

/** Moves every field between the neighbour and the end of the run that belongs to it: one alone would not fit. */
function indentFix(catalog: Catalog, body: Body, issue: UnknownField, { neighbour, inner, column }: Home): Fix[] {
  const { text } = body.tree;
  const by = column === undefined ? 0 : column - columnOf(text, issue.entry.key.start);
  const behind = issue.parent.entries.filter((entry) => entry.key.start > neighbour.key.start);
  const stop = behind.findIndex(
    (entry) => !has(catalog, inner, keyText(entry.key)) || has(catalog, issue.definition, keyText(entry.key)),
  );
  const run = stop < 0 ? behind : behind.slice(0, stop);
  if (by <= 0 || issue.parent.flow || !run.includes(issue.entry)) return [];
  return [{ title: t('Indent by {0}', by), edits: run.flatMap((entry) => moved(text, entry, by)) }];
}

function tooDeep(catalog: Catalog, definition: string, body: Body, issue: UnknownField): Misplaced | undefined {
  const name = keyText(issue.entry.key);
  const segments = parseField(issue.field).slice(0, -1);
  for (let depth = segments.length - 1; depth >= 0; depth--) {
    const around = segments.slice(0, depth);
    const owner = schemaAt(catalog, definition, around)?.schema.$ref;
    const map = around.length === 0 ? body.node : nodeAtField(body.node, around);
    if (owner === undefined || map?.kind !== 'map' || !has(catalog, owner, name)) continue;
    const advice = t('"{0}" is a field of {1}: it is indented too deeply.', name, plainName(owner));
    const first = map.entries[0];
    const text = body.tree.text;
    const certain =
      first !== undefined &&
      !issue.parent.flow &&
      isLast(issue.parent, issue.entry) &&
      endsIn(body, segments.slice(0, depth + 1), issue.entry);
    const by = first === undefined ? 0 : columnOf(text, first.key.start) - columnOf(text, issue.entry.key.start);
    return {
      advice,
      fixes: certain && by < 0 ? [{ title: t('Outdent by {0}', -by), edits: moved(text, issue.entry, by) }] : [],
    };
  }
  return undefined;
}

function has(catalog: Catalog, definition: string, field: string): boolean {
  const properties = catalog.definition(definition)?.properties;
  return properties !== undefined && Object.hasOwn(properties, field);
}

/** The column in which the fields of the value, or of the last item of its list, stand; of an empty value that in which they would. */
function innerColumn(body: Body, entry: Entry, list: boolean): number | undefined {
  const value = deref(entry.value);
  if (!list && value.kind === 'scalar' && value.end === value.start)
    return columnOf(body.tree.text, entry.key.start) + 2;
  const last = value.kind === 'list' ? value.items.at(-1) : value;
  const map = last === undefined ? undefined : deref(last);
  if (map?.kind !== 'map' || map.flow) return undefined;
  const first = map.entries[0];
  return first === undefined ? undefined : columnOf(body.tree.text, first.key.start);
}

/** Whether the value at a path ends with the entry: then the entry can leave it. */
function endsIn(body: Body, around: readonly Segment[], entry: Entry): boolean {
  const node = nodeAtField(body.node, around);
  return node !== undefined && endOf(body.tree.text, node) === endOf(body.tree.text, entry.value);
}

function isLast(map: MapNode, entry: Entry): boolean {
  return map.entries.at(-1) === entry;
}

/** The edits that indent every line of an entry by `by` columns, or outdent it where `by` is negative. */
export function moved(text: string, entry: Entry, by: number): Edit[] {
  const edits: Edit[] = [];
  const end = Math.max(endOf(text, entry.value), entry.key.end);
  for (let line = text.lastIndexOf('\n', entry.key.start) + 1; line <= end && line >= 0; ) {
    if (text.slice(line, line + 1).trim() !== '' || /^[ ]+\S/.test(text.slice(line, line + 200))) {
      edits.push(by > 0 ? { start: line, end: line, text: ' '.repeat(by) } : { start: line, end: line - by, text: '' });
    }
    const next = text.indexOf('\n', line);
    if (next < 0) break;
    line = next + 1;
  }
  return edits;
}
