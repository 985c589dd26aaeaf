import { ok, type Result, refused } from '../result.ts';

export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

/** A resource amount, exact to 1n. Follows kubernetes staging/src/k8s.io/apimachinery/pkg/api/resource/quantity.go. */
export interface Quantity {
  /** The amount in units of 10⁻⁹. */
  readonly nano: bigint;
  readonly format: QuantityFormat;
  /** The text it was parsed from, where the API server keeps that text instead of the canonical one. */
  readonly text?: string;
}

export const zeroQuantity: Quantity = { nano: 0n, format: 'DecimalSI' };

const wrongFormat = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const wrongNumber = 'unable to parse numeric part of quantity';
const wrongSuffix = "unable to parse quantity's suffix";

const decimalSuffixes: readonly (readonly [string, number])[] = [
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
];
const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const nanoPerUnit = 1_000_000_000n;
const maxInt64 = 9_223_372_036_854_775_807n;
/** Beyond it a number has no meaning for a cluster, and only costs memory. */
const maxExponent = 60;

/** Parses `100m`, `1.5Gi`, `1e3`, or a JSON number; null is zero, as the API server decodes it. The error is the API server's text. */
export function parseQuantity(value: unknown): Result<Quantity, string> {
  if (value === null) return ok(zeroQuantity);
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
  const match = /^([+-]?)([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)$/.exec(text);
  if (match === null) return refused(/^[+-]?[0-9.]+[eEinumkKMGTP]*[-+]?[0-9]*$/.test(text) ? wrongSuffix : wrongFormat);
  const [, sign = '', whole = '', fraction = '', suffix = ''] = match;
  if (whole === '' && fraction === '') return refused(problemWithoutDigits(text, suffix));
  const unit = unitOf(suffix);
  if (unit === undefined) return refused(wrongSuffix);
  const nano = amountInNanos(BigInt(`${whole}${fraction}`), fraction.length, unit);
  const signed = sign === '-' ? -nano : nano;
  const binaryBelowOne = unit.format === 'BinarySI' && fraction !== '' && nano > 0n && nano < nanoPerUnit;
  const format = binaryBelowOne ? 'DecimalSI' : unit.format;
  return ok(keepsText(text, whole, fraction, unit) ? { nano: signed, format, text } : { nano: signed, format });
}

function problemWithoutDigits(text: string, suffix: string): string {
  if (text === '') return wrongFormat;
  return suffix === '' || /^[+-.]/.test(text) ? wrongNumber : wrongFormat;
}

/** The quantity, or zero where the text is none. */
export function quantityOr0(value: unknown): Quantity {
  const parsed = parseQuantity(value ?? null);
  return parsed.ok ? parsed.value : zeroQuantity;
}

/** The text the API server writes: the canonical form, but for texts it keeps (`1.500`, `+5`). */
export function formatQuantity(quantity: Quantity): string {
  return quantity.text ?? canonical(quantity);
}

/** −1, 0 or 1. */
export function compareQuantities(a: Quantity, b: Quantity): -1 | 0 | 1 {
  return a.nano < b.nano ? -1 : a.nano > b.nano ? 1 : 0;
}

/** The sum, in the format of `a` (of `b` where `a` is zero). */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  return { nano: a.nano + b.nano, format: a.nano === 0n ? b.format : a.format };
}

/** The difference, in the format of `a` (of `b` where `a` is zero). */
export function subtractQuantities(a: Quantity, b: Quantity): Quantity {
  return { nano: a.nano - b.nano, format: a.nano === 0n ? b.format : a.format };
}

/** Whole units, rounded away from zero: bytes of memory, numbers of devices. Exact below 2⁵³. */
export function quantityValue(quantity: Quantity): number {
  return Number(roundAway(quantity.nano, nanoPerUnit));
}

/** Thousandths, rounded away from zero: millicores. Exact below 2⁵³. */
export function quantityMilliValue(quantity: Quantity): number {
  return Number(roundAway(quantity.nano, 1_000_000n));
}

/** The quantity of so many thousandths. */
export function quantityFromMilli(milli: number, format: QuantityFormat = 'DecimalSI'): Quantity {
  return { nano: BigInt(Math.ceil(milli)) * 1_000_000n, format };
}

