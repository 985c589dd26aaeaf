import type { Key } from '../api/key.ts';
import type { Millis } from '../time.ts';
import { isUp } from './containerRun.ts';
import type { Life } from './life.ts';
import { terminationDelay } from './stopDelay.ts';

/** The end of a pod: hooks and grace, then the object goes. */
export function terminate(life: Life, key: Key): Millis | undefined {
  const { run, pod, now, context } = life;
  const grace = (pod.metadata.deletionGracePeriodSeconds ?? 30) * 1000;
  if (run.terminatingSince === undefined) {
    run.terminatingSince = now;
    for (const container of run.containers)
      if (isUp(container)) life.say('Normal', 'Killing', `Stopping container ${container.name}`, container);
  }
  run.endsAt = run.terminatingSince + terminationDelay(life, grace);
  if (run.endsAt > now) return run.endsAt;
  const api = context.apiOf(pod.spec.nodeName ?? '');
  if ((pod.metadata.finalizers ?? []).length > 0) endAll(life);
  context.assume({ kind: 'delay', text: `the pod takes ${run.endsAt - run.terminatingSince} ms to end` });
  const options = { gracePeriodSeconds: 0, ...(pod.metadata.uid === undefined ? {} : { uid: pod.metadata.uid }) };
  api.delete(key, options, 'all its containers have ended');
  return undefined;
}

/** A pod that somebody still holds on to shows how its containers ended. */
export function endAll({ run, now }: Life): void {
  for (const container of run.containers) {
    if (container.stage === 'done') continue;
    const { startedAt, starts } = container;
    if (starts > 0) container.exit = { code: 137, reason: 'Error', startedAt, finishedAt: now, id: starts };
    else run.failed = { reason: 'Terminated', message: 'Pod was terminated before it ran' };
    Object.assign(container, { stage: 'done', ready: false, started: false });
  }
}
