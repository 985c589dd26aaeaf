/** A deterministic source of chance. Each user of chance has a stream of its own, so that one more draw here moves nothing there. */
export interface Random {
  /** A whole number in [0, bound). */
  next(bound: number): number;
}

/** The stream called `name` of a run's seed (xoshiro128** seeded by an FNV-1a of both). */
export function randomStream(seed: number, name: string): Random {
  let h = 0x811c9dc5 ^ seed;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  const mix = (): number => {
    h = (h + 0x9e3779b9) | 0;
    let z = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
  let a = mix();
  let b = mix();
  let c = mix();
  let d = mix() | 1;
  const rotate = (x: number, k: number): number => (x << k) | (x >>> (32 - k));
  return {
    next(bound) {
      const value = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
      const t = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= t;
      d = rotate(d, 11);
      return bound <= 1 ? 0 : Math.floor((value / 0x1_0000_0000) * bound);
    },
  };
}
