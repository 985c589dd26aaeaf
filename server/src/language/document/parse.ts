import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Problem } from '../validation/problem.ts';
import type { AliasNode, Entry, ListNode, MapNode, Node, ScalarNode } from './node.ts';
import { isMerge, keyText } from './node.ts';
import {
  aliasInItself,
  danglingAlias,
  droppedContent,
  duplicateKey,
  keyNoString,
  tabBeforeComment,
  tooDeep,
  tooLarge,
} from './readProblem.ts';
import { resolvePlain, resolveTagged } from './scalar.ts';
import { straighten } from './straighten.ts';
import { syntaxProblems } from './syntaxProblems.ts';

/** One document as it was read. Offsets count from the start of `text`. */
export interface Tree {
  readonly text: string;
  /** Null where the document holds nothing but comments and space. */
  readonly root: Node | null;
  /** What YAML says against it; where `broken`, `root` is a best effort. Relative to the document. */
  readonly problems: readonly Problem[];
  readonly broken: boolean;
  /** A Helm template or the like: `{{ }}` outside of strings. Nothing is said about it. */
  readonly template: boolean;
}

/** The longest document that is read; the API server takes 3 MB at most. */
export const maximumLength = 8_000_000;

/** Reads one document (a chunk of split.ts). Never throws: what cannot be read is a problem with a place. */
export function parseTree(text: string): Tree {
  if (text.length > maximumLength) return unread(text, tooLarge(text, maximumLength));
  try {
    return read(text);
  } catch {
    return unread(text, tooDeep(text));
  }
}

function unread(text: string, problem: Problem): Tree {
  return { text, root: null, problems: [problem], broken: true, template: false };
}

const options = {
  schema: 'failsafe',
  strict: true,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
  merge: false,
} as const;

function read(text: string): Tree {
  const parsed = parseLeniently(text);
  const reader = new Reader(text);
  const root = parsed.contents === null ? null : reader.node(parsed.contents, 0);
  const empty = root?.kind === 'scalar' && root.start === root.end;
  const first = parsed.errors[0];
  if (first !== undefined) {
    if (first.code === 'RESOURCE_EXHAUSTION') return unread(text, tooDeep(text));
    if (text.includes('{{')) return { text, root: null, problems: [], broken: true, template: true };
    const errors = syntaxProblems(text, (repaired) => (repaired === text ? first : parseLeniently(repaired).errors[0]));
    return { text, root: empty ? null : root, problems: errors, broken: true, template: false };
  }
  if (reader.templated) return { text, root: null, problems: [], broken: true, template: true };
  const problems = [...reader.problems, ...droppedContent(text), ...tabBeforeComment(text)];
  return {
    text,
    root: empty ? null : root,
    problems,
    broken: reader.problems.some((p) => p.rule === 'syntax'),
    template: false,
  };
}

/** Parses; what our parser refuses only for the indentation within brackets and quotes is parsed again with those lines joined. */
function parseLeniently(text: string): ReturnType<typeof parseDocument> {
  const first = parseDocument(text, options);
  let parsed = first;
  let joined = text;
  for (let tries = 0; tries < 20; tries++) {
    const error = parsed.errors[0];
    if (error === undefined) return parsed;
    const next = indents.has(error.code) ? straighten(joined, error.pos[0]) : undefined;
    if (next === undefined) return first;
    joined = next;
    parsed = parseDocument(joined, options);
  }
  return first;
}

const indents: ReadonlySet<string> = new Set(['BAD_INDENT', 'TAB_AS_INDENT', 'MISSING_CHAR']);

/** Turns yaml's nodes into ours. One per document: it holds the anchors met so far. */
class Reader {
  readonly problems: Problem[] = [];
  templated = false;
  readonly #text: string;
  readonly #anchors = new Map<string, Node | null>();

  constructor(text: string) {
    this.#text = text;
  }

