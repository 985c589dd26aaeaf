import type { Node } from './node.ts';
import { deref, isMerge, keyText, mergedMaps } from './node.ts';

/** A value of JSON. */
export type Json = null | string | number | boolean | readonly Json[] | { readonly [key: string]: Json };

/** The most nodes that one document may become when its aliases are followed. */
export const maximumNodes = 200_000;

/** A tree as JSON. Aliases that would make it larger than `maximumNodes` read as null. */
export function toValue(node: Node): Json {
  const budget = { left: maximumNodes };
  return convert(node, budget, 0);
}

function convert(node: Node, budget: { left: number }, depth: number): Json {
  if (--budget.left < 0 || depth > 500) return null;
  const at = deref(node);
  if (at.kind === 'scalar') return at.value;
  if (at.kind === 'list') return at.items.map((item) => convert(item, budget, depth + 1));
  const out: Record<string, Json> = {};
  for (const merged of mergedMaps(at).toReversed()) Object.assign(out, convert(merged, budget, depth + 1));
  for (const entry of at.entries) {
    if (!isMerge(entry)) put(out, keyText(entry.key), convert(entry.value, budget, depth + 1));
  }
  return out;
}

/** Sets a key whatever its name: `__proto__` is a field like any other. */
function put(out: Record<string, Json>, key: string, value: Json): void {
  if (key === '__proto__')
    Object.defineProperty(out, key, { value, enumerable: true, configurable: true, writable: true });
  else out[key] = value;
}
