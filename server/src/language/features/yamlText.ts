import type { NewField } from '../document/insert.ts';
import { resolvePlain } from '../document/scalar.ts';
import type { Json } from '../document/value.ts';

/** A value as lines of block style, maps indented by two spaces and lists at the column of their key. */
export function blockLines(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => dashed(blockLines(item as Json)));
  if (typeof value !== 'object' || value === null) return [flowText(value)];
  return Object.entries(value as Record<string, Json>).flatMap(([key, one]) => {
    if (typeof one !== 'object' || one === null || Object.keys(one).length === 0)
      return [`${text(key)}: ${flowText(one)}`];
    return [`${text(key)}:`, ...blockLines(one).map((line) => `  ${line}`)];
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
export function newField(key: string, value: Json): NewField {
  if (typeof value !== 'object' || value === null) return { key, value: flowText(value) };
  return { key, value: { lines: blockLines(value), flow: flowText(value) } };
}

function dashed(lines: readonly string[]): string[] {
  return lines.map((line, index) => `${index === 0 ? '- ' : '  '}${line}`);
}

/** A string as YAML: plain where it is read back as the same text, else in quotes. */
export function text(value: string): string {
  const plain = /^[A-Za-z0-9/][\w./-]*$/.test(value) && resolvePlain(value) === value;
  return plain ? value : JSON.stringify(value);
}
