import { fromBase64 } from '#engine/api/base64.ts';
import { isFields } from '#engine/patch/json.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import { goFormat, goPrint, goTypeOf } from './goPrint.ts';

/** The functions of Go's templates, and the two that kubectl adds. The error is what Go says behind `error calling …:`. */
export function callGoFunction(name: string, args: readonly unknown[]): Result<unknown, string> {
  return functions[name]?.(args) ?? refused('it does not exist');
}

/** Whether templates can call it. */
export function isGoFunction(name: string): boolean {
  return Object.hasOwn(functions, name);
}

/** Whether Go's templates take a value for false. */
export function isEmptyInGo(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '') return true;
  if (value === 0 || value === 0n) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

type GoFunction = (args: readonly unknown[]) => Result<unknown, string>;

const functions: Readonly<Record<string, GoFunction>> = {
  and: (args) => ok(args.find(isEmptyInGo) ?? (args.some(isEmptyInGo) ? undefined : args.at(-1))),
  or: (args) => ok(args.find((arg) => !isEmptyInGo(arg)) ?? args.at(-1)),
  not: ([value]) => ok(isEmptyInGo(value)),
  len: ([value]) => lengthOf(value),
  index: ([value, ...keys]) => indexed(value, keys),
  slice: ([value, from, to]) => sliced(value, from, to),
  print: (args) => ok(printed(args)),
  println: (args) => ok(`${args.map(goPrint).join(' ')}\n`),
  printf: ([format, ...args]) =>
    typeof format === 'string' ? ok(goFormat(format, args)) : refused('wrong type for value; expected string'),
  eq: ([value, ...others]) => equalToAny(value, others),
  ne: ([a, b]) => negated(equalToAny(a, [b])),
  lt: ([a, b]) => ordered(a, b, (order) => order < 0),
  le: ([a, b]) => ordered(a, b, (order) => order <= 0),
  gt: ([a, b]) => ordered(a, b, (order) => order > 0),
  ge: ([a, b]) => ordered(a, b, (order) => order >= 0),
  html: (args) =>
    ok(
      args
        .map(goPrint)
        .join('')
        .replace(/[<>&'"]/g, (char) => `&#${char.charCodeAt(0)};`),
    ),
  urlquery: (args) => ok(encodeURIComponent(args.map(goPrint).join('')).replaceAll('%20', '+')),
  exists: ([value, ...keys]) => ok(exists(value, keys)),
  base64decode: ([value]) => ok(typeof value === 'string' ? fromBase64(value) : ''),
};

/** Go's Sprint: a space between two operands of which neither is a text. */
function printed(args: readonly unknown[]): string {
  const gap = (index: number): string =>
    index > 0 && typeof args[index] !== 'string' && typeof args[index - 1] !== 'string' ? ' ' : '';
  return args.map((arg, index) => gap(index) + goPrint(arg)).join('');
}

function lengthOf(value: unknown): Result<bigint, string> {
  if (typeof value === 'string') return ok(BigInt(value.length));
  if (typeof value === 'object' && value !== null) return ok(BigInt(Object.keys(value).length));
  return refused(value === undefined || value === null ? 'len of nil pointer' : `len of type ${goTypeOf(value)}`);
}

function indexed(value: unknown, keys: readonly unknown[]): Result<unknown, string> {
  let inner = value;
  for (const key of keys) {
    const found = itemAt(inner, key);
    if (!found.ok) return found;
    inner = found.value;
  }
  return ok(inner);
}

function itemAt(value: unknown, key: unknown): Result<unknown, string> {
  if (value === undefined || value === null) return refused('index of untyped nil');
  if (isFields(value)) return ok(value[String(key)]);
  if (!Array.isArray(value)) return refused(`can't index item of type ${goTypeOf(value)}`);
  if (typeof key !== 'bigint') return refused(`cannot index slice/array with type ${goTypeOf(key)}`);
  if (key < 0n || key >= BigInt(value.length)) return refused(`index out of range: ${key}`);
  return ok(value[Number(key)]);
}

function exists(value: unknown, keys: readonly unknown[]): boolean {
  const found = indexed(value, keys);
  return found.ok && found.value !== undefined;
}

function sliced(value: unknown, from: unknown, to: unknown): Result<unknown, string> {
  if (typeof value !== 'string' && !Array.isArray(value)) return refused(`can't slice item of type ${goTypeOf(value)}`);
  const [start, end] = [Number(from ?? 0n), Number(to ?? BigInt(value.length))];
  if (start > value.length || end > value.length) return refused(`index out of range: ${Math.max(start, end)}`);
  return start > end ? refused(`invalid slice index: ${start} > ${end}`) : ok(value.slice(start, end));
}

/** What may not be compared: maps and lists, and a number of JSON with one written without a point. */
function comparable(a: unknown, b: unknown): string | undefined {
  const isNil = (value: unknown): boolean => value === undefined || value === null;
  if (isNil(a) || isNil(b)) return undefined;
  if (typeof a === 'object' || typeof b === 'object') return 'invalid type for comparison';
  return typeof a === typeof b ? undefined : 'incompatible types for comparison';
}

function equalToAny(value: unknown, others: readonly unknown[]): Result<boolean, string> {
  if (others.length === 0) return refused('missing argument for comparison');
  for (const other of others) {
    const wrong = comparable(value, other);
    if (wrong !== undefined) return refused(wrong);
    if ((value ?? null) === (other ?? null)) return ok(true);
  }
  return ok(false);
}

function negated(result: Result<boolean, string>): Result<boolean, string> {
  return result.ok ? ok(!result.value) : result;
}

function ordered(a: unknown, b: unknown, holds: (order: number) => boolean): Result<boolean, string> {
  const wrong = a === undefined || b === undefined ? 'invalid type for comparison' : comparable(a, b);
  if (wrong !== undefined) return refused(wrong);
  const [left, right] = [a as number, b as number];
  return ok(holds(left < right ? -1 : left > right ? 1 : 0));
}
