import { isFields } from '#engine/patch/json.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import { goTypeOf } from './goPrint.ts';
import { goSyntax } from './goSyntax.ts';
import { type Filter, type Part, parsePath, parseTemplate, type Slice, type Step } from './jsonPathParse.ts';
import { sorted, toJson } from './yaml.ts';

/**
 * A template of client-go's JSONPath: text with `{.path}`, `{range .items[*]}…{end}`, `{"text"}`, filters, unions, slices, `..`.
 * With `asJson` the values found, as one list of JSON. The error is kubectl's text. Follows client-go util/jsonpath.
 */
export function printJsonPath(template: string, value: unknown, asJson = false): Result<string, string> {
  const parts = parseTemplate(template);
  if (!parts.ok) return refused(`error parsing jsonpath ${template}, ${parts.error}`);
  const found = walkParts(parts.value, 0, value, 0);
  if (!found.ok)
    return refused(`error executing jsonpath ${JSON.stringify(template)}: ${debugText(found.error, template, value)}`);
  const { results } = found.value;
  if (asJson) return ok(`${toJson(results.flat())}\n`);
  return ok(results.map((values) => values.map(shown).join(' ')).join(''));
}

/** kubectl says with what it failed. */
function debugText(error: string, template: string, value: unknown): string {
  return `Error executing template: ${error}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${template}\n\tobject given to jsonpath engine was:\n\t\t${goSyntax(value)}\n\n`;
}

