import { isFields } from '#engine/patch/json.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import { sorted } from './yaml.ts';

/**
 * A template of client-go's JSONPath: text with `{.path}`, `{range .items[*]}…{end}`, `{"text"}`, filters, slices, `..`.
 * The error is kubectl's text. Follows client-go util/jsonpath.
 */
export function printJsonPath(template: string, value: unknown): Result<string, string> {
  const parts = parse(template);
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

type Part =
  | { readonly text: string }
  | { readonly paths: readonly (readonly Step[] | string)[] }
  | { readonly range: readonly Step[] }
  | 'end';

type Step =
  | { readonly field: string }
  | { readonly index: number }
  | { readonly slice: readonly [number | undefined, number | undefined, number | undefined] }
  | { readonly all: true }
  | { readonly deep: string }
  | { readonly root: true }
  | { readonly union: readonly Step[] }
  | { readonly filter: Filter };

interface Filter {
  readonly left: readonly Step[] | string | number | boolean;
  readonly operator: string;
  readonly right: readonly Step[] | string | number | boolean;
}

function parse(template: string): Result<readonly Part[], string> {
  const parts: Part[] = [];
  let at = 0;
  while (at < template.length) {
    const open = template.indexOf('{', at);
    if (open < 0) {
      parts.push({ text: template.slice(at) });
      break;
    }
    if (open > at) parts.push({ text: template.slice(at, open) });
    const close = closing(template, open);
    if (close < 0) return refused('unclosed action');
    const part = parseAction(template.slice(open + 1, close).trim());
    if (!part.ok) return part;
    parts.push(part.value);
    at = close + 1;
  }
  return ok(parts);
}

function closing(template: string, open: number): number {
  let quote = '';
  for (let i = open + 1; i < template.length; i++) {
    const char = template[i] as string;
    if (quote !== '') {
      if (char === '\\') i++;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '}') return i;
  }
  return -1;
}

function parseAction(text: string): Result<Part, string> {
  if (text === 'end') return ok('end');
  if (text.startsWith('range')) {
    const steps = parsePath(text.slice(5).trim());
    return steps.ok ? ok({ range: steps.value }) : steps;
  }
  const paths: (readonly Step[] | string)[] = [];
  for (const word of text.match(/"(?:\\.|[^"])*"|'(?:\\.|[^'])*'|(?:\[[^\]]*\]|[^\s"'])+/g) ?? []) {
    if (word.startsWith('"') || word.startsWith("'")) {
      paths.push(unquoted(word));
      continue;
    }
    const steps = parsePath(word);
    if (!steps.ok) return steps;
    paths.push(steps.value);
  }
  return ok({ paths });
}

function unquoted(word: string): string {
  return word.slice(1, -1).replace(/\\(.)/g, (_, char: string) => ({ n: '\n', t: '\t', r: '\r' })[char] ?? char);
}

function parsePath(text: string): Result<readonly Step[], string> {
  const steps: Step[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text[at] as string;
    if (char === '$') {
      steps.push({ root: true });
      at++;
    } else if (char === '@') at++;
    else if (text.startsWith('..', at)) {
      const name = fieldName(text, at + 2);
      steps.push({ deep: name.text });
      at = name.end;
    } else if (char === '.') {
      const name = fieldName(text, at + 1);
      if (name.text === '*') steps.push({ all: true });
      else if (name.text !== '') steps.push({ field: name.text });
      at = name.end;
    } else if (char === '[') {
      const end = bracketEnd(text, at);
      if (end < 0) return refused('unterminated array');
      const step = parseBracket(text.slice(at + 1, end));
      if (!step.ok) return step;
      steps.push(step.value);
      at = end + 1;
    } else {
      const name = fieldName(text, at);
      if (name.end === at)
        return refused(
          `unrecognized character in action: U+${char.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')} '${char}'`,
        );
      return refused(`unrecognized identifier ${name.text}`);
    }
  }
  return ok(steps);
}

function fieldName(text: string, from: number): { readonly text: string; readonly end: number } {
  let at = from;
  let name = '';
  while (at < text.length && !/[.[\]\s{}|]/.test(text[at] as string)) {
    if (text[at] === '\\') at++;
    name += text[at] ?? '';
    at++;
  }
  return { text: name, end: at };
}

function bracketEnd(text: string, open: number): number {
  let quote = '';
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    const char = text[i] as string;
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '[') depth++;
    else if (char === ']' && --depth === 0) return i;
  }
  return -1;
}

function parseBracket(text: string): Result<Step, string> {
  const inner = text.trim();
  if (inner === '*') return ok({ all: true });
  const filter = /^\?\((.*)\)$/s.exec(inner);
  if (filter !== null) return parseFilter(filter[1] ?? '');
  if (/^(['"]).*\1$/.test(inner) && !inner.includes(',')) return ok({ field: inner.slice(1, -1) });
  if (/^-?\d+$/.test(inner)) return ok({ index: Number(inner) });
  if (/^-?\d*:-?\d*(:-?\d*)?$/.test(inner)) {
    const [from, to, step] = inner.split(':').map((part) => (part === '' ? undefined : Number(part)));
    return ok({ slice: [from, to, step] });
  }
  if (inner.includes(',')) {
    const members: Step[] = [];
    for (const part of inner.split(',')) {
      const step = parseBracket(part);
      if (!step.ok) return step;
      members.push(step.value);
    }
    return ok({ union: members });
  }
  return refused(`invalid array index ${inner}`);
}

function parseFilter(text: string): Result<Step, string> {
  const match = /^(.*?)\s*(==|!=|<=|>=|<|>)\s*(.*)$/s.exec(text.trim());
  const left = operand(match?.[1] ?? text);
  const right = operand(match?.[3] ?? 'true');
  if (!left.ok) return left;
  if (!right.ok) return right;
  return ok({ filter: { left: left.value, operator: match?.[2] ?? 'exists', right: right.value } });
}

function operand(text: string): Result<Filter['left'], string> {
  const trimmed = text.trim();
  if (/^(['"]).*\1$/s.test(trimmed)) return ok(unquoted(trimmed));
  if (/^-?\d+(\.\d+)?$/.test(trimmed)) return ok(Number(trimmed));
  if (trimmed === 'true' || trimmed === 'false') return ok(trimmed === 'true');
  return parsePath(trimmed.replace(/^@/, ''));
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
