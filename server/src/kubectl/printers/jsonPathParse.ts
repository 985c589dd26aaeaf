import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';

/** A piece of a template: text as it stands, or what stands between braces. */
export type Part = { readonly text: string } | { readonly steps: readonly Step[] };

/** One step of an action: each takes the values that the steps before it found. */
export type Step =
  | { readonly field: string }
  | Slice
  | { readonly all: true }
  | { readonly deep: true }
  | { readonly union: readonly (readonly Step[])[] }
  | { readonly filter: Filter }
  /** A text, a number or a truth value that stands for itself. */
  | { readonly constant: string | number | boolean }
  /** `range`, `end`, or a word that means nothing. */
  | { readonly word: string };

/** `[from:to:by]`; one index is `[n:n+1]`, and `derived` then. */
export interface Slice {
  readonly slice: readonly [number | undefined, number | undefined, number | undefined];
  readonly derived: boolean;
}

/** `[?(@.a=="b")]`; the operator is `exists` where nothing is compared. */
export interface Filter {
  readonly left: readonly Step[];
  readonly operator: string;
  readonly right: readonly Step[];
}

/** Reads a template; the error is client-go's text. Follows client-go util/jsonpath/parser.go. */
export function parseTemplate(template: string): Result<readonly Part[], string> {
  const parts: Part[] = [];
  let at = 0;
  while (at < template.length) {
    const open = template.indexOf('{', at);
    if (open !== at) parts.push({ text: template.slice(at, open < 0 ? undefined : open) });
    if (open < 0) break;
    const action = new ActionReader(template, open + 1);
    const error = action.read();
    if (error !== undefined) return refused(error);
    parts.push({ steps: action.steps });
    at = action.at;
  }
  return ok(parts);
}

/** Reads one path without braces: `.items[*].metadata.name`. */
export function parsePath(text: string): Result<readonly Step[], string> {
  const action = new ActionReader(`${text}}`, 0);
  const error = action.read();
  return error === undefined ? ok(action.steps) : refused(error);
}

/** Reads from behind the opening brace to behind the closing one. */
class ActionReader {
  readonly steps: Step[] = [];
  at: number;
  readonly #text: string;

  constructor(text: string, at: number) {
    this.#text = text;
    this.at = at;
  }

  /** The error, or undefined when the action was read to its end. */
  read(): string | undefined {
    for (;;) {
      if (this.#text[this.at] === '}') {
        this.at++;
        return undefined;
      }
      const error = this.#step();
      if (error !== undefined) return error;
    }
  }

  #step(): string | undefined {
    const char = this.#text[this.at];
    if (this.#text.startsWith('[?(', this.at)) return this.#filter();
    if (this.#text.startsWith('..', this.at)) return this.#deep();
    if (char === undefined || char === '\n' || char === '\r') return 'unclosed action';
    if (/[ @$]/.test(char)) return this.#skip();
    if (char === '[') return this.#array();
    if (char === '"' || char === "'") return this.#quote(char);
    if (char === '.') return this.#field(this.at + 1);
    if (/[-+\d]/.test(char)) return this.#number();
    if (/[\p{L}_]/u.test(char)) return this.#word();
    const code = char.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    return `unrecognized character in action: U+${code} '${char}'`;
  }

  #skip(): undefined {
    this.at++;
  }

  #deep(): string | undefined {
    const last = this.steps.at(-1);
    if (last !== undefined && 'deep' in last) return 'invalid multiple recursive descent';
    this.steps.push({ deep: true });
    this.at += 2;
    return /[\p{L}\d_]/u.test(this.#text[this.at] ?? '') ? this.#field(this.at) : undefined;
  }

  #field(from: number): undefined {
    const name = /^(?:\\[\s\S]|[^\s.,[\]$@{}\\])*/.exec(this.#text.slice(from))?.[0] ?? '';
    this.at = from + name.length;
    if (name === '*') this.steps.push({ all: true });
    else if (name !== '') this.steps.push({ field: name.replaceAll('\\', '') });
  }

  #number(): string | undefined {
    const text = /^[-+]?[\d.]*/.exec(this.#text.slice(this.at))?.[0] ?? '';
    this.at += text.length;
    if (!/^[-+]?(\d+\.?\d*|\.\d+)$/.test(text)) return `cannot parse number ${text}`;
    this.steps.push({ constant: Number(text) });
    return undefined;
  }

  #word(): undefined {
    const word = /^[^\s.,[\]$@{}]*/.exec(this.#text.slice(this.at))?.[0] ?? '';
    this.at += word.length;
    this.steps.push(word === 'true' || word === 'false' ? { constant: word === 'true' } : { word });
  }

  #quote(quote: string): string | undefined {
    const text = new RegExp(`^${quote}((?:\\\\.|[^\\\\\\n${quote}])*)${quote}`).exec(this.#text.slice(this.at));
    if (text === null) return 'unterminated quoted string';
    this.at += text[0].length;
    this.steps.push({ constant: unescaped(text[1] ?? '') });
    return undefined;
  }

  #array(): string | undefined {
    const end = this.#text.slice(this.at).search(/[\]\n]/);
    if (end < 0 || this.#text[this.at + end] === '\n') return 'unterminated array';
    const steps = arraySteps(this.#text.slice(this.at + 1, this.at + end));
    if (!steps.ok) return steps.error;
    this.steps.push(...steps.value);
    this.at += end + 1;
    return undefined;
  }

  #filter(): string | undefined {
    const inside = /^\[\?\(((?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^)"'\n])*)\)/.exec(this.#text.slice(this.at));
    if (inside === null) return 'unterminated filter';
    this.at += inside[0].length;
    if (this.#text[this.at] !== ']') return 'unclosed array expect ]';
    this.at++;
    const filter = filterOf(inside[1] ?? '');
    if (!filter.ok) return filter.error;
    this.steps.push({ filter: filter.value });
    return undefined;
  }
}

/** A key in single quotes is a path of its own, whose dots separate as elsewhere; several things are a union. */
function arraySteps(text: string): Result<readonly Step[], string> {
  if (text === '*') return arraySteps(':');
  const members = text.split(',');
  if (members.length > 1) {
    const union: (readonly Step[])[] = [];
    for (const member of members) {
      const steps = arraySteps(member.trim());
      if (!steps.ok) return steps;
      union.push(steps.value);
    }
    return ok([{ union }]);
  }
  const key = /^'([^']*)'$/.exec(text);
  if (key !== null) return parsePath(`.${key[1]}`);
  const slice = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(text);
  if (slice === null) return refused(`invalid array index ${text}`);
  const [from, to, by] = slice.slice(1).map(numberIn);
  if (slice[2] !== undefined) return ok([{ slice: [from, to, by], derived: false }]);
  return ok([{ slice: [from, (from ?? 0) + 1, by], derived: true }]);
}

function numberIn(text: string | undefined): number | undefined {
  const digits = (text ?? '').replace(/^:/, '');
  return digits === '' ? undefined : Number(digits);
}

function filterOf(text: string): Result<Filter, string> {
  const compared = /^([^!<>=]+)([!<>=]+)(.+)$/s.exec(text);
  const left = parsePath(compared?.[1] ?? text);
  if (!left.ok) return left;
  const right = parsePath(compared?.[3] ?? '');
  return right.ok ? ok({ left: left.value, operator: compared?.[2] ?? 'exists', right: right.value }) : right;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' };

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, (_, char: string) => escapes[char] ?? char);
}
