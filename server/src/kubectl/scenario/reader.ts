import { parseDuration } from '#engine/time.ts';
import { deref, entryOf, keyText, type MapNode, type Node } from '#language/document/node.ts';
import { toValue } from '#language/document/value.ts';

/** A mistake in a scenario, at an offset of its text. */
export interface Mistake {
  readonly offset: number;
  readonly message: string;
}

/** Reads a tree field by field and collects what is wrong; what is wrong reads as absent. */
export class Reader {
  readonly mistakes: Mistake[] = [];

  say(node: Node, message: string): undefined {
    this.mistakes.push({ offset: node.start, message });
    return undefined;
  }

  /** The node as a map whose keys are all among `known`. */
  map(node: Node | undefined, what: string, known: readonly string[]): MapNode | undefined {
    if (node === undefined) return undefined;
    const map = deref(node);
    if (map.kind !== 'map') return this.say(node, `${what} must be a map`);
    for (const entry of map.entries) {
      const key = keyText(entry.key);
      if (!known.includes(key)) this.say(entry.key, `${what} has no field "${key}"; known are ${known.join(', ')}`);
    }
    return map;
  }

  list(node: Node | undefined, what: string): readonly Node[] | undefined {
    if (node === undefined) return undefined;
    const list = deref(node);
    return list.kind === 'list' ? list.items : this.say(node, `${what} must be a list`);
  }

  field(map: MapNode | undefined, key: string): Node | undefined {
    const value = map === undefined ? undefined : entryOf(map, key)?.value;
    if (value === undefined) return undefined;
    const at = deref(value);
    return at.kind === 'scalar' && at.value === null ? undefined : value;
  }

  /** A text; numbers and booleans are taken as they are written. */
  text(node: Node | undefined, what: string): string | undefined {
    if (node === undefined) return undefined;
    const scalar = deref(node);
    return scalar.kind === 'scalar' ? scalar.text : this.say(node, `${what} must be a text`);
  }

  word<T extends string>(node: Node | undefined, what: string, choices: readonly T[]): T | undefined {
    const text = this.text(node, what);
    if (node === undefined || text === undefined) return undefined;
    const found = choices.find((choice) => choice === text);
    return found ?? this.say(node, `${what} must be one of ${choices.join(', ')}, not "${text}"`);
  }

  number(node: Node | undefined, what: string): number | undefined {
    if (node === undefined) return undefined;
    const value = this.value(node);
    const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
    return typeof number === 'number' ? number : this.say(node, `${what} must be a number`);
  }

  boolean(node: Node | undefined, what: string): boolean | undefined {
    if (node === undefined) return undefined;
    const value = this.value(node);
    return typeof value === 'boolean' ? value : this.say(node, `${what} must be true or false`);
  }

  /** A duration such as `600ms`, `5s`, `2m`; milliseconds. */
  duration(node: Node | undefined, what: string): number | undefined {
    if (node === undefined) return undefined;
    const scalar = deref(node);
    const millis = scalar.kind === 'scalar' ? parseDuration(scalar.text) : undefined;
    if (millis === undefined || millis < 0) return this.say(node, `${what} must be a duration such as 600ms, 5s or 2m`);
    return millis;
  }

  value(node: Node): unknown {
    return toValue(node);
  }
}
