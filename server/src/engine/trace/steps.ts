import type { Millis } from '../time.ts';

/** A number that changes at moments: value[i] holds from at[i] until at[i + 1]. Before the first moment it is 0. */
export interface Steps {
  readonly at: readonly Millis[];
  readonly value: readonly number[];
}

/** A number and the first moment at which it was reached. */
export interface Extreme {
  readonly count: number;
  readonly at: Millis;
}

/** Steps under construction. Of several values in one millisecond the last one stands: nobody outside sees the others. */
export class StepsBuilder implements Steps {
  readonly at: Millis[] = [];
  readonly value: number[] = [];

  /** The value that holds now. */
  get last(): number {
    return this.value[this.value.length - 1] ?? 0;
  }

  /** From `at` on, which is not before the last moment, the value is `value`. */
  set(at: Millis, value: number): void {
    const i = this.at.length - 1;
    if (value === this.last) return;
    if (this.at[i] !== at) {
      this.at.push(at);
      this.value.push(value);
      return;
    }
    if (value === (this.value[i - 1] ?? 0)) {
      this.at.pop();
      this.value.pop();
    } else this.value[i] = value;
  }

  add(at: Millis, change: number): void {
    this.set(at, this.last + change);
  }
}

/** The value that holds at `t`. */
export function valueAt(steps: Steps, t: Millis): number {
  return steps.value[indexAt(steps, t)] ?? 0;
}

/** The index of the step that holds at `t`; -1 before the first. */
export function indexAt(steps: Steps, t: Millis): number {
  let low = 0;
  let high = steps.at.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((steps.at[middle] ?? 0) <= t) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The lowest value in [from, to] and when it was first reached. */
export function lowest(steps: Steps, from: Millis, to: Millis): Extreme {
  return extreme(steps, from, to, (value, best) => value < best);
}

/** The highest value in [from, to] and when it was first reached. */
export function highest(steps: Steps, from: Millis, to: Millis): Extreme {
  return extreme(steps, from, to, (value, best) => value > best);
}

function extreme(steps: Steps, from: Millis, to: Millis, better: (value: number, best: number) => boolean): Extreme {
  let best: Extreme = { count: valueAt(steps, from), at: from };
  for (let i = indexAt(steps, from) + 1; i < steps.at.length; i++) {
    const at = steps.at[i] ?? 0;
    if (at > to) break;
    const count = steps.value[i] ?? 0;
    if (better(count, best.count)) best = { count, at };
  }
  return best;
}

/** Both together, at every moment at which one of them changes. */
export function sum(a: Steps, b: Steps): Steps {
  const total = new StepsBuilder();
  for (const at of [...new Set([...a.at, ...b.at])].sort((x, y) => x - y))
    total.set(at, valueAt(a, at) + valueAt(b, at));
  return total;
}
