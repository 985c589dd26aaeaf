import type { Container } from '../api/pod.ts';
import type { Millis } from '../time.ts';
import type { ContainerRun } from './containerRun.ts';
import { isUp, mains } from './containerRun.ts';
import type { Life } from './life.ts';
import { delay, specOf } from './life.ts';

/** What is left of the grace period, however long the preStop hook took. */
const leastGrace = 2_000;

/**
 * How long after the kubelet saw the deletion the last container is gone: the main ones at once, each its preStop hook and its end
 * within the grace period, then the sidecars in reverse order. Follows kubernetes pkg/kubelet/kuberuntime killContainer.
 */
export function terminationDelay(life: Life, grace: Millis): Millis {
  const { run } = life;
  const up = mains(run).filter(isUp);
  const first = mains(run)[0];
  const stopped = up.map((container) => stopDelay(container, life, grace));
  const none = first === undefined ? 0 : Math.min(delay('terminate', first, life), grace);
  const main = stopped.length === 0 ? none : Math.max(...stopped);
  let sidecars = 0;
  for (const container of run.containers) {
    if (container.role !== 'sidecar' || !isUp(container)) continue;
    sidecars += Math.min(preStopDelay(specOf(container, life)), Math.max(leastGrace, grace - main - sidecars));
  }
  return main + sidecars;
}

/** How a container ends when a probe or a change of its image stops it: after how long, and whether it had to be killed. */
export function stopOf(container: ContainerRun, life: Life): { readonly after: Millis; readonly code: number } {
  const spec = specOf(container, life);
  const probe = container.stopFor === 'startupProbe' ? spec.startupProbe : spec.livenessProbe;
  const own = container.stopFor === 'pod' ? undefined : probe?.terminationGracePeriodSeconds;
  const grace = (own ?? life.pod.spec.terminationGracePeriodSeconds ?? 30) * 1000;
  const after = stopDelay(container, life, grace);
  const killed = after < preStopDelay(spec) + delay('terminate', container, life);
  return { after, code: killed ? 137 : 143 };
}

function stopDelay(container: ContainerRun, life: Life, grace: Millis): Millis {
  const hook = Math.min(preStopDelay(specOf(container, life)), grace);
  const left = hook === 0 ? grace : Math.max(leastGrace, grace - Math.floor(hook / 1000) * 1000);
  return hook + Math.min(delay('terminate', container, life), left);
}

function preStopDelay(container: Container): Millis {
  return hookDelay(container.lifecycle?.preStop);
}

/** The time that a hook takes as far as it can be read: `sleep`, or a command that sleeps. */
export function hookDelay(hook: Readonly<Record<string, unknown>> | undefined): Millis {
  const sleep = (hook?.['sleep'] as { seconds?: number } | undefined)?.seconds;
  if (sleep !== undefined) return sleep * 1000;
  const command = (hook?.['exec'] as { command?: readonly string[] } | undefined)?.command ?? [];
  const seconds = /(?:^|[\s;&/])sleep\s+(\d+(?:\.\d+)?)/.exec(command.join(' '))?.[1];
  return seconds === undefined ? 0 : Number(seconds) * 1000;
}
