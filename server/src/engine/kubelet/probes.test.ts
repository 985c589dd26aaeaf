import { type Assertion, describe, expect, it } from 'vitest';
import type { LifeCase } from '../../../../test/support/podLife.ts';
import { life } from '../../../../test/support/podLife.ts';
import type { Container, Probe } from '../api/pod.ts';
import type { ImageBehaviour } from '../world.ts';
import { nthTick, tickFrom, ticksOf } from './probes.ts';

const get = { httpGet: { path: '/healthz', port: 8080 } };
const other = { exec: { command: ['true'] } };

/** What probes do to a container that starts at 0.605: readiness, restarts and what the kubelet says of it. */
function checkProbes(
  probes: Pick<Container, 'readinessProbe' | 'livenessProbe' | 'startupProbe'>,
  behaviour: Partial<ImageBehaviour> = {},
  rest: Partial<LifeCase> = {},
): Assertion<void, string> {
  const text = life(
    { container: probes, world: { images: [{ match: '*', ...behaviour }] }, until: 60_000, ...rest },
    'all',
  );
  const lines = text.split('\n').filter((line) => /Running|Unhealthy|Killing|CrashLoop|Error/.test(line));
  return expect(`\n${lines.join('\n')}\n`);
}

describe('readiness', () => {
  it('is probed as soon as the container runs', () => {
    checkProbes({ readinessProbe: get }).toMatchInlineSnapshot(`
      "
      0.605 Running c:Running Ready
      "
    `);
  });

  it('TestInitialDelay: no probe before the delay is over, then on the ticker', () => {
    checkProbes({ readinessProbe: { ...get, initialDelaySeconds: 5 } }).toMatchInlineSnapshot(`
      "
      0.605 Running c:Running
      10.605 Running c:Running Ready
      "
    `);
  });

  it('TestSuccessThreshold: so many successes in a row', () => {
    checkProbes({ readinessProbe: { ...get, periodSeconds: 3, successThreshold: 3 } }).toMatchInlineSnapshot(`
      "
      0.605 Running c:Running
      6.605 Running c:Running Ready
      "
    `);
  });

  it('fails until the application answers', () => {
    checkProbes({ readinessProbe: { ...get, periodSeconds: 2 } }, { ready: 3000 }).toMatchInlineSnapshot(`
      "
      0.605 Unhealthy: Readiness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      0.605 Running c:Running
      4.605 Running c:Running Ready
      "
    `);
  });

  it('TestFailureThreshold: an application that stops answering is unready after so many failures', () => {
    checkProbes(
      { readinessProbe: { ...get, periodSeconds: 5 } },
      {},
      {
        during: [{ at: 12_000, act: (run) => run.setImage({ match: '*', ready: 'never' }) }],
      },
    ).toMatchInlineSnapshot(`
      "
      0.605 Running c:Running Ready
      15.605 Unhealthy: Readiness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      25.605 Running c:Running
      "
    `);
  });
});

