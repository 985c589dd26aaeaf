import { Environment, EvaluationError, Optional } from '@marcbachmann/cel-js';
import {
  addQuantities,
  compareQuantities,
  parseQuantity,
  type Quantity,
  subtractQuantities,
} from '#engine/api/quantity.ts';

/** An expression in CEL that can be evaluated here. */
export type Expression = (variables: Variables) => Evaluated;

/** What a rule sees. `oldSelf` is absent where there is nothing before. */
export interface Variables {
  readonly self: unknown;
  readonly oldSelf?: unknown;
}

/** The value, the error that cel-go says too, or that it cannot be told here. */
export type Evaluated =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'unknown' };

/** Reads an expression, with an `oldSelf` that may be `optional`; undefined for what the library does not know: a function of Kubernetes' that it lacks, or no CEL at all. */
export function expression(text: string, optional = false): Expression | undefined {
  const key = `${optional}${text}`;
  if (known.has(key)) return known.get(key);
  const made = compile(optional ? withOptional : environment, text);
  if (known.size > mostKept) known.clear();
  known.set(key, made);
  return made;
}

const mostKept = 5000;

const known = new Map<string, Expression | undefined>();

/** How deep loops can stand in one another at most: `all`, `exists`, `map` and `filter` that are written. */
export function loopsIn(text: string): number {
  return [...text.matchAll(/\.\s*(?:all|exists|exists_one|map|filter)\s*\(/g)].length;
}

/** Whether an expression asks for what was before. */
export function asksForOld(text: string): boolean {
  return /\boldSelf\b/.test(text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""'));
}

/** A value that may be there, as rules with optionalOldSelf take it. */
export function optionalValue(value: unknown): unknown {
  return value === undefined ? Optional.none() : Optional.of(value);
}

/** Texts of Kubernetes' formats as CEL has them; undefined where the text is none. */
export function typedText(format: unknown, text: string): unknown {
  if (format === 'date-time' || format === 'date') {
    const at = Date.parse(text);
    return Number.isNaN(at)
      ? undefined
      : environment.evaluate('timestamp(self)', {
          self: text.length === 10 ? `${text}T00:00:00Z` : text,
          oldSelf: null,
        });
  }
  if (format !== 'duration') return text;
  const read = expression('duration(self)')?.({ self: text });
  return read?.kind === 'value' ? read.value : undefined;
}

/** What cel-go's errors are called that the library has under the same name. */
const sameError: Readonly<Record<string, (message: string) => string>> = {
  no_such_key: (message) => message.replace(/^No such key/, 'no such key'),
  index_out_of_bounds: (message) => `index out of bounds: ${/index (-?\d+)/.exec(message)?.[1] ?? ''}`,
  division_by_zero: () => 'division by zero',
  modulus_by_zero: () => 'modulus by zero',
};

function compile(environment: Environment, text: string): Expression | undefined {
  try {
    const parsed = environment.parse(text);
    if (!parsed.check().valid) return undefined;
    return (variables) => evaluated(() => parsed({ oldSelf: null, ...variables }));
  } catch {
    return undefined;
  }
}

function evaluated(run: () => unknown): Evaluated {
  try {
    return { kind: 'value', value: run() };
  } catch (error) {
    if (!(error instanceof EvaluationError)) return { kind: 'unknown' };
    const [first = ''] = error.message.split('\n');
    const { code } = error as { code?: string };
    const say = code === undefined ? undefined : sameError[code];
    return say === undefined ? { kind: 'unknown' } : { kind: 'error', message: say(first) };
  }
}

/** A quantity as a type of CEL. */
class QuantityValue {
  readonly quantity: Quantity;
  constructor(quantity: Quantity) {
    this.quantity = quantity;
  }
}

const base: Environment = withKubernetes(
  new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false }).registerVariable('self', 'dyn'),
);
const environment: Environment = base.clone().registerVariable('oldSelf', 'dyn');
const withOptional: Environment = base.clone().registerVariable('oldSelf', 'optional');

/** The functions that Kubernetes adds to CEL, as far as rules of custom resources use them. */
function withKubernetes(plain: Environment): Environment {
  const type = 'kubernetes.Quantity';
  const compared = (a: QuantityValue, b: QuantityValue): number => compareQuantities(a.quantity, b.quantity);
  return plain
    .registerType(type, { ctor: QuantityValue, fields: {} })
    .registerFunction(`quantity(string): ${type}`, quantityOf)
    .registerFunction('isQuantity(string): bool', (text: string) => parseQuantity(text).ok)
    .registerFunction(
      `${type}.isGreaterThan(${type}): bool`,
      (a: QuantityValue, b: QuantityValue) => compared(a, b) > 0,
    )
    .registerFunction(`${type}.isLessThan(${type}): bool`, (a: QuantityValue, b: QuantityValue) => compared(a, b) < 0)
    .registerFunction(`${type}.compareTo(${type}): int`, (a: QuantityValue, b: QuantityValue) => BigInt(compared(a, b)))
    .registerFunction(`${type}.sign(): int`, ({ quantity }: QuantityValue) => signOf(quantity.nano))
    .registerFunction(
      `${type}.add(${type}): ${type}`,
      (a: QuantityValue, b: QuantityValue) => new QuantityValue(addQuantities(a.quantity, b.quantity)),
    )
    .registerFunction(
      `${type}.sub(${type}): ${type}`,
      (a: QuantityValue, b: QuantityValue) => new QuantityValue(subtractQuantities(a.quantity, b.quantity)),
    )
    .registerFunction('list.isSorted(): bool', (list: readonly never[]) =>
      list.every((one, index) => index === 0 || (list[index - 1] as never) <= one),
    )
    .registerFunction('list.indexOf(dyn): int', (list: readonly unknown[], one: unknown) => BigInt(list.indexOf(one)))
    .registerFunction('list.lastIndexOf(dyn): int', (list: readonly unknown[], one: unknown) =>
      BigInt(list.lastIndexOf(one)),
    )
    .registerFunction(
      'string.find(string): string',
      (text: string, pattern: string) => new RegExp(pattern).exec(text)?.[0] ?? '',
    )
    .registerFunction('string.replace(string, string): string', (text: string, from: string, to: string) =>
      text.replaceAll(from, to),
    )
    .registerFunction('string.format(list): string', formatted);
}

function quantityOf(text: string): QuantityValue {
  const parsed = parseQuantity(text);
  if (!parsed.ok) throw new TypeError(`not a quantity: ${text}`);
  return new QuantityValue(parsed.value);
}

function signOf(nano: bigint): bigint {
  if (nano === 0n) return 0n;
  return nano > 0n ? 1n : -1n;
}

/** `%s` and `%d` of strings, numbers and booleans; what has another shape is not told here. */
function formatted(text: string, values: readonly unknown[]): string {
  let next = 0;
  return text.replace(/%(.)/g, (_, verb: string) => {
    if (verb === '%') return '%';
    const value = values[next++];
    const plain = typeof value === 'string' || typeof value === 'bigint' || typeof value === 'boolean';
    if (!plain || (verb !== 's' && verb !== 'd')) throw new TypeError(`%${verb} of this value`);
    return String(value);
  });
}