/** The quantity of so many whole units. */
export function quantityFromValue(value: number, format: QuantityFormat = 'DecimalSI'): Quantity {
  return { nano: BigInt(Math.ceil(value)) * nanoPerUnit, format };
}

/** Rounded up (away from zero) to thousandths, as the API server does with every stored resource list. */
export function roundUpToMilli(quantity: Quantity): Quantity {
  const nano = roundAway(quantity.nano, 1_000_000n) * 1_000_000n;
  return nano === quantity.nano ? quantity : { nano, format: quantity.format };
}

interface Unit {
  readonly base: 2 | 10;
  readonly exponent: number;
  readonly format: QuantityFormat;
}

function unitOf(suffix: string): Unit | undefined {
  const decimal = decimalSuffixes.find(([name]) => name === suffix);
  if (decimal !== undefined) return { base: 10, exponent: decimal[1], format: 'DecimalSI' };
  const binary = binarySuffixes.indexOf(suffix);
  if (binary > 0) return { base: 2, exponent: binary * 10, format: 'BinarySI' };
  if (!/^[eE][-+]?[0-9]+$/.test(suffix)) return undefined;
  return { base: 10, exponent: Number(suffix.slice(1)), format: 'DecimalExponent' };
}

function amountInNanos(digits: bigint, decimals: number, unit: Unit): bigint {
  if (unit.base === 2) {
    const nano = roundAway(digits * 2n ** BigInt(unit.exponent) * nanoPerUnit, 10n ** BigInt(decimals));
    return nano > maxInt64 * nanoPerUnit ? maxInt64 * nanoPerUnit : nano;
  }
  const power = Math.max(-maxExponent, Math.min(maxExponent, unit.exponent + 9)) - decimals;
  return power >= 0 ? digits * 10n ** BigInt(power) : roundAway(digits, 10n ** BigInt(-power));
}

function roundAway(amount: bigint, unit: bigint): bigint {
  const quotient = amount / unit;
  if (quotient * unit === amount) return quotient;
  return amount < 0n ? quotient - 1n : quotient + 1n;
}

/** Where the API server takes a text for canonical without looking closer, it keeps it. */
function keepsText(text: string, whole: string, fraction: string, unit: Unit): boolean {
  if (text === '0') return true;
  const digits = whole.replace(/^0+/, '') || '0';
  const shifted = digits + fraction;
  if (unit.base === 2) {
    if (fraction !== '' || 15 - digits.length - Math.trunc((unit.exponent * 3) / 10) - 1 < 0) return false;
    return (BigInt(shifted) & 7n) !== 0n;
  }
  const scale = unit.exponent - fraction.length;
  if (18 - shifted.length < 0 || scale < -9) return false;
  return scale % 3 === 0 && !shifted.endsWith('000') && !shifted.startsWith('0');
}

function canonical({ nano, format }: Quantity): string {
  if (nano === 0n) return '0';
  const magnitude = nano < 0n ? -nano : nano;
  const sign = nano < 0n ? '-' : '';
  const wholeNumber = magnitude % nanoPerUnit === 0n;
  if (format === 'BinarySI' && wholeNumber && magnitude >= 1024n * nanoPerUnit)
    return sign + binaryText(magnitude / nanoPerUnit);
  return sign + decimalText(magnitude, format === 'DecimalExponent');
}

function binaryText(value: bigint): string {
  let rest = value;
  let power = 0;
  while (rest % 1024n === 0n && power < binarySuffixes.length - 1) {
    rest /= 1024n;
    power++;
  }
  return `${rest}${binarySuffixes[power] ?? ''}`;
}

function decimalText(nano: bigint, asExponent: boolean): string {
  let rest = nano;
  let exponent = -9;
  while (rest % 1000n === 0n && (asExponent || exponent < 18)) {
    rest /= 1000n;
    exponent += 3;
  }
  if (asExponent) return exponent === 0 ? `${rest}` : `${rest}e${exponent}`;
  return `${rest}${decimalSuffixes.find(([, power]) => power === exponent)?.[0] ?? ''}`;
}
