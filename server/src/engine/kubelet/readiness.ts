import type { Container } from '../api/pod.ts';
import type { Millis } from '../time.ts';
import type { ContainerRun } from './containerRun.ts';
import type { Life } from './life.ts';
import { readyDelay, specOf } from './life.ts';
import { answering } from './probeFaults.ts';
import type { ProbeKind } from './probes.ts';
import { failureText, failureThreshold, nthTick, successThreshold, tickFrom, ticksOf } from './probes.ts';

/** The next thing that its probes (or the lack of them) find out about a running container. */
export interface Finding {
  readonly at: Millis;
  readonly what: 'started' | 'ready' | 'unready' | 'livenessFailed' | 'startupFailed' | 'unhealthy';
  /** The probe that failed. */
  readonly probe?: ProbeKind;
}

/** What the probes of a running container find out next; follows kubernetes pkg/kubelet/prober. */
export function nextFinding(container: ContainerRun, life: Life): Finding | undefined {
  const spec = specOf(container, life);
  if (!container.started) return first(startupFindings(container, spec, life));
  return first([...livenessFindings(container, spec, life), ...readinessFindings(container, spec, life)]);
}

/** Lets a finding that is due take effect; 'stop' when the container has to be stopped for it. */
export function take(finding: Finding, container: ContainerRun, life: Life): 'stop' | undefined {
  const { now } = life;
  switch (finding.what) {
    case 'started':
      container.started = true;
      container.probes.anchor = now;
      container.probes.unhealthy.delete('startup');
      return undefined;
    case 'ready':
      becomeReady(container, life);
      return undefined;
    case 'unready':
      container.ready = false;
      container.slot = undefined;
      container.probes.anchor = now;
      return undefined;
    case 'unhealthy':
      sayUnhealthy(finding.probe ?? 'readiness', container, life);
      return undefined;
    case 'livenessFailed':
      sayUnhealthy('liveness', container, life);
      container.stopFor = 'livenessProbe';
      return 'stop';
    case 'startupFailed':
      sayUnhealthy('startup', container, life);
      container.stopFor = 'startupProbe';
      return 'stop';
  }
}

function startupFindings(container: ContainerRun, spec: Container, life: Life): Finding[] {
  const probe = spec.startupProbe;
  if (probe === undefined) return [];
  const { startedAt, probes } = container;
  const ticks = ticksOf(probe, life.run.syncedAt, startedAt);
  const { up } = answering('startup', probe, container, spec, life);
  const succeeds = up === undefined ? Number.POSITIVE_INFINITY : tickFrom(ticks, Math.max(up, startedAt));
  const fails = nthTick(ticks, startedAt, failureThreshold(probe));
  const firstFailure = tickFrom(ticks, startedAt);
  const findings: Finding[] = [];
  if (firstFailure < succeeds && !probes.unhealthy.has('startup'))
    findings.push({ at: firstFailure, what: 'unhealthy', probe: 'startup' });
  findings.push(succeeds <= fails ? { at: succeeds, what: 'started' } : { at: fails, what: 'startupFailed' });
  return findings;
}

function livenessFindings(container: ContainerRun, spec: Container, life: Life): Finding[] {
  const probe = spec.livenessProbe;
  if (probe === undefined) return [];
  const { unhealthy } = container.probes;
  const { up, down } = answering('liveness', probe, container, spec, life);
  if (up !== undefined && up <= down) return [];
  const ticks = ticksOf(probe, life.run.syncedAt, container.startedAt);
  const until = up ?? Number.POSITIVE_INFINITY;
  const firstFailure = tickFrom(ticks, down);
  const fails = nthTick(ticks, down, failureThreshold(probe));
  const findings: Finding[] = [];
  if (firstFailure < until && firstFailure < fails && !unhealthy.has('liveness'))
    findings.push({ at: firstFailure, what: 'unhealthy', probe: 'liveness' });
  if (fails < until) findings.push({ at: fails, what: 'livenessFailed' });
  return findings;
}

function readinessFindings(container: ContainerRun, spec: Container, life: Life): Finding[] {
  const probe = spec.readinessProbe;
  if (probe === undefined) return unprobed(container, life);
  const { anchor, unhealthy } = container.probes;
  const { up, down } = answering('readiness', probe, container, spec, life);
  const ticks = ticksOf(probe, anchor, container.startedAt);
  const findings: Finding[] = [];
  if (container.ready) {
    if (up !== undefined) return [];
    if (!unhealthy.has('readiness'))
      findings.push({ at: tickFrom(ticks, down), what: 'unhealthy', probe: 'readiness' });
    findings.push({ at: nthTick(ticks, down, failureThreshold(probe)), what: 'unready' });
    return findings;
  }
  const firstTick = tickFrom(ticks, anchor);
  if ((up === undefined || firstTick < up) && !unhealthy.has('readiness'))
    findings.push({ at: firstTick, what: 'unhealthy', probe: 'readiness' });
  if (up === undefined) return findings;
  const at = nthTick(ticks, Math.max(up, anchor), successThreshold(probe));
  return [...findings, { at: Math.max(at, container.slot ?? 0), what: 'ready' }];
}

/** Without a probe a container is Ready as soon as it runs; the model lets it take its time. */
function unprobed(container: ContainerRun, life: Life): Finding[] {
  const after = readyDelay(container, life);
  if (after === 'never') return container.ready ? [{ at: life.now, what: 'unready' }] : [];
  if (container.ready) return [];
  const at = Math.max(container.startedAt + after, container.probes.anchor, container.slot ?? 0);
  return [{ at, what: 'ready' }];
}

/**
 * The stagger: the last container that its pod waits for becomes Ready when it is due, or `stagger` after the pod of the
 * namespace that became Ready before it. One that needs no time to become Ready takes no part.
 */
function becomeReady(container: ContainerRun, life: Life): void {
  const { now, run, pod, context, lastReady } = life;
  const after = readyDelay(container, life);
  const last = run.containers.every((other) => other === container || other.role === 'init' || other.ready);
  if (last && after !== 0) {
    const namespace = pod.metadata.namespace ?? '';
    const before = lastReady.get(namespace);
    if (container.slot === undefined) {
      const slot = before === undefined ? now : Math.max(now, before + context.conditions.timing.stagger);
      lastReady.set(namespace, slot);
      container.slot = slot;
      if (slot > now) return;
    }
    if (after !== 'never') life.assumed.push(`a container of ${container.image} takes ${after} ms to become Ready`);
  }
  container.ready = true;
  container.readySince = now;
  container.slot = undefined;
  container.probes.unhealthy.delete('readiness');
}

function sayUnhealthy(kind: ProbeKind, container: ContainerRun, life: Life): void {
  const spec = specOf(container, life);
  const probe = spec[`${kind}Probe`];
  if (probe === undefined) return;
  container.probes.unhealthy.add(kind);
  const name = kind.charAt(0).toUpperCase() + kind.slice(1);
  life.say('Warning', 'Unhealthy', `${name} probe failed: ${failureText(probe, life.run.podIP ?? '')}`, container);
}

function first(findings: readonly Finding[]): Finding | undefined {
  let earliest: Finding | undefined;
  for (const finding of findings) if (earliest === undefined || finding.at < earliest.at) earliest = finding;
  return earliest;
}