  node(source: unknown, at: number): Node {
    if (isAlias(source)) return this.#alias(source);
    if (isMap(source)) return this.#anchored(source.anchor, () => this.#map(source));
    if (isSeq(source)) return this.#anchored(source.anchor, () => this.#list(source));
    if (isScalar(source)) return this.#anchored(source.anchor, () => scalar(this.#text, source));
    return emptyScalar(at);
  }

  #anchored(anchor: string | undefined, make: () => Node): Node {
    if (anchor === undefined) return make();
    this.#anchors.set(anchor, null);
    const node = make();
    this.#anchors.set(anchor, node);
    return node;
  }

  #alias(source: Alias.Parsed | Alias): AliasNode {
    const [start, end] = span(source.range);
    const target = this.#anchors.get(source.source);
    if (target === undefined) this.problems.push(danglingAlias(start, end, source.source));
    if (target === null) this.problems.push(aliasInItself(start, end, source.source));
    return { kind: 'alias', start, end, name: source.source, target: target ?? null };
  }

  #map(source: YAMLMap): MapNode {
    const [start, end] = span(source.range);
    const entries: Entry[] = [];
    for (const pair of source.items) {
      const entry = this.#entry(pair as Pair);
      if (entry !== undefined) entries.push(entry);
    }
    this.#duplicates(entries);
    // A copy is as long as it has to be; a list that grew keeps room for more, in each of a workspace's maps.
    return { kind: 'map', start, end, flow: source.flow === true, entries: entries.slice() };
  }

  #entry(pair: Pair): Entry | undefined {
    const key = isAlias(pair.key) ? this.#alias(pair.key).target : this.node(pair.key, 0);
    if (key === null) return undefined;
    if (key.kind !== 'scalar') {
      if (key.kind === 'map' && key.flow && this.#text.startsWith('{{', key.start - 1)) this.templated = true;
      else this.problems.push(keyNoString(key.start, key.end));
      return undefined;
    }
    return { key: shared(key), value: this.node(pair.value, key.end) };
  }

  #duplicates(entries: readonly Entry[]): void {
    const seen = new Set<string>();
    for (const entry of entries) {
      const key = keyText(entry.key);
      if (seen.has(key) && !isMerge(entry)) this.problems.push(duplicateKey(entry.key.start, entry.key.end, key));
      seen.add(key);
    }
  }

  #list(source: YAMLSeq): ListNode {
    const [start, end] = span(source.range);
    return {
      kind: 'list',
      start,
      end,
      flow: source.flow === true,
      items: source.items.map((item) => this.node(item, start)),
    };
  }
}

const styles = {
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
} as const;

function scalar(text: string, source: Scalar): ScalarNode {
  const [start, end] = span(source.range);
  const read = typeof source.value === 'string' ? source.value : text.slice(start, end);
  const style =
    source.type === undefined || source.type === 'PLAIN' ? 'plain' : styles[source.type as keyof typeof styles];
  const tagged =
    source.tag !== undefined && source.tag !== 'tag:yaml.org,2002:str' ? resolveTagged(read, source.tag) : read;
  const value = source.tag === undefined && style === 'plain' ? resolvePlain(read) : tagged;
  return { kind: 'scalar', start, end, style, text: read, value };
}

/** The same names are keys in every manifest: one text for all of them. So many are kept at most. */
const names = new Map<string, string>();
const manyNames = 4096;

function shared(key: ScalarNode): ScalarNode {
  if (key.value !== key.text || key.text.length > 40) return key;
  const known = names.get(key.text);
  if (known !== undefined) return { ...key, text: known, value: known };
  // A part of a text holds the whole of it: what is kept is put together anew.
  if (names.size < manyNames) {
    const own = [...key.text].join('');
    names.set(own, own);
  }
  return key;
}

function emptyScalar(at: number): ScalarNode {
  return { kind: 'scalar', start: at, end: at, style: 'plain', text: '', value: null };
}

function span(range: readonly [number, number, number] | null | undefined): [number, number] {
  return range ? [range[0], range[1]] : [0, 0];
}