describe('liveness', () => {
  it('of its own handler says nothing about readiness', () => {
    checkProbes({ livenessProbe: other, readinessProbe: get }, { ready: 'never' }).toMatchInlineSnapshot(`
      "
      0.605 Unhealthy: Readiness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      0.605 Running c:Running
      "
    `);
  });

  it('that asks the same as readiness restarts what never answers, later each time', () => {
    checkProbes(
      { livenessProbe: { ...get, periodSeconds: 3 }, readinessProbe: get },
      { ready: 'never' },
    ).toMatchInlineSnapshot(`
      "
      0.605 Unhealthy: Readiness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      0.605 Running c:Running
      3.005 Unhealthy: Liveness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      9.005 Unhealthy: Liveness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      9.005 Killing: Container c failed liveness probe, will be restarted
      9.805 Running c:Error/143
      9.905 Unhealthy: Readiness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      9.905 Running c:Running(1)
      12.005 Unhealthy: Liveness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      18.005 Unhealthy: Liveness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      18.005 Killing: Container c failed liveness probe, will be restarted
      18.805 Running c:CrashLoopBackOff(1)
      28.805 Unhealthy: Readiness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      28.805 Running c:Running(2)
      30.005 Unhealthy: Liveness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      36.005 Unhealthy: Liveness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      36.005 Killing: Container c failed liveness probe, will be restarted
      36.805 Running c:CrashLoopBackOff(2)
      56.805 Unhealthy: Readiness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      56.805 Running c:Running(3)
      57.005 Unhealthy: Liveness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      "
    `);
  });

  it('is patient with a slow start as far as its threshold goes', () => {
    checkProbes(
      { livenessProbe: { ...get, periodSeconds: 3 }, readinessProbe: get },
      { ready: 7000 },
    ).toMatchInlineSnapshot(`
      "
      0.605 Unhealthy: Readiness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      0.605 Running c:Running
      3.005 Unhealthy: Liveness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      10.605 Running c:Running Ready
      "
    `);
  });

  it('initialDelaySeconds spares a slow start', () => {
    const livenessProbe = { ...get, periodSeconds: 3, initialDelaySeconds: 15 };
    checkProbes(
      { livenessProbe, readinessProbe: { ...get, periodSeconds: 5 } },
      { ready: 12_000 },
    ).toMatchInlineSnapshot(`
      "
      0.605 Unhealthy: Readiness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      0.605 Running c:Running
      15.605 Running c:Running Ready
      "
    `);
  });

  it('stops with the grace period of the probe', () => {
    const livenessProbe = { ...get, periodSeconds: 3, terminationGracePeriodSeconds: 2 };
    checkProbes(
      { livenessProbe, readinessProbe: get },
      { ready: 'never', terminate: 20_000 },
      { until: 14_000 },
    ).toMatchInlineSnapshot(`
      "
      0.605 Unhealthy: Readiness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      0.605 Running c:Running
      3.005 Unhealthy: Liveness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      9.005 Unhealthy: Liveness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      9.005 Killing: Container c failed liveness probe, will be restarted
      11.005 Running c:Error/137
      11.105 Unhealthy: Readiness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      11.105 Running c:Running(1)
      12.005 Unhealthy: Liveness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      "
    `);
  });
});

describe('startup', () => {
  it('TestReadinessProbeDisabledByStarted, TestLivenessProbeDisabledByStarted: the others wait for it', () => {
    const startupProbe = { ...get, periodSeconds: 2, failureThreshold: 30 };
    checkProbes({ startupProbe, livenessProbe: get, readinessProbe: get }, { ready: 9000 }).toMatchInlineSnapshot(`
      "
      0.605 Running c:Running
      2.005 Unhealthy: Startup probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      10.005 Running c:Running Ready
      "
    `);
  });

  it('TestStartupProbeFailureThreshold: a container that takes too long is restarted', () => {
    const startupProbe = { ...get, periodSeconds: 2, failureThreshold: 3 };
    checkProbes({ startupProbe }, { ready: 9000 }, { until: 30_000 }).toMatchInlineSnapshot(`
      "
      0.605 Running c:Running
      2.005 Unhealthy: Startup probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      6.005 Unhealthy: Startup probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      6.005 Killing: Container c failed startup probe, will be restarted
      6.805 Running c:Error/143
      6.905 Running c:Running(1)
      8.005 Unhealthy: Startup probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      12.005 Unhealthy: Startup probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      12.005 Killing: Container c failed startup probe, will be restarted
      12.805 Running c:CrashLoopBackOff(1)
      22.805 Running c:Running(2)
      24.005 Unhealthy: Startup probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      28.005 Unhealthy: Startup probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      28.005 Killing: Container c failed startup probe, will be restarted
      28.805 Running c:CrashLoopBackOff(2)
      "
    `);
  });
});