/** The values at one path (`.metadata.name`, `{.spec.x}`); an empty list where there is nothing. */
export function valuesAt(path: string, value: unknown): Result<readonly unknown[], string> {
  const bare = path.replace(/^\{|\}$/g, '');
  const steps = parsePath(/^[.[$@]/.test(bare) ? bare : `.${bare}`);
  return steps.ok ? follow(steps.value, [value]) : steps;
}

function follow(steps: readonly Step[], values: readonly unknown[]): Result<readonly unknown[], string> {
  let found = values;
  for (const step of steps) {
    const next = followOne(step, found);
    if (!next.ok) return next;
    found = next.value;
  }
  return ok(found);
}

function followOne(step: Step, values: readonly unknown[]): Result<readonly unknown[], string> {
  if ('constant' in step) return ok(values.length > 0 || typeof step.constant === 'string' ? [step.constant] : []);
  if ('field' in step) return ok(values.flatMap((value) => fieldOf(value, step.field)));
  if ('all' in step) return ok(values.flatMap(children));
  if ('deep' in step) return ok(values.flatMap(containers));
  if ('union' in step) return each(step.union, (member) => follow(member, values));
  if ('filter' in step) return each(values, (value) => filtered(step.filter, value));
  if ('slice' in step) return each(values, (value) => sliced(step, value));
  return refused(`unrecognized identifier ${step.word}`);
}

/** The results of all, one behind the other; the first error. */
function each<T>(
  items: readonly T[],
  of: (item: T) => Result<readonly unknown[], string>,
): Result<readonly unknown[], string> {
  const all: unknown[] = [];
  for (const item of items) {
    const found = of(item);
    if (!found.ok) return found;
    all.push(...found.value);
  }
  return ok(all);
}

function fieldOf(value: unknown, field: string): readonly unknown[] {
  return isFields(value) && Object.hasOwn(value, field) && value[field] !== undefined ? [value[field]] : [];
}

function children(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return isFields(value) ? Object.values(sorted(value) as object) : [];
}

/** A map or list that holds anything, and all that it holds of these, the outer ones first. */
function containers(value: unknown): readonly unknown[] {
  const inside = children(value);
  return inside.length === 0 ? [] : [value, ...inside.flatMap(containers)];
}

function sliced({ slice, derived }: Slice, value: unknown): Result<readonly unknown[], string> {
  if (value === null || value === undefined) return ok([]);
  if (!Array.isArray(value)) return refused(`${goTypeOf(value)} is not array or slice`);
  const { length } = value;
  const from = fromEnd(slice[0] ?? 0, length);
  const to = derived && slice[1] === 0 ? length : fromEnd(slice[1] ?? length, length);
  const by = slice[2] ?? 1;
  const wrong = from === to ? undefined : sliceProblem(from, to, length);
  if (wrong !== undefined) return refused(wrong);
  return by > 0 ? ok(value.slice(from, to).filter((_, index) => index % by === 0)) : refused('step must be > 0');
}

function sliceProblem(from: number, to: number, length: number): string | undefined {
  if (from >= length || from < 0) return `array index out of bounds: index ${from}, length ${length}`;
  if (to > length || to < 0) return `array index out of bounds: index ${to - 1}, length ${length}`;
  return from > to ? `starting index ${from} is greater than ending index ${to}` : undefined;
}

function fromEnd(index: number, length: number): number {
  return index < 0 ? index + length : index;
}

function filtered(filter: Filter, value: unknown): Result<readonly unknown[], string> {
  if (value === null || value === undefined) return ok([]);
  if (!Array.isArray(value)) return refused(`${shown(value)} is not array or slice and cannot be filtered`);
  return each(value, (item) => {
    const holds = passes(filter, item);
    return holds.ok ? ok(holds.value ? [item] : []) : holds;
  });
}

function passes({ left, operator, right }: Filter, item: unknown): Result<boolean, string> {
  const lefts = follow(left, [item]);
  if (operator === 'exists') return ok(lefts.ok && lefts.value.length > 0);
  if (!lefts.ok) return lefts;
  if (lefts.value.length === 0) return ok(false);
  const rights = follow(right, [item]);
  if (!rights.ok) return rights;
  if (rights.value.length === 0) return ok(false);
  if (lefts.value.length > 1 || rights.value.length > 1) return refused('can only compare one element at a time');
  return compared(lefts.value[0], rights.value[0], operator);
}

function compared(left: unknown, right: unknown, operator: string): Result<boolean, string> {
  const basic = /^(string|number|boolean)$/;
  if (!basic.test(typeof left) || !basic.test(typeof right)) return refused('invalid type for comparison');
  if (typeof left !== typeof right) return refused('incompatible types for comparison');
  const a = left as number;
  const b = right as number;
  switch (operator) {
    case '==':
      return ok(a === b);
    case '!=':
      return ok(a !== b);
    case '<':
      return ok(a < b);
    case '>':
      return ok(a > b);
    case '<=':
      return ok(a <= b);
    case '>=':
      return ok(a >= b);
    default:
      return refused(`unrecognized filter operator ${operator}`);
  }
}

interface Walked {
  /** What each part found, in order. */
  readonly results: readonly (readonly unknown[])[];
  readonly end: number;
}

/** Walks from part `from` to the end, or to the `{end}` of the range that it stands in. */
function walkParts(parts: readonly Part[], from: number, value: unknown, depth: number): Result<Walked, string> {
  const results: (readonly unknown[])[] = [];
  for (let at = from; at < parts.length; at++) {
    const part = parts[at] as Part;
    if (wordOf(part) === 'end') return depth === 0 ? refused('not in range, nothing to end') : ok({ results, end: at });
    const walked = walkPart(parts, at, value, depth);
    if (!walked.ok) return walked;
    results.push(...walked.value.results);
    at = walked.value.end;
  }
  return ok({ results, end: parts.length });
}

function walkPart(parts: readonly Part[], at: number, value: unknown, depth: number): Result<Walked, string> {
  const part = parts[at] as Part;
  if ('text' in part) return ok({ results: [[part.text]], end: at });
  if (wordOf(part) === 'range') return walkRange(parts, at, part.steps.slice(1), value, depth);
  const found = follow(part.steps, [value]);
  return found.ok ? ok({ results: [found.value], end: at }) : found;
}

/** `range` or `end`, where an action begins with it. */
function wordOf(part: Part): string | undefined {
  const first = 'steps' in part ? part.steps[0] : undefined;
  return first !== undefined && 'word' in first ? first.word : undefined;
}

function walkRange(
  parts: readonly Part[],
  at: number,
  steps: readonly Step[],
  value: unknown,
  depth: number,
): Result<Walked, string> {
  const items = follow(steps, [value]);
  if (!items.ok) return items;
  const results: (readonly unknown[])[] = [];
  for (const item of items.value) {
    const body = walkParts(parts, at + 1, item, depth + 1);
    if (!body.ok) return body;
    results.push(...body.value.results);
  }
  return ok({ results, end: endOf(parts, at) });
}

function endOf(parts: readonly Part[], range: number): number {
  let depth = 0;
  for (let at = range; at < parts.length; at++) {
    const word = wordOf(parts[at] as Part);
    if (word === 'range') depth++;
    if (word === 'end' && --depth === 0) return at;
  }
  return parts.length;
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? JSON.stringify(sorted(value)) : String(value);
}
