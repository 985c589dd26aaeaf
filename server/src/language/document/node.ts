/**
 * The tree of one YAML document as Kubernetes reads it. Every offset counts from the start of the document's own text, so that a
 * document keeps its tree while the text before it changes.
 */
export type Node = MapNode | ListNode | ScalarNode | AliasNode;

export interface MapNode {
  readonly kind: 'map';
  readonly start: number;
  readonly end: number;
  /** `{a: 1}` instead of indented lines. */
  readonly flow: boolean;
  readonly entries: readonly Entry[];
}

/** One `key: value` of a map. A value that is not written is a null scalar of width 0. */
export interface Entry {
  readonly key: ScalarNode;
  readonly value: Node;
}

export interface ListNode {
  readonly kind: 'list';
  readonly start: number;
  readonly end: number;
  readonly flow: boolean;
  readonly items: readonly Node[];
}

export type ScalarValue = string | number | boolean | null;

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly start: number;
  readonly end: number;
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
  /** The text without quotes, escapes and folding undone. */
  readonly text: string;
  /** What `text` means to Kubernetes: `yes` is true, `0777` is 511. */
  readonly value: ScalarValue;
}

/** `*name`. `target` is null where no such anchor stands before it, or where it would contain itself. */
export interface AliasNode {
  readonly kind: 'alias';
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly target: Node | null;
}

/** The node that an alias stands for; every other node is itself. A dangling alias reads as null. */
export function deref(node: Node): MapNode | ListNode | ScalarNode {
  let at: Node = node;
  for (let hops = 0; at.kind === 'alias' && hops < 100; hops++) {
    if (at.target === null) break;
    at = at.target;
  }
  if (at.kind !== 'alias') return at;
  return { kind: 'scalar', start: node.start, end: node.end, style: 'plain', text: '', value: null };
}

/** The entry of `map` called `key`; the last one wins, then what `<<` merges. */
export function entryOf(map: MapNode, key: string, depth = 0): Entry | undefined {
  for (let i = map.entries.length - 1; i >= 0; i--) {
    const entry = map.entries[i];
    if (entry !== undefined && keyText(entry.key) === key) return entry;
  }
  if (depth > 20) return undefined;
  for (const merged of mergedMaps(map)) {
    const entry = entryOf(merged, key, depth + 1);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

/** The value of `key` in `node`, if that is a map which has it. */
export function valueAt(node: Node | undefined, key: string): Node | undefined {
  if (node === undefined) return undefined;
  const map = deref(node);
  return map.kind === 'map' ? entryOf(map, key)?.value : undefined;
}

/** The text of the scalar under `key`, if it is a string. */
export function textAt(node: Node | undefined, key: string): string | undefined {
  const value = valueAt(node, key);
  if (value === undefined) return undefined;
  const scalar = deref(value);
  return scalar.kind === 'scalar' && typeof scalar.value === 'string' ? scalar.value : undefined;
}

/** A key as JSON has it: `on:` is "true", `1:` is "1". */
export function keyText(key: ScalarNode): string {
  return key.value === null ? 'null' : String(key.value);
}

/** The maps that `<<` merges into `map`, the strongest first. */
export function mergedMaps(map: MapNode): readonly MapNode[] {
  const out: MapNode[] = [];
  for (const entry of map.entries) {
    if (!isMerge(entry)) continue;
    const value = deref(entry.value);
    const candidates = value.kind === 'list' ? value.items.map(deref) : [value];
    for (const candidate of candidates) if (candidate.kind === 'map' && candidate !== map) out.push(candidate);
  }
  return out;
}

/** Whether the entry is a merge key, which is no field of its own. */
export function isMerge(entry: Entry): boolean {
  return entry.key.style === 'plain' && entry.key.text === '<<';
}
