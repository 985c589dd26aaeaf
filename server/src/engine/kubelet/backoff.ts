import type { Millis } from '../time.ts';

const longest = 300_000;

/**
 * A back-off that doubles and forgets: initial, twice that, … up to 300 s; after 600 s without an update it begins anew.
 * Follows kubernetes staging/src/k8s.io/client-go/util/flowcontrol/backoff.go.
 */
export class Backoff {
  #delay = 0;
  #updated: Millis = 0;

  /** How long after `event` (the exit, the failed pull) the next try has to wait; 0 when it need not. */
  delayAfter(event: Millis): Millis {
    return this.#expired(event) ? 0 : this.#delay;
  }

  /** Notes a try at `now` that follows the `event`. */
  next(event: Millis, now: Millis, initial: Millis): void {
    this.#delay = this.#expired(event) ? initial : Math.min(this.#delay * 2, Math.max(longest, initial));
    this.#updated = now;
  }

  #expired(event: Millis): boolean {
    return this.#delay === 0 || event - this.#updated > 2 * longest;
  }
}
