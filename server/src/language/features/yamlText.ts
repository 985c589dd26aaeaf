import type { NewField } from '../document/insert.ts';
import { type Levels, usualLevels } from '../document/levels.ts';
import { resolvePlain } from '../document/scalar.ts';
import type { Json } from '../document/value.ts';

/** A value as lines of block style, maps and lists indented as the levels say. */
export function blockLines(value: Json, levels: Levels = usualLevels): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => dashed(blockLines(item as Json, levels)));
  if (typeof value !== 'object' || value === null) return [flowText(value)];
  return Object.entries(value as Record<string, Json>).flatMap(([key, one]) => {
    if (typeof one !== 'object' || one === null || Object.keys(one).length === 0)
      return [`${text(key)}: ${flowText(one)}`];
    const indent = ' '.repeat(Array.isArray(one) ? levels.list : levels.map);
    return [`${text(key)}:`, ...blockLines(one, levels).map((line) => indent + line)];
  });
}

/** A value on one line: `{ name: web, ports: [80] }`. */
export function flowText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item) => flowText(item as Json)).join(', ')}]`;
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const pairs = Object.entries(value as Record<string, Json>).map(([key, one]) => `${text(key)}: ${flowText(one)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

/** A field to be inserted in the style of the map that takes it. */
export function newField(key: string, value: Json, levels: Levels = usualLevels): NewField {
  if (typeof value !== 'object' || value === null) return { key, value: flowText(value) };
  const deeper = Array.isArray(value) ? levels.list : levels.map;
  return { key, value: { lines: blockLines(value, levels), flow: flowText(value), deeper } };
}

function dashed(lines: readonly string[]): string[] {
  return lines.map((line, index) => `${index === 0 ? '- ' : '  '}${line}`);
}

/** A string as YAML: plain where it is read back as the same text, else in quotes. */
export function text(value: string): string {
  const plain = /^[A-Za-z0-9/][\w./-]*$/.test(value) && resolvePlain(value) === value;
  return plain ? value : JSON.stringify(value);
}
