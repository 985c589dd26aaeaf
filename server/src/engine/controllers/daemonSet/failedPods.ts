import type { Millis } from '../../time.ts';

const first: Millis = 1000;
const longest: Millis = 15 * 60 * 1000;

/** How long a failed daemon pod stays on its node before it is replaced: 1 s, doubled up to 15 min; follows client-go util/flowcontrol Backoff. */
export class FailedPods {
  readonly #entries = new Map<string, { readonly delay: Millis; readonly since: Millis }>();

  /** What is left of the wait for this node; 0 when the pod may go. */
  left(node: string, now: Millis): Millis {
    const entry = this.#entries.get(node);
    return entry === undefined ? 0 : Math.max(0, entry.since + entry.delay - now);
  }

  /** A failed pod of this node is replaced now: the next one waits longer, unless all was well for long. */
  next(node: string, now: Millis): void {
    const entry = this.#entries.get(node);
    const fresh = entry === undefined || now - entry.since > 2 * longest;
    this.#entries.set(node, { delay: fresh ? first : Math.min(entry.delay * 2, longest), since: now });
  }
}
