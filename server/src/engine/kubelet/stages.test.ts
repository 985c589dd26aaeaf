import { type Assertion, describe, expect, it } from 'vitest';
import type { LifeCase } from '../../../../test/support/podLife.ts';
import { life } from '../../../../test/support/podLife.ts';

const checkLife = (given: LifeCase): Assertion<void, string> => expect(life(given));
const checkLifeAndEvents = (given: LifeCase): Assertion<void, string> => expect(life(given, 'all'));

describe('a plain pod', () => {
  it('starts, runs, becomes Ready', () => {
    checkLifeAndEvents({}).toMatchInlineSnapshot(`
      "0.005 Pulling: Pulling image "good:v1"
      0.005 Pulled: Successfully pulled image "good:v1" in 0s (0s including waiting). Image size: 0 bytes.
      0.005 Pending c:ContainerCreating
      0.605 Created: Container created
      0.605 Started: Container started
      0.605 Running c:Running
      1.205 Running c:Running Ready"
    `);
  });

  it('says what 1.32 says', () => {
    checkLifeAndEvents({ world: { kubernetesVersion: '1.32' } }).toMatchInlineSnapshot(`
      "0.005 Pulling: Pulling image "good:v1"
      0.005 Pulled: Successfully pulled image "good:v1" in 0s (0s including waiting). Image size: 0 bytes.
      0.005 Pending c:ContainerCreating
      0.605 Created: Created container: c
      0.605 Started: Started container c
      0.605 Running c:Running
      1.205 Running c:Running Ready"
    `);
  });

  it('runs when its postStart hook has come back', () => {
    checkLife({
      container: { lifecycle: { postStart: { sleep: { seconds: 4 } } } },
      until: 6000,
    }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      4.605 Running c:Running
      5.205 Running c:Running Ready"
    `);
  });

  it('is Ready at once when it needs no time', () => {
    checkLife({ world: { images: [{ match: '*', ready: 0 }] } }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running Ready"
    `);
  });

  it('is never Ready', () => {
    checkLife({ world: { images: [{ match: '*', ready: 'never' }] } }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running"
    `);
  });
});

describe('the end of a container', () => {
  const crash = { image: 'crash:v1' };
  const exits = (code: number) => ({
    images: [{ match: 'crash*', exits: { after: 1500, code, from: 'ready' as const } }],
  });

  it('restarts at once, then after 10 s, 20 s, 40 s, 80 s, 160 s, 300 s, 300 s', () => {
    const text = life({
      container: crash,
      world: { images: [{ match: 'crash*', ready: 'never', exits: { after: 0, code: 1, from: 'running' } }] },
      until: 1_300_000,
    });
    const times = text
      .split('\n')
      .map((line) => Number(line.split(' ')[0]))
      .slice(1);
    expect(times.slice(1).map((at, index) => Math.round((at - (times[index] ?? 0)) * 1000))).toEqual([
      100, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000, 300_000,
    ]);
  });

  it('crashes after it was Ready', () => {
    checkLifeAndEvents({ container: crash, world: exits(1), until: 16_000 }).toMatchInlineSnapshot(`
      "0.005 Pulling: Pulling image "crash:v1"
      0.005 Pulled: Successfully pulled image "crash:v1" in 0s (0s including waiting). Image size: 0 bytes.
      0.005 Pending c:ContainerCreating
      0.605 Created: Container created
      0.605 Started: Container started
      0.605 Running c:Running
      1.205 Running c:Running Ready
      2.705 Running c:Error/1
      2.805 Pulled: Container image "crash:v1" already present on machine and can be accessed by the pod
      2.805 Created: Container created
      2.805 Started: Container started
      2.805 Running c:Running(1)
      3.405 Running c:Running(1) Ready
      4.905 BackOff: Back-off restarting failed container c in pod p_default(<uid>)
      4.905 Running c:CrashLoopBackOff(1)
      14.905 Pulled: Container image "crash:v1" already present on machine and can be accessed by the pod
      14.905 Created: Container created
      14.905 Started: Container started
      14.905 Running c:Running(2)
      15.505 Running c:Running(2) Ready"
    `);
  });

  it('forgets its back-off when it ran for ten minutes', () => {
    checkLife({
      container: crash,
      world: { images: [{ match: 'crash*', exits: { after: 601_000, code: 1, from: 'running' } }] },
      until: 1_300_000,
    }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running
      1.205 Running c:Running Ready
      601.605 Running c:Error/1
      601.705 Running c:Running(1)
      602.305 Running c:Running(1) Ready
      1202.705 Running c:Error/1(1)
      1202.805 Running c:Running(2)
      1203.405 Running c:Running(2) Ready"
    `);
  });

  it('Always restarts what ended well', () => {
    checkLife({ container: crash, world: exits(0), until: 6_000 }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running
      1.205 Running c:Running Ready
      2.705 Running c:Completed/0
      2.805 Running c:Running(1)
      3.405 Running c:Running(1) Ready
      4.905 Running c:CrashLoopBackOff(1)"
    `);
  });

  it('OnFailure lets a pod succeed', () => {
    checkLife({ container: crash, world: exits(0), spec: { restartPolicy: 'OnFailure' } }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running
      1.205 Running c:Running Ready
      2.705 Succeeded c:Completed/0"
    `);
  });

  it('Never lets a pod fail', () => {
    checkLife({ container: crash, world: exits(3), spec: { restartPolicy: 'Never' } }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running
      1.205 Running c:Running Ready
      2.705 Failed c:Error/3"
    `);
  });

  it('a pod past its deadline fails', () => {
    checkLifeAndEvents({ spec: { activeDeadlineSeconds: 2 } }).toMatchInlineSnapshot(`
      "0.005 Pulling: Pulling image "good:v1"
      0.005 Pulled: Successfully pulled image "good:v1" in 0s (0s including waiting). Image size: 0 bytes.
      0.005 Pending c:ContainerCreating
      0.605 Created: Container created
      0.605 Started: Container started
      0.605 Running c:Running
      1.205 Running c:Running Ready
      2.005 DeadlineExceeded: Pod was active on the node longer than the specified deadline
      2.005 Failed/DeadlineExceeded c:Error/137"
    `);
  });
});
