import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';

/** A piece of a template: text, paths (or texts) to print, the beginning of a range, its end. */
export type Part =
  | { readonly text: string }
  | { readonly paths: readonly (readonly Step[] | string)[] }
  | { readonly range: readonly Step[] }
  | 'end';

/** One step of a path. */
export type Step =
  | { readonly field: string }
  | { readonly index: number }
  | { readonly slice: readonly [number | undefined, number | undefined, number | undefined] }
  | { readonly all: true }
  | { readonly deep: string }
  | { readonly root: true }
  | { readonly union: readonly Step[] }
  | { readonly filter: Filter };

/** `[?(@.a=="b")]`. */
export interface Filter {
  readonly left: readonly Step[] | string | number | boolean;
  readonly operator: string;
  readonly right: readonly Step[] | string | number | boolean;
}

/** Reads a template; the error is client-go's text. */
export function parseTemplate(template: string): Result<readonly Part[], string> {
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

/** Reads one path: `.items[*].metadata.name`. */
export function parsePath(text: string): Result<readonly Step[], string> {
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
