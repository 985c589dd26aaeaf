import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import { expressionTokens, type Pipeline, readPipeline } from './goTemplateExpression.ts';

/** A piece of a Go template. */
export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly pipe: Pipeline }
  | { readonly kind: 'break' | 'continue' }
  | {
      readonly kind: 'range' | 'if' | 'with';
      readonly pipe: Pipeline;
      readonly body: readonly Node[];
      readonly otherwise: readonly Node[];
    };

/** Reads a template; the error is that of Go's text/template/parse. */
export function parseGoTemplate(template: string): Result<readonly Node[], string> {
  const tokens = tokensOf(template);
  const nodes = tokens === undefined ? refused('unclosed action') : new Reader(tokens).nodes(false);
  return nodes.ok ? nodes : refused(`template: output:1: ${nodes.error}`);
}

interface Token {
  readonly action: boolean;
  readonly text: string;
}

/** Text and actions in turn; `{{-` and `-}}` take the white space beside them away. Undefined where an action is not closed. */
function tokensOf(template: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let at = 0;
  let trimmed = false;
  while (at < template.length) {
    const open = template.indexOf('{{', at);
    const before = template.slice(at, open < 0 ? undefined : open);
    const text = trimmed ? before.trimStart() : before;
    const trims = /^\{\{-\s/.test(template.slice(open, open + 4));
    tokens.push({ action: false, text: trims && open >= 0 ? text.trimEnd() : text });
    if (open < 0) break;
    const close = closeOf(template, open + 2);
    if (close < 0) return undefined;
    const inside = template.slice(open + 2, close);
    trimmed = /\s-$/.test(inside);
    tokens.push({ action: true, text: inside.replace(/^-\s|\s-$/g, '').trim() });
    at = close + 2;
  }
  return tokens;
}

/** Where `}}` closes an action, outside quotes; -1 where nothing does. */
function closeOf(template: string, from: number): number {
  let quote = '';
  for (let at = from; at < template.length; at++) {
    const char = template[at] as string;
    if (quote === '') {
      if (template.startsWith('}}', at)) return at;
      if (char === '"' || char === '`') quote = char;
    } else if (char === '\\' && quote === '"') at++;
    else if (char === quote) quote = '';
  }
  return -1;
}

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;
  /** The `else …` or `end` that ended the last list of nodes. */
  #ended = '';

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  nodes(inside: boolean): Result<readonly Node[], string> {
    const nodes: Node[] = [];
    while (this.#at < this.#tokens.length) {
      const { action, text } = this.#tokens[this.#at++] as Token;
      if (action && /^(end|else)\b/.test(text)) {
        if (!inside) return refused(`unexpected {{${/^\w+/.exec(text)?.[0]}}}`);
        this.#ended = text;
        return ok(nodes);
      }
      const node = action ? this.#action(text) : ok<Node>({ kind: 'text', text });
      if (!node.ok) return node;
      if (node.value !== undefined) nodes.push(node.value);
    }
    return inside ? refused('unexpected EOF') : ok(nodes);
  }

  #action(text: string): Result<Node | undefined, string> {
    if (text.startsWith('/*')) return ok(undefined);
    if (text === 'break' || text === 'continue') return ok({ kind: text });
    const block = /^(range|if|with)\b(.*)$/s.exec(text);
    if (block !== null) return this.#block(block[1] as 'range', block[2] ?? '');
    if (/^(define|template|block)\b/.test(text))
      return refused(`"${/^\w+/.exec(text)?.[0]}" is not part of this simulation`);
    const pipe = pipelineOf(text);
    return pipe.ok ? ok({ kind: 'value', pipe: pipe.value }) : pipe;
  }

  #block(kind: 'range' | 'if' | 'with', text: string): Result<Node, string> {
    const pipe = text.trim() === '' ? refused(`missing value for ${kind}`) : pipelineOf(text);
    if (!pipe.ok) return pipe;
    const body = this.nodes(true);
    if (!body.ok) return body;
    const otherwise = this.#otherwise();
    if (!otherwise.ok) return otherwise;
    return ok({ kind, pipe: pipe.value, body: body.value, otherwise: otherwise.value });
  }

  /** What stands behind `{{else}}`; `{{else if x}}` is an if in it that shares the end. */
  #otherwise(): Result<readonly Node[], string> {
    if (this.#ended === 'end') return ok([]);
    const chained = /^else\s+(if|with)\b(.*)$/s.exec(this.#ended);
    if (chained === null) return this.nodes(true);
    const inner = this.#block(chained[1] as 'if', chained[2] ?? '');
    return inner.ok ? ok([inner.value]) : inner;
  }
}

function pipelineOf(text: string): Result<Pipeline, string> {
  const tokens = expressionTokens(text);
  if (!tokens.ok) return tokens;
  const pipe = readPipeline(tokens.value, 0);
  if (!pipe.ok) return pipe;
  const left = tokens.value[pipe.value.end];
  return left === undefined ? ok(pipe.value.pipe) : refused(`unexpected ${JSON.stringify(left)} in operand`);
}
