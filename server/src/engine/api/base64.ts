import { utf8 } from '../utf8.ts';

/** The text's UTF-8 bytes in base64. */
export function toBase64(text: string): string {
  const bytes = [...utf8(text)];
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.slice(i, i + 3);
    const group = (a << 16) | (b << 8) | c;
    const left = bytes.length - i;
    out +=
      digit(group >> 18) + digit(group >> 12) + (left > 1 ? digit(group >> 6) : '=') + (left > 2 ? digit(group) : '=');
  }
  return out;
}

/** The text whose UTF-8 bytes these are; the base64 itself where they are no text. */
export function fromBase64(text: string): string {
  let held = 0;
  let bits = 0;
  let escaped = '';
  for (const char of text.replace(/[\s=]/g, '')) {
    held = ((held << 6) | Math.max(0, digits.indexOf(char))) & 0xfffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    escaped += `%${((held >> bits) & 255).toString(16).padStart(2, '0')}`;
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    return text;
  }
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const digit = (value: number): string => digits[value & 63] ?? '';
