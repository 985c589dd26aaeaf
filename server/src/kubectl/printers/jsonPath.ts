import { isFields } from '#engine/patch/json.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import { type Filter, type Part, parsePath, parseTemplate, type Step } from './jsonPathParse.ts';
import { sorted } from './yaml.ts';

/**
 * A template of client-go's JSONPath: text with `{.path}`, `{range .items[*]}…{end}`, `{"text"}`, filters, slices, `..`.
 * The error is kubectl's text. Follows client-go util/jsonpath.
 */
export function printJsonPath(template: string, value: unknown): Result<string, string> {
  const parts = parseTemplate(template);
  if (!parts.ok) return refused(`error parsing jsonpath ${template}, ${parts.error}`);
  const out = printParts(parts.value, 0, value, value);
  return out.ok ? ok(out.value.text) : refused(`error executing jsonpath ${JSON.stringify(template)}: ${out.error}`);
}

/** The values at one path (`.metadata.name`, `{.spec.x}`); an empty list where there is nothing. */
export function valuesAt(path: string, value: unknown): Result<readonly unknown[], string> {
  const bare = path.replace(/^\{|\}$/g, '');
  const steps = parsePath(bare.startsWith('.') || bare.startsWith('[') || bare.startsWith('$') ? bare : `.${bare}`);
  if (!steps.ok) return steps;
  return ok(follow(steps.value, [value], value));
}

function follow(steps: readonly Step[], values: readonly unknown[], root: unknown): readonly unknown[] {
  let found = values;
  for (const step of steps) found = found.flatMap((value) => next(step, value, root));
  return found;
}

function next(step: Step, value: unknown, root: unknown): readonly unknown[] {
  if ('root' in step) return [root];
  if ('field' in step) return isFields(value) && value[step.field] !== undefined ? [value[step.field]] : [];
  if ('all' in step)
    return Array.isArray(value) ? value : isFields(value) ? Object.values(sorted(value) as object) : [];
  if ('deep' in step) return deep(value, step.deep);
  if ('union' in step) return step.union.flatMap((member) => next(member, value, root));
  if (!Array.isArray(value)) return [];
  if ('index' in step) {
    const item = value.at(step.index) as unknown;
    return item === undefined ? [] : [item];
  }
  if ('slice' in step) {
    const [from, to, by = 1] = step.slice;
    return value.slice(from, to).filter((_, index) => index % Math.max(1, by) === 0);
  }
  return value.filter((item) => holds(step.filter, item, root));
}

function deep(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => deep(item, name));
  if (!isFields(value)) return [];
  const own = value[name] === undefined ? [] : [value[name]];
  return [...own, ...Object.values(sorted(value) as object).flatMap((inner) => deep(inner, name))];
}

function holds(filter: Filter, item: unknown, root: unknown): boolean {
  const side = (of: Filter['left']): unknown =>
    Array.isArray(of) ? follow(of as readonly Step[], [item], root)[0] : of;
  const left = side(filter.left);
  const right = side(filter.right);
  switch (filter.operator) {
    case 'exists':
      return left !== undefined;
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    default:
      return compare(left, right, filter.operator);
  }
}

function compare(left: unknown, right: unknown, operator: string): boolean {
  if (typeof left !== typeof right || (typeof left !== 'number' && typeof left !== 'string')) return false;
  const a = left as number;
  const b = right as number;
  if (operator === '<') return a < b;
  if (operator === '>') return a > b;
  return operator === '<=' ? a <= b : a >= b;
}

/** Prints from part `from` to the end or the `{end}` of the range that it stands in. */
function printParts(
  parts: readonly Part[],
  from: number,
  value: unknown,
  root: unknown,
): Result<{ readonly text: string; readonly end: number }, string> {
  let text = '';
  for (let at = from; at < parts.length; at++) {
    const part = parts[at] as Part;
    if (part === 'end') return ok({ text, end: at });
    if ('text' in part) text += part.text;
    else if ('range' in part) {
      const printed = printRange(parts, at, part.range, value, root);
      if (!printed.ok) return printed;
      text += printed.value.text;
      at = printed.value.end;
    } else {
      for (const path of part.paths)
        text += typeof path === 'string' ? path : follow(path, [value], root).map(shown).join(' ');
    }
  }
  return ok({ text, end: parts.length });
}

function printRange(
  parts: readonly Part[],
  at: number,
  steps: readonly Step[],
  value: unknown,
  root: unknown,
): Result<{ readonly text: string; readonly end: number }, string> {
  let text = '';
  for (const item of follow(steps, [value], root)) {
    const body = printParts(parts, at + 1, item, root);
    if (!body.ok) return body;
    text += body.value.text;
  }
  return ok({ text, end: endOf(parts, at) });
}

function endOf(parts: readonly Part[], range: number): number {
  let depth = 0;
  for (let at = range; at < parts.length; at++) {
    const part = parts[at] as Part;
    if (part === 'end' && --depth === 0) return at;
    if (part !== 'end' && 'range' in part) depth++;
  }
  return parts.length;
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? JSON.stringify(sorted(value)) : String(value);
}
