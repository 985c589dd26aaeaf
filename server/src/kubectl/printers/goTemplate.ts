import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import { read } from './read.ts';

/**
 * The part of Go templates that people use with kubectl: `{{.a.b}}`, `{{range .items}}…{{else}}…{{end}}`, `{{if .a}}…{{else}}…{{end}}`,
 * `{{index .a "k"}}`, `{{len .a}}`, texts in quotes, `{{- -}}`. Anything else is refused with its name.
 */
export function printGoTemplate(template: string, value: unknown): Result<string, string> {
  const parsed = parse(tokensOf(template), 0, false);
  if (!parsed.ok) return refused(`error parsing template ${template}, template: output:1: ${parsed.error}`);
  return print(parsed.value.nodes, value, value);
}

type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly words: readonly string[] }
  | {
      readonly kind: 'range' | 'if';
      readonly words: readonly string[];
      readonly body: readonly Node[];
      readonly otherwise: readonly Node[];
    };

interface Token {
  readonly action: boolean;
  readonly text: string;
}

function tokensOf(template: string): readonly Token[] {
  const tokens: Token[] = [];
  let trimNext = false;
  for (const part of template.split(/(\{\{.*?\}\})/s)) {
    const action = /^\{\{(-\s)?(.*?)(\s-)?\}\}$/s.exec(part);
    if (action === null) {
      tokens.push({ action: false, text: trimNext ? part.trimStart() : part });
      continue;
    }
    const before = tokens.at(-1);
    if (action[1] !== undefined && before !== undefined)
      tokens[tokens.length - 1] = { ...before, text: before.text.trimEnd() };
    trimNext = action[3] !== undefined;
    tokens.push({ action: true, text: (action[2] ?? '').trim() });
  }
  return tokens;
}

interface Parsed {
  readonly nodes: readonly Node[];
  readonly next: number;
  readonly ended: 'end' | 'else' | 'input';
}

function parse(tokens: readonly Token[], from: number, inside: boolean): Result<Parsed, string> {
  const nodes: Node[] = [];
  let at = from;
  while (at < tokens.length) {
    const { action, text } = tokens[at] as Token;
    at++;
    if (!action) nodes.push({ kind: 'text', text });
    else if (text === 'end' || text === 'else') {
      if (!inside) return refused(`unexpected {{${text}}}`);
      return ok({ nodes, next: at, ended: text });
    } else if (/^(range|if)\s/.test(text)) {
      const block = parseBlock(tokens, at, text);
      if (!block.ok) return block;
      nodes.push(block.value.node);
      at = block.value.next;
    } else nodes.push({ kind: 'value', words: wordsOf(text) });
  }
  return inside ? refused('unexpected EOF') : ok({ nodes, next: at, ended: 'input' });
}

function parseBlock(
  tokens: readonly Token[],
  from: number,
  text: string,
): Result<{ readonly node: Node; readonly next: number }, string> {
  const body = parse(tokens, from, true);
  if (!body.ok) return body;
  const otherwise =
    body.value.ended === 'else' ? parse(tokens, body.value.next, true) : ok({ ...body.value, nodes: [] });
  if (!otherwise.ok) return otherwise;
  const [kind = '', ...words] = wordsOf(text);
  const node = { kind: kind as 'range' | 'if', words, body: body.value.nodes, otherwise: otherwise.value.nodes };
  return ok({ node, next: otherwise.value.next });
}

function wordsOf(text: string): readonly string[] {
  return text.match(/"(?:\\.|[^"])*"|`[^`]*`|\S+/g) ?? [];
}

function print(nodes: readonly Node[], dot: unknown, root: unknown): Result<string, string> {
  let out = '';
  for (const node of nodes) {
    const printed = node.kind === 'text' ? ok(node.text) : printNode(node, dot, root);
    if (!printed.ok) return printed;
    out += printed.value;
  }
  return ok(out);
}

function printNode(node: Exclude<Node, { kind: 'text' }>, dot: unknown, root: unknown): Result<string, string> {
  const value = evaluate(node.words, dot, root);
  if (!value.ok) return value;
  if (node.kind === 'value') return ok(shown(value.value));
  if (isEmpty(value.value)) return print(node.otherwise, dot, root);
  if (node.kind === 'if') return print(node.body, dot, root);
  let out = '';
  for (const item of Object.values(value.value as object)) {
    const printed = print(node.body, item, root);
    if (!printed.ok) return printed;
    out += printed.value;
  }
  return ok(out);
}

function evaluate(words: readonly string[], dot: unknown, root: unknown): Result<unknown, string> {
  const [first = '', ...rest] = words;
  if (rest.length === 0) return operand(first, dot, root);
  const values = rest.map((word) => operand(word, dot, root));
  const bad = values.find((each) => !each.ok);
  if (bad !== undefined && !bad.ok) return bad;
  const [at, ...keys] = values.map((each) => (each.ok ? each.value : undefined));
  if (first === 'len') return ok(typeof at === 'string' ? at.length : Object.keys((at ?? {}) as object).length);
  if (first === 'index')
    return ok(keys.reduce((inner, key) => (inner as Record<string, unknown> | undefined)?.[String(key)], at));
  return refused(`function "${first}" not defined`);
}

function operand(word: string, dot: unknown, root: unknown): Result<unknown, string> {
  if (/^".*"$/s.test(word))
    return ok(word.slice(1, -1).replace(/\\(.)/g, (_, char: string) => ({ n: '\n', t: '\t' })[char] ?? char));
  if (/^`.*`$/s.test(word)) return ok(word.slice(1, -1));
  if (/^-?\d+$/.test(word)) return ok(Number(word));
  if (word === '.') return ok(dot);
  if (word === '$') return ok(root);
  if (word.startsWith('$.')) return ok(read(root, word.slice(2)));
  return word.startsWith('.') ? ok(read(dot, word.slice(1))) : refused(`function "${word}" not defined`);
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return '<no value>';
  if (Array.isArray(value)) return `[${value.map(shown).join(' ')}]`;
  if (typeof value !== 'object') return String(value);
  return `map[${Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => `${name}:${shown(inner)}`)
    .join(' ')}]`;
}
