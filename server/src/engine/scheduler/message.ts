import { refusedCounts } from './feasibleNodes.ts';
import type { Refusal } from './scheduleOne.ts';

/** Events carry at most so many characters of a note. */
const maxEventText = 1024;

/** kube-scheduler's sentence for a pod that fits nowhere. Follows kubernetes framework/types.go FitError.Error. */
export function fitError(refusal: Refusal, postFilter = ''): string {
  if (refusal.total === 0) return 'no nodes available to schedule pods';
  const { rejection } = refusal.ready;
  const reasons = rejection === undefined ? histogram(reasonCounts(refusal)) : rejection.reason.text;
  if (rejection?.error === true) return reasons;
  return `0/${refusal.total} nodes are available: ${reasons}.${postFilter === '' ? '' : ` preemption: ${postFilter}`}`;
}

/** How many nodes each reason was given for. */
export function reasonCounts({ refused, ready, total }: Refusal): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [misfit, { nodes }] of refusedCounts(refused))
    for (const { text } of misfit.reasons) counts.set(text, (counts.get(text) ?? 0) + nodes);
  if (ready.only !== undefined && refused.size < total)
    counts.set(`node(s) didn't satisfy plugin(s) [${[...ready.only.plugins].sort().join(' ')}]`, total - refused.size);
  return counts;
}

/** `2 Insufficient cpu, 3 node(s) were unschedulable`: the pieces in the order of their text. */
export function histogram(counts: ReadonlyMap<string, number>): string {
  return [...counts]
    .map(([text, count]) => `${count} ${text}`)
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    .join(', ');
}

/** What of the sentence fits into an event. */
export function eventText(text: string): string {
  return text.length <= maxEventText ? text : `${text.slice(0, maxEventText - 4)} ...`;
}
