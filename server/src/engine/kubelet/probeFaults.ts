import type { Container, Probe } from '../api/pod.ts';
import type { Millis } from '../time.ts';
import type { ContainerRun } from './containerRun.ts';
import type { Life } from './life.ts';
import { behaviourOf } from './life.ts';
import type { ProbeKind } from './probes.ts';
import { sameHandler } from './probes.ts';

/** What a probe of a container meets: `up` since when it is answered (it may lie ahead), undefined while it is not; `down` since when it was not. */
export interface Answering {
  readonly up: Millis | undefined;
  readonly down: Millis;
}

/** How a running container answers one of its probes: as its image is said to, else as the application behaves. */
export function answering(
  kind: ProbeKind,
  probe: Probe,
  container: ContainerRun,
  spec: Container,
  life: Life,
): Answering {
  const { probes, startedAt } = container;
  const failing = probes.failing.get(kind);
  if (failing !== undefined) return { up: undefined, down: failing };
  const forced = behaviourOf(container, life)?.probes?.[kind] === 'succeeds';
  if (forced || !asksTheSame(kind, probe, spec)) return { up: startedAt, down: startedAt };
  return { up: probes.up, down: probes.down };
}

/** Keeps since when single probes fail, as the image behaves now. */
export function noteFailing(container: ContainerRun, life: Life): void {
  const told = behaviourOf(container, life)?.probes ?? {};
  for (const kind of ['startup', 'readiness', 'liveness'] as const) {
    const { failing } = container.probes;
    if (told[kind] !== 'fails') failing.delete(kind);
    else if (!failing.has(kind)) failing.set(kind, life.now);
  }
}

/** Whether an application that is not ready fails this probe, too: it asks what the readiness probe asks, or there is no other to ask. */
function asksTheSame(kind: ProbeKind, probe: Probe, spec: Container): boolean {
  if (kind === 'readiness') return true;
  if (spec.readinessProbe !== undefined) return sameHandler(probe, spec.readinessProbe);
  return kind === 'startup' || (spec.startupProbe !== undefined && sameHandler(probe, spec.startupProbe));
}
