import type { Cause, CauseReason } from '#engine/api/status.ts';
import { formatField, type Segment } from '../document/pointer.ts';
import type { Json } from '../document/value.ts';
import { asksForOld, type Evaluated, expression, loopsIn, optionalValue } from './cel.ts';
import { celValue } from './celValue.ts';
import { propertiesOf, type Structural, schemaIn } from './structural.ts';

/** What the rules of a definition refuse, and which of them could not be evaluated here. */
export interface RuleAnswer {
  readonly causes: readonly Cause[];
  /** The texts of rules of which nothing can be said. */
  readonly unknown: ReadonlySet<string>;
}

/**
 * The rules in CEL (`x-kubernetes-validations`) on an object whose defaults are filled in. `old` is what stood before: rules of transitions
 * are asked only where it has a counterpart. Follows kubernetes staging/src/k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel.
 */
export function evaluateRules(schema: Structural, value: Json, old?: Json): RuleAnswer {
  const walk: Walk = { causes: [], unknown: new Set(), left: mostSteps };
  visit(walk, schema, value, old, []);
  return walk;
}

/** Steps of all loops of all rules on one object: what would take longer is not evaluated. */
const mostSteps = 200_000;

interface Walk {
  readonly causes: Cause[];
  readonly unknown: Set<string>;
  left: number;
}

interface Place {
  readonly schema: Structural;
  readonly value: Json;
  readonly old: Json | undefined;
  readonly path: readonly Segment[];
}

function visit(walk: Walk, schema: Structural, value: Json, old: Json | undefined, path: readonly Segment[]): void {
  if (value === null || path.length > 100) return;
  const rules = schema['x-kubernetes-validations'];
  for (const rule of Array.isArray(rules) ? rules : []) judge(walk, rule as Structural, { schema, value, old, path });
  const parts = schema['allOf'];
  for (const part of Array.isArray(parts) ? parts : [])
    visit(walk, { ...(part as Structural), type: schema['type'] ?? '' }, value, old, path);
  if (Array.isArray(value)) visitItems(walk, { schema, value, old, path }, value);
  else if (typeof value === 'object') visitFields(walk, { schema, value, old, path });
}

function visitItems(walk: Walk, { schema, old, path }: Place, items: readonly Json[]): void {
  const item = schemaIn(schema, 'items');
  if (item === undefined) return;
  for (const [index, one] of items.entries()) visit(walk, item, one, counterpart(schema, one, old), [...path, index]);
}

/** The item of before that is the same one: only lists of type map say which that is. */
function counterpart(schema: Structural, item: Json, old: Json | undefined): Json | undefined {
  const keys = schema['x-kubernetes-list-map-keys'];
  if (schema['x-kubernetes-list-type'] !== 'map' || !Array.isArray(keys) || !Array.isArray(old)) return undefined;
  const identity = (one: Json): string => JSON.stringify(keys.map((key) => fieldOf(one, String(key)) ?? null));
  const wanted = identity(item);
  return (old as readonly Json[]).find((one) => identity(one) === wanted);
}

function visitFields(walk: Walk, { schema, value, old, path }: Place): void {
  const related = schema['x-kubernetes-map-type'] === 'atomic' ? undefined : old;
  const properties = new Map(propertiesOf(schema));
  const rest = schemaIn(schema, 'additionalProperties');
  for (const [name, one] of Object.entries(value as Readonly<Record<string, Json>>)) {
    const next = properties.get(name) ?? rest;
    if (next !== undefined) visit(walk, next, one, fieldOf(related, name), [...path, name]);
  }
}

function fieldOf(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, name) ? (value as Readonly<Record<string, Json>>)[name] : undefined;
}

function judge(walk: Walk, rule: Structural, place: Place): void {
  const text = String(rule['rule'] ?? '').trim();
  if (text === '') return;
  const optional = rule['optionalOldSelf'] === true;
  if (asksForOld(text) && place.old === undefined && !optional) return;
  const answer = evaluate(walk, text, optional, place);
  if (answer.kind === 'unknown') walk.unknown.add(text);
  else if (answer.kind === 'error')
    refuse(walk, place, undefined, `${answer.message} evaluating rule: ${textOf(rule['message']) ?? text}`, place.path);
  else if (answer.value !== true)
    refuse(walk, place, rule['reason'], said(walk, rule, text, place), fieldPath(rule, place));
}

function evaluate(walk: Walk, text: string, optional: boolean, { schema, value, old, path }: Place): Evaluated {
  const unknown: Evaluated = { kind: 'unknown' };
  const read = expression(text, optional);
  walk.left -= largest(value) ** loopsIn(text);
  if (read === undefined || walk.left < 0) return unknown;
  const root = path.length === 0;
  const self = celValue(schema, value, root);
  if (self === undefined) return unknown;
  const before = old === undefined ? undefined : celValue(schema, old, root);
  if (optional) return read({ self, oldSelf: optionalValue(before) });
  return read({ self, ...(before === undefined ? {} : { oldSelf: before }) });
}

/** The longest list or map in a value: what a loop goes through at most. */
function largest(value: Json): number {
  if (typeof value !== 'object' || value === null) return 1;
  const parts = Array.isArray(value) ? (value as readonly Json[]) : Object.values(value);
  return parts.reduce<number>((most, part) => Math.max(most, largest(part)), Math.max(1, parts.length));
}

function said(walk: Walk, rule: Structural, text: string, place: Place): string {
  const expressed = textOf(rule['messageExpression']);
  if (expressed !== undefined) {
    const answer = evaluate(walk, expressed.trim(), false, place);
    const message = answer.kind === 'value' && typeof answer.value === 'string' ? answer.value.trim() : '';
    if (message !== '' && !message.includes('\n')) return message;
  }
  const message = textOf(rule['message']);
  return message === undefined ? `failed rule: ${text}` : message.trim();
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** `.spec.a` or `['a']`: below the place of the rule. */
function fieldPath(rule: Structural, { path }: Place): readonly Segment[] {
  const below = textOf(rule['fieldPath']);
  if (below === undefined) return path;
  const names = [...below.matchAll(/\.([^.[\]]+)|\['((?:[^'\\]|\\.)*)'\]/g)].map((match) => match[1] ?? match[2] ?? '');
  return [...path, ...names];
}

function refuse(
  walk: Walk,
  { schema, path: root }: Place,
  reason: unknown,
  detail: string,
  path: readonly Segment[],
): void {
  const type = root.length === 0 ? 'object' : String(schema['type'] ?? '');
  const shown = JSON.stringify(type);
  const messages: Readonly<Record<string, string>> = {
    FieldValueForbidden: `Forbidden: ${detail}`,
    FieldValueRequired: `Required value: ${detail}`,
    FieldValueDuplicate: `Duplicate value: ${shown}`,
  };
  const known = typeof reason === 'string' && Object.hasOwn(messages, reason) ? reason : 'FieldValueInvalid';
  const message = messages[known] ?? `Invalid value: ${shown}: ${detail}`;
  walk.causes.push({ field: formatField(path), reason: known as CauseReason, message });
}
