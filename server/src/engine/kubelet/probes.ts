import type { Probe } from '../api/pod.ts';
import type { Millis } from '../time.ts';

/** What the probes of one container have to go by, from one start of it to the next. */
export interface ProbeMemory {
  /** Since when the application answers; undefined while it does not and no moment is known. May lie ahead. */
  up: Millis | undefined;
  /** Since when it has not answered (its start, or a fault). */
  down: Millis;
  /** The last extra probe of readiness, from which its ticker counts. */
  anchor: Millis;
  /** Probes that fail by themselves, with the moment since which they do. */
  readonly failing: Map<ProbeKind, Millis>;
  /** Which kinds of probe have been reported as failing since they last succeeded. */
  readonly unhealthy: Set<ProbeKind>;
}

export type ProbeKind = 'readiness' | 'liveness' | 'startup';

/** The moments at which a probe is made: anchor + k · period, none before `from`. */
export interface Ticks {
  readonly anchor: Millis;
  readonly period: Millis;
  readonly from: Millis;
}

/**
 * The ticks of a probe. Liveness and startup count from the pod's first sync, readiness from the last status sync that found
 * the container started and not ready; none comes before the initial delay is over. Follows kubernetes pkg/kubelet/prober/worker.go.
 */
export function ticksOf(probe: Probe, anchor: Millis, startedAt: Millis): Ticks {
  return {
    anchor,
    period: Math.max(1, probe.periodSeconds ?? 10) * 1000,
    from: startedAt + (probe.initialDelaySeconds ?? 0) * 1000,
  };
}

/** The first tick at `at` or later. */
export function tickFrom(ticks: Ticks, at: Millis): Millis {
  const earliest = Math.max(at, ticks.from, ticks.anchor);
  return ticks.anchor + Math.ceil((earliest - ticks.anchor) / ticks.period) * ticks.period;
}

/** The tick at which the same answer has come in `times` in a row, if it is given from `since` on. */
export function nthTick(ticks: Ticks, since: Millis, times: number): Millis {
  return tickFrom(ticks, since) + (times - 1) * ticks.period;
}

export const successThreshold = (probe: Probe): number => probe.successThreshold ?? 1;
export const failureThreshold = (probe: Probe): number => probe.failureThreshold ?? 3;

/** Whether two probes ask the same question (same handler), so that one answer holds for both. */
export function sameHandler(a: Probe, b: Probe): boolean {
  return JSON.stringify(handlerOf(a)) === JSON.stringify(handlerOf(b));
}

/** The text of a failed probe, as the kubelet's event ends: what the handler found. */
export function failureText(probe: Probe, podIP: string): string {
  const http = probe['httpGet'] as { host?: string; port: number | string; path?: string; scheme?: string } | undefined;
  if (http !== undefined) {
    const at = `${http.host ?? podIP}:${http.port}`;
    return `Get "${(http.scheme ?? 'HTTP').toLowerCase()}://${at}${http.path ?? '/'}": dial tcp ${at}: connect: connection refused`;
  }
  const tcp = probe['tcpSocket'] as { host?: string; port: number | string } | undefined;
  if (tcp !== undefined) return `dial tcp ${tcp.host ?? podIP}:${tcp.port}: connect: connection refused`;
  const grpc = probe['grpc'] as { port: number } | undefined;
  if (grpc !== undefined)
    return `timeout: failed to connect service "${podIP}:${grpc.port}" within ${probe.timeoutSeconds ?? 1}s: context deadline exceeded`;
  return '';
}

function handlerOf(probe: Probe): unknown {
  return { exec: probe['exec'], httpGet: probe['httpGet'], tcpSocket: probe['tcpSocket'], grpc: probe['grpc'] };
}
