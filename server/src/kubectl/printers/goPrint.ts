import { isFields } from '#engine/patch/json.ts';
import { sorted } from './yaml.ts';

/** A value as Go's `%v` prints it. Numbers of JSON are float64 in Go: from a million on they have an exponent. An int is a bigint here. */
export function goPrint(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (typeof value === 'number') return goFloat(value);
  if (Array.isArray(value)) return `[${value.map(goPrint).join(' ')}]`;
  if (!isFields(value)) return String(value);
  const entries = Object.entries(sorted(value) as object).map(([name, inner]) => `${name}:${goPrint(inner)}`);
  return `map[${entries.join(' ')}]`;
}

function goFloat(value: number): string {
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 21 && (power < 6 || value === 0)) return String(value);
  const sign = power < 0 ? '-' : '+';
  return `${digits}e${sign}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** Go's Sprintf for the verbs that templates use: `%s %v %d %q %t %f %x`, with width, `-`, `0` and precision. */
export function goFormat(format: string, args: readonly unknown[]): string {
  let next = 0;
  const text = format.replace(
    /%([-+ 0#]*)(\d*)(?:\.(\d+))?([a-zA-Z%])/g,
    (_, flags: string, width: string, precision: string | undefined, verb: string) => {
      if (verb === '%') return '%';
      if (next >= args.length) return `%!${verb}(MISSING)`;
      const shown = formatted(verb, args[next++], precision);
      const size = Math.min(1000, Number(width));
      if (flags.includes('-')) return shown.padEnd(size);
      return shown.padStart(size, flags.includes('0') && verb !== 's' ? '0' : ' ');
    },
  );
  const left = args.slice(next).map((arg) => `${goTypeOf(arg)}=${goPrint(arg)}`);
  return left.length === 0 ? text : `${text}%!(EXTRA ${left.join(', ')})`;
}

function formatted(verb: string, value: unknown, precision: string | undefined): string {
  const digits = precision === undefined ? undefined : Number(precision);
  return printers[verb]?.(value, digits) ?? `%!${verb}(${goTypeOf(value)}=${goPrint(value)})`;
}

/** Undefined where the verb does not print such a value. */
const printers: Readonly<Record<string, (value: unknown, digits: number | undefined) => string | undefined>> = {
  v: goPrint,
  s: (value, digits) => (typeof value === 'string' ? value.slice(0, digits) : undefined),
  q: (value) => (typeof value === 'string' ? JSON.stringify(value) : undefined),
  d: (value) => (typeof value === 'bigint' ? String(value) : undefined),
  t: (value) => (typeof value === 'boolean' ? String(value) : undefined),
  f: (value, digits = 6) => (typeof value === 'number' ? value.toFixed(Math.min(100, digits)) : undefined),
  x: (value) => (typeof value === 'bigint' ? value.toString(16) : undefined),
};

/** The name of the value's type in Go. */
export function goTypeOf(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return '[]interface {}';
  if (isFields(value)) return 'map[string]interface {}';
  return { string: 'string', number: 'float64', bigint: 'int', boolean: 'bool' }[typeof value as string] ?? '';
}
