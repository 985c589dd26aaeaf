import type { Entry } from '#engine/trace/trace.ts';
import type { StepResult } from '#kubectl/scenario/runScenario.ts';

/** The changes of one step as JSON lines, in order, and its RESULT line. */
export function watchLines(entries: readonly Entry[], { index, at, result, from, to }: StepResult): string {
  const { stdout, stderr, code } = result;
  return `${changeLines(entries, from, to, index)}${JSON.stringify({ at, step: index, type: 'RESULT', result: { stdout, stderr, code } })}\n`;
}

const types = { create: 'ADDED', update: 'MODIFIED', delete: 'DELETED' } as const;

/** The changes from `from` to `to` (exclusive) as JSON lines. What every cluster has from the start is left out, but for its nodes. */
export function changeLines(entries: readonly Entry[], from: number, to: number, step: number): string {
  let lines = '';
  for (let seq = from; seq < to; seq++) {
    const entry = entries[seq];
    if (entry?.change.kind !== 'applied') continue;
    const object = entry.change.after ?? entry.change.before;
    if (entry.actor === 'bootstrap' && object?.kind !== 'Node') continue;
    lines += `${JSON.stringify({ at: entry.at, step, type: types[entry.change.verb], object })}\n`;
  }
  return lines;
}
