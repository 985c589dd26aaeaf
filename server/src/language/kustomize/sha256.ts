import { utf8 } from '#engine/utf8.ts';

/** SHA-256 of a text in UTF-8, as hexadecimal digits (FIPS 180-4). The cores have no crypto of their host. */
export function sha256(text: string): string {
  const bytes = [...utf8(text)];
  const bits = bytes.length * 8;
  bytes.push(0x80);
  while (bytes.length % 64 !== 56) bytes.push(0);
  for (let shift = 56; shift >= 0; shift -= 8) bytes.push(shift >= 32 ? 0 : (bits >>> shift) & 0xff);
  const state = roots(8, 2).map((root) => root | 0);
  for (let block = 0; block < bytes.length; block += 64) digest(state, bytes, block);
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** The first bits of the fractional parts of square (2) or cube (3) roots of the first primes. */
function roots(count: number, power: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++) {
    let prime = true;
    for (let divisor = 2; divisor * divisor <= candidate; divisor++) if (candidate % divisor === 0) prime = false;
    if (prime) found.push(fraction(candidate, power));
  }
  return found;
}

/** floor(frac(prime^(1/power)) · 2³²), with whole numbers, as doubles are too short by a bit or two. */
function fraction(prime: number, power: number): number {
  const scaled = BigInt(prime) << BigInt(32 * power);
  let low = 0n;
  let high = 1n << 40n;
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (middle ** BigInt(power) <= scaled) low = middle;
    else high = middle - 1n;
  }
  return Number(low & 0xffffffffn);
}

const constants = roots(64, 3);
const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

function digest(state: number[], bytes: readonly number[], block: number): void {
  const words: number[] = [];
  for (let i = 0; i < 16; i++) {
    const at = block + i * 4;
    words.push(
      ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0),
    );
  }
  for (let i = 16; i < 64; i++) {
    const [near, far] = [words[i - 2] ?? 0, words[i - 15] ?? 0];
    const s0 = turn(far, 7) ^ turn(far, 18) ^ (far >>> 3);
    const s1 = turn(near, 17) ^ turn(near, 19) ^ (near >>> 10);
    words.push(((words[i - 16] ?? 0) + s0 + (words[i - 7] ?? 0) + s1) | 0);
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < 64; i++) {
    const t1 =
      (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + (constants[i] ?? 0) + (words[i] ?? 0)) | 0;
    const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) state[i] = ((state[i] ?? 0) + word) | 0;
}
