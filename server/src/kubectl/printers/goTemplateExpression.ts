import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import { isGoFunction } from './goTemplateFunctions.ts';

/** `$i, $v := command | command`: what each command gives is the last argument of the next. */
export interface Pipeline {
  readonly variables: readonly string[];
  /** Whether the variable is a new one (`:=`). */
  readonly declares: boolean;
  readonly commands: readonly (readonly Operand[])[];
}

/** A word of a command. */
export type Operand =
  | { readonly constant: string | number | bigint | boolean | null }
  | { readonly function: string }
  /** `.a.b`, `$x.a`, `(…).a`; `from` is `.` or a variable's name. */
  | { readonly from: string | Pipeline; readonly path: readonly string[] };

/** Cuts what stands between braces into words. */
export function expressionTokens(text: string): Result<readonly string[], string> {
  const words: string[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const word = /^("(?:\\.|[^"\\])*"|`[^`]*`|:=|=|\||\(|\)(?:\.\w+)*|,|(?:[^\s"`|()=,:])+)/.exec(rest)?.[0];
    if (word === undefined)
      return refused(
        rest.startsWith('"') ? 'unterminated quoted string' : `unexpected ${JSON.stringify(rest[0])} in command`,
      );
    words.push(word);
    rest = rest.slice(word.length).trimStart();
  }
  return ok(words);
}

/** Reads a pipeline up to the end or a closing parenthesis. */
export function readPipeline(
  words: readonly string[],
  from: number,
): Result<{ readonly pipe: Pipeline; readonly end: number }, string> {
  const declared = declaration(words, from);
  const commands: (readonly Operand[])[] = [];
  let at = declared.next;
  for (;;) {
    const command = readCommand(words, at);
    if (!command.ok) return command;
    if (command.value.operands.length === 0) return refused('missing value for command');
    commands.push(command.value.operands);
    at = command.value.end;
    if (words[at] !== '|') break;
    at++;
  }
  return ok({ pipe: { variables: declared.variables, declares: declared.declares, commands }, end: at });
}

function declaration(
  words: readonly string[],
  from: number,
): { variables: readonly string[]; declares: boolean; next: number } {
  const variables: string[] = [];
  let at = from;
  while (words[at]?.startsWith('$') === true) {
    variables.push(words[at] as string);
    at++;
    if (words[at] !== ',') break;
    at++;
  }
  const sign = words[at];
  if (variables.length > 0 && (sign === ':=' || sign === '='))
    return { variables, declares: sign === ':=', next: at + 1 };
  return { variables: [], declares: false, next: from };
}

function readCommand(
  words: readonly string[],
  from: number,
): Result<{ operands: readonly Operand[]; end: number }, string> {
  const operands: Operand[] = [];
  let at = from;
  while (at < words.length && words[at] !== '|' && !words[at]?.startsWith(')')) {
    const operand = readOperand(words, at);
    if (!operand.ok) return operand;
    operands.push(operand.value.operand);
    at = operand.value.end;
  }
  return ok({ operands, end: at });
}

function readOperand(words: readonly string[], at: number): Result<{ operand: Operand; end: number }, string> {
  const word = words[at] as string;
  if (word === '(') {
    const inner = readPipeline(words, at + 1);
    if (!inner.ok) return inner;
    const close = words[inner.value.end];
    if (close === undefined) return refused('unclosed left paren');
    const path = close.slice(1).split('.').filter(Boolean);
    return ok({ operand: { from: inner.value.pipe, path }, end: inner.value.end + 1 });
  }
  const operand = simpleOperand(word);
  return operand.ok ? ok({ operand: operand.value, end: at + 1 }) : operand;
}

function simpleOperand(word: string): Result<Operand, string> {
  if (word.startsWith('"')) return ok({ constant: unquoted(word) });
  if (word.startsWith('`')) return ok({ constant: word.slice(1, -1) });
  if (/^[-+]?\d+$/.test(word)) return ok({ constant: BigInt(word) });
  if (/^[-+]?(\d+\.\d*|\.?\d+)([eE][-+]?\d+)?$/.test(word)) return ok({ constant: Number(word) });
  if (word === 'true' || word === 'false') return ok({ constant: word === 'true' });
  if (word === 'nil') return ok({ constant: null });
  if (word.startsWith('.')) return ok({ from: '.', path: word.split('.').filter(Boolean) });
  const [first = '', ...path] = word.split('.');
  if (first.startsWith('$')) return ok({ from: first, path });
  if (path.length === 0 && isGoFunction(word)) return ok({ function: word });
  return refused(
    /^\w+$/.test(word) ? `function "${word}" not defined` : `unexpected ${JSON.stringify(word)} in command`,
  );
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function unquoted(word: string): string {
  return word.slice(1, -1).replace(/\\(.)/g, (_, char: string) => escapes[char] ?? char);
}
