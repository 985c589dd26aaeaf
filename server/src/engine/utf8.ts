/** The bytes of a text in UTF-8. */
export function* utf8(text: string): Generator<number> {
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) yield point;
    else if (point < 0x800) yield* [0xc0 | (point >> 6), tail(point)];
    else if (point < 0x10000) yield* [0xe0 | (point >> 12), tail(point >> 6), tail(point)];
    else yield* [0xf0 | (point >> 18), tail(point >> 12), tail(point >> 6), tail(point)];
  }
}

const tail = (bits: number): number => 0x80 | (bits & 0x3f);
