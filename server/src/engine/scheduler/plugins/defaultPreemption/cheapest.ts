import type { Candidate } from './victims.ts';
import { startOf } from './victims.ts';

/** What makes a candidate worse; compared in this order, each only among those that are equal so far. */
const costs: readonly ((candidate: Candidate) => number)[] = [
  ({ violations }) => violations,
  ({ victims }) => victims[0].priority,
  // Lifted above zero, so that one of many negative priorities does not count as better than few.
  ({ victims }) => victims.reduce((sum, { priority }) => sum + priority + 2 ** 31, 0),
  ({ victims }) => victims.length,
];

/** The candidates between which only chance can decide. Follows kubernetes framework/preemption pickOneNodeForPreemption. */
export function cheapest(candidates: readonly Candidate[]): [Candidate, ...Candidate[]] {
  let left = candidates;
  for (const cost of costs) {
    const lowest = Math.min(...left.map(cost));
    left = left.filter((candidate) => cost(candidate) === lowest);
  }
  const latest = left.map(earliestStart).sort().at(-1);
  const [first, ...rest] = left.filter((candidate) => earliestStart(candidate) === latest);
  return [first ?? (candidates[0] as Candidate), ...rest];
}

/** When the first of its most important victims began to run: the later, the less is lost. */
function earliestStart({ victims }: Candidate): string {
  const highest = victims.filter(({ priority }) => priority === victims[0].priority);
  return highest.map(startOf).sort()[0] ?? '';
}
