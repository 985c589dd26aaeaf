import { type Causes, invalid } from './causes.ts';

/** An address as its bytes: 4 or 16; an IPv4 address in IPv6 form counts as IPv4, as in Go's net package. */
export interface Address {
  readonly family: 'IPv4' | 'IPv6';
  readonly groups: readonly number[];
  readonly mapped: boolean;
}

/** Reads an address as the API server does: leading zeros are allowed. */
export function parseIp(text: string): Address | undefined {
  if (!text.includes(':')) return parseIpv4(text);
  const groups = parseIpv6(text);
  if (groups === undefined) return undefined;
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (!mapped) return { family: 'IPv6', groups, mapped };
  const [high = 0, low = 0] = groups.slice(6);
  return { family: 'IPv4', groups: [high >> 8, high & 0xff, low >> 8, low & 0xff], mapped };
}

export interface Cidr {
  readonly address: Address;
  readonly prefix: number;
}

export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/');
  const address = slash < 0 ? undefined : parseIp(text.slice(0, slash));
  const digits = text.slice(slash + 1);
  if (address === undefined || !/^[0-9]{1,3}$/.test(digits)) return undefined;
  const prefix = Number(digits);
  const bits = text.slice(0, slash).includes(':') ? 128 : 32;
  return prefix <= bits ? { address, prefix } : undefined;
}

export function isIpv6(text: string): boolean {
  return parseIp(text)?.family === 'IPv6';
}

/** Follows kubernetes staging/src/k8s.io/apimachinery/pkg/util/validation/ip.go IsValidIP. */
export function validateIp(text: string, path: string, errors: Causes): boolean {
  if (parseIp(text) !== undefined) return true;
  errors.push(invalid(path, text, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'));
  return false;
}

/** Follows IsValidCIDR of the same file. */
export function validateCidr(text: string, path: string, errors: Causes): boolean {
  if (parseCidr(text) !== undefined) return true;
  errors.push(invalid(path, text, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'));
  return false;
}

/** No unspecified, loopback or link-local address. Follows kubernetes pkg/apis/core/validation ValidateNonSpecialIP. */
export function validateNonSpecialIp(text: string, path: string, errors: Causes): void {
  const ip = parseIp(text);
  if (ip === undefined) {
    errors.push(invalid(path, text, 'must be a valid IP address'));
    return;
  }
  const [first = 0, second = 0, third = 0] = ip.groups;
  const v4 = ip.family === 'IPv4';
  const rest = ip.groups.slice(0, -1).every((group) => group === 0);
  const last = ip.groups.at(-1);
  if (rest && last === 0) errors.push(invalid(path, text, `may not be unspecified (${text})`));
  if (v4 ? first === 127 : rest && last === 1)
    errors.push(invalid(path, text, 'may not be in the loopback range (127.0.0.0/8, ::1/128)'));
  if (v4 ? first === 169 && second === 254 : (first & 0xffc0) === 0xfe80) {
    errors.push(invalid(path, text, 'may not be in the link-local range (169.254.0.0/16, fe80::/10)'));
  }
  if (v4 ? first === 224 && second === 0 && third === 0 : (first & 0xff0f) === 0xff02) {
    errors.push(invalid(path, text, 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)'));
  }
}

function parseIpv4(text: string): Address | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^[0-9]+$/.test(part) && Number(part) <= 255)) return undefined;
  return { family: 'IPv4', groups: parts.map(Number), mapped: false };
}

function parseIpv6(text: string): readonly number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const sides = halves.map((half) => (half === '' ? [] : groupsOf(half.split(':'))));
  const [left, right = []] = sides;
  if (left === undefined || sides.includes(undefined)) return undefined;
  const missing = 8 - left.length - (right?.length ?? 0);
  if (halves.length === 1) return missing === 0 ? left : undefined;
  return missing < 1 ? undefined : [...left, ...Array.from({ length: missing }, () => 0), ...(right ?? [])];
}

function groupsOf(parts: readonly string[]): readonly number[] | undefined {
  const groups: number[] = [];
  for (const [index, part] of parts.entries()) {
    const v4 = index === parts.length - 1 && part.includes('.') ? parseIpv4(part) : undefined;
    if (v4 !== undefined) {
      const [a = 0, b = 0, c = 0, d = 0] = v4.groups;
      groups.push(a * 256 + b, c * 256 + d);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return groups;
}