describe('ticks', () => {
  const cases: readonly [probe: Probe, anchor: number, startedAt: number, since: number, times: number, at: number][] =
    [
      [{}, 0, 0, 0, 1, 0],
      [{}, 0, 600, 600, 1, 10_000],
      [{}, 0, 600, 600, 3, 30_000],
      [{ periodSeconds: 1 }, 0, 600, 600, 3, 3000],
      [{ periodSeconds: 5, initialDelaySeconds: 12 }, 0, 600, 600, 1, 15_000],
      [{ periodSeconds: 5, initialDelaySeconds: 12 }, 600, 600, 600, 1, 15_600],
    ];
  it.each(cases)(
    '%j anchored at %i, started at %i: from %i on the %i. is at %i',
    (probe, anchor, startedAt, since, times, at) => {
      expect(nthTick(ticksOf(probe, anchor, startedAt), since, times)).toBe(at);
    },
  );

  it('never lie before they are asked for', () => {
    const ticks = ticksOf({ periodSeconds: 3 }, 100, 1000);
    for (let at = 0; at < 20_000; at += 137) {
      const tick = tickFrom(ticks, at);
      expect(tick).toBeGreaterThanOrEqual(Math.max(at, ticks.from));
      expect((tick - ticks.anchor) % ticks.period).toBe(0);
    }
  });
});

describe('probes that fail by themselves', () => {
  it('liveness: the container is restarted again and again, and is ready in between', () => {
    checkProbes(
      { readinessProbe: get, livenessProbe: { ...get, periodSeconds: 5, failureThreshold: 2 } },
      { probes: { liveness: 'fails' } },
      { until: 25_000 },
    ).toMatchInlineSnapshot(`
      "
      0.605 Running c:Running Ready
      5.005 Unhealthy: Liveness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      10.005 Unhealthy: Liveness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      10.005 Killing: Container c failed liveness probe, will be restarted
      10.805 Running c:Error/143
      10.905 Running c:Running(1) Ready
      15.005 Unhealthy: Liveness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      20.005 Unhealthy: Liveness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      20.005 Killing: Container c failed liveness probe, will be restarted
      20.805 Running c:CrashLoopBackOff(1)
      "
    `);
  });

  it('liveness from a moment on, and no longer', () => {
    checkProbes(
      { livenessProbe: { ...other, periodSeconds: 5, failureThreshold: 2 } },
      {},
      {
        during: [
          { at: 12_000, act: (run) => run.setImage({ match: '*', probes: { liveness: 'fails' } }) },
          { at: 22_000, act: (run) => run.setImage({ match: '*' }) },
        ],
      },
    ).toMatchInlineSnapshot(`
      "
      0.605 Running c:Running
      1.205 Running c:Running Ready
      15.005 Unhealthy: Liveness probe failed: 
      20.005 Unhealthy: Liveness probe failed: 
      20.005 Killing: Container c failed liveness probe, will be restarted
      20.805 Running c:Error/143
      20.905 Running c:Running(1)
      21.505 Running c:Running(1) Ready
      "
    `);
  });

  it('startup: the container never gets as far as its readiness probe', () => {
    checkProbes(
      { readinessProbe: get, startupProbe: { ...get, periodSeconds: 2, failureThreshold: 3 } },
      { probes: { startup: 'fails' } },
      { until: 20_000 },
    ).toMatchInlineSnapshot(`
      "
      0.605 Running c:Running
      2.005 Unhealthy: Startup probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      6.005 Unhealthy: Startup probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      6.005 Killing: Container c failed startup probe, will be restarted
      6.805 Running c:Error/143
      6.905 Running c:Running(1)
      8.005 Unhealthy: Startup probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      12.005 Unhealthy: Startup probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      12.005 Killing: Container c failed startup probe, will be restarted
      12.805 Running c:CrashLoopBackOff(1)
      "
    `);
  });

  it('readiness alone, beside a liveness probe that asks the same', () => {
    checkProbes({ readinessProbe: get, livenessProbe: get }, { probes: { readiness: 'fails' } }).toMatchInlineSnapshot(`
      "
      0.605 Unhealthy: Readiness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      0.605 Running c:Running
      "
    `);
  });

  it('liveness succeeds though the application never answers', () => {
    checkProbes(
      { readinessProbe: get, livenessProbe: get },
      { ready: 'never', probes: { liveness: 'succeeds' } },
    ).toMatchInlineSnapshot(`
      "
      0.605 Unhealthy: Readiness probe failed: Get "http://10.244.0.2:8080/healthz": dial tcp 10.244.0.2:8080: connect: connection refused
      0.605 Running c:Running
      "
    `);
  });
});
