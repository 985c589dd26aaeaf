import type { ScalarValue } from './node.ts';

/**
 * What a plain scalar means to Kubernetes: the YAML 1.1 rules of go-yaml v2, which sigs.k8s.io/yaml turns into JSON. `yes` and `on`
 * are true, but `y` and `n` stay strings, `0777` is 511, `0999` is 999, `1_000` is 1000, `2024-01-01` stays a string.
 */
export function resolvePlain(text: string): ScalarValue {
  if (text === '') return null;
  const known = words.get(text);
  if (known !== undefined) return known;
  return /^[-+.0-9]/.test(text) ? (numberOf(text) ?? text) : text;
}

/** What a scalar with an explicit tag means: `!!str 1` is "1", `!!int "1"` is 1. */
export function resolveTagged(text: string, tag: string): ScalarValue {
  switch (tag) {
    case 'tag:yaml.org,2002:int':
    case 'tag:yaml.org,2002:float':
    case 'tag:yaml.org,2002:bool':
    case 'tag:yaml.org,2002:null':
      return resolvePlain(text);
    default:
      return text;
  }
}

const words: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...forms(['yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'], true),
  ...forms(['no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'], false),
  ...forms(['~', 'null', 'Null', 'NULL'], null),
]);

function forms(spellings: readonly string[], value: ScalarValue): [string, ScalarValue][] {
  return spellings.map((spelling) => [spelling, value]);
}

const integer = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

function numberOf(text: string): number | undefined {
  const plain = text.replaceAll('_', '');
  const match = integer.exec(plain);
  if (match?.[2] !== undefined) return signed(match[1] ?? '', magnitude(match[2]));
  return float.test(plain) ? Number(plain) : undefined;
}

function magnitude(digits: string): number {
  if (/^0[xXbB]/.test(digits)) return Number(digits);
  if (/^0[oO]?[0-7]+$/.test(digits)) return Number.parseInt(digits.replace(/^0[oO]?/, ''), 8);
  return Number(digits);
}

function signed(sign: string, value: number): number {
  return sign === '-' && value !== 0 ? -value : value;
}
