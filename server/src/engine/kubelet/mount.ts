import type { Millis } from '../time.ts';
import { volumeProblem } from './configuration.ts';
import type { Life } from './life.ts';

/** Volumes are mounted before anything else; a missing source is tried again after 0.5 s · 2ⁿ, at most 2 min 2 s; follows kubernetes pkg/util/goroutinemap/exponentialbackoff. */
export function mount(life: Life): void {
  const { run, pod, context, now } = life;
  if (run.mounted) return;
  const due = mountRetry(life);
  if (due === undefined || due > now) return;
  const problem = volumeProblem(pod, context.view);
  if (problem === undefined) {
    run.mounted = true;
    return;
  }
  run.mountAttempts++;
  life.say('Warning', 'FailedMount', `MountVolume.SetUp failed for volume "${problem.volume}" : ${problem.why}`);
}

/** When the volumes are tried next; undefined while a source is missing. */
export function mountRetry({ run, pod, context, now }: Life): Millis | undefined {
  if (run.mountAttempts === 0) return run.syncedAt;
  let at = run.syncedAt;
  for (let attempt = 0; attempt < run.mountAttempts || at < now; attempt++) at += Math.min(500 * 2 ** attempt, 122_000);
  return volumeProblem(pod, context.view) === undefined ? at : undefined;
}
