import type { Pod } from '../../api/pod.ts';

export const indexAnnotation = 'batch.kubernetes.io/job-completion-index';

/** The completion index of an Indexed Job's pod, or undefined. */
export function completionIndex(pod: Pod): number | undefined {
  const text = pod.metadata.annotations?.[indexAnnotation];
  return text === undefined || !/^\d+$/.test(text) ? undefined : Number(text);
}

/** `0-2,5` → 0, 1, 2, 5; what is beyond `completions` is left out. */
export function parseIndexes(text: string | undefined, completions: number): Set<number> {
  const found = new Set<number>();
  for (const piece of (text ?? '').split(',')) {
    const match = /^(\d+)(?:-(\d+))?$/.exec(piece);
    if (match === null) continue;
    const last = Math.min(Number(match[2] ?? match[1]), completions - 1);
    for (let index = Number(match[1]); index <= last; index++) found.add(index);
  }
  return found;
}

/** 0, 1, 2, 5 → `0-2,5`; runs of two stand as `3,4`. Follows kubernetes pkg/controller/job/indexed_job_utils.go. */
export function formatIndexes(indexes: ReadonlySet<number>): string {
  const sorted = [...indexes].sort((a, b) => a - b);
  const pieces: string[] = [];
  for (let start = 0; start < sorted.length; ) {
    let end = start;
    while (sorted[end + 1] === (sorted[end] ?? 0) + 1) end++;
    const [first, last] = [sorted[start], sorted[end]];
    if (end === start) pieces.push(`${first}`);
    else pieces.push(end === start + 1 ? `${first},${last}` : `${first}-${last}`);
    start = end + 1;
  }
  return pieces.join(',');
}
