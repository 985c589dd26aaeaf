/** Virtual time in milliseconds since the start of the run; never the time of the machine. */
export type Millis = number & { readonly __brand?: 'Millis' };

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Reads a Go duration (`600ms`, `1.5s`, `2m30s`); undefined when it is none. */
export function parseDuration(text: string): Millis | undefined {
  if (text === '0') return 0;
  if (!/^-?(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g))
    total += Number(amount) * (units[unit ?? ''] ?? 0);
  return Math.round(text.startsWith('-') ? -total : total);
}

/** The time stamp that the API server would write at virtual time `at`: RFC 3339, whole seconds (metav1.Time). */
export function timestamp(startTime: Millis, at: Millis): string {
  return `${new Date(Math.floor((startTime + at) / 1000) * 1000).toISOString().slice(0, 19)}Z`;
}

/** The virtual time of an RFC 3339 time stamp. */
export function parseTimestamp(startTime: Millis, text: string): Millis {
  return Date.parse(text) - startTime;
}
