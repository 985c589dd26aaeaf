import { type Assertion, describe, expect, it } from 'vitest';
import type { LifeCase } from '../../../../test/support/podLife.ts';
import { life } from '../../../../test/support/podLife.ts';
import type { Pod } from '../api/pod.ts';
import type { Run } from '../engine.ts';

const checkLife = (given: LifeCase): Assertion<void, string> => expect(life(given));
const checkLifeAndEvents = (given: LifeCase): Assertion<void, string> => expect(life(given, 'all'));
const remove = (gracePeriodSeconds?: number) => (run: Run) => {
  run.api().delete('Pod/default/p', gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }, 'test');
};

describe('termination', () => {
  const at = 3000;

  it('takes its time', () => {
    checkLifeAndEvents({ during: [{ at, act: remove() }] }).toMatchInlineSnapshot(`
      "0.005 Pulling: Pulling image "good:v1"
      0.005 Pulled: Successfully pulled image "good:v1" in 0s (0s including waiting). Image size: 0 bytes.
      0.005 Pending c:ContainerCreating
      0.605 Created: Container created
      0.605 Started: Container started
      0.605 Running c:Running
      1.205 Running c:Running Ready
      3.000 Running c:Running Ready Terminating
      3.005 Killing: Stopping container c
      3.805 gone"
    `);
  });

  it('never takes longer than the grace period', () => {
    checkLife({
      world: { images: [{ match: '*', terminate: 60_000 }] },
      spec: { terminationGracePeriodSeconds: 5 },
      during: [{ at, act: remove() }],
      until: 20_000,
    }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running
      1.205 Running c:Running Ready
      3.000 Running c:Running Ready Terminating
      8.005 gone"
    `);
  });

  it('runs preStop first, within the grace period', () => {
    checkLife({
      container: { lifecycle: { preStop: { exec: { command: ['sh', '-c', 'sleep 10'] } } } },
      during: [{ at, act: remove() }],
      until: 20_000,
    }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running
      1.205 Running c:Running Ready
      3.000 Running c:Running Ready Terminating
      13.805 gone"
    `);
  });

  it('leaves at least two seconds after a preStop hook that took all of it', () => {
    checkLife({
      world: { images: [{ match: '*', terminate: 60_000 }] },
      container: { lifecycle: { preStop: { sleep: { seconds: 30 } } } },
      during: [{ at, act: remove() }],
      until: 60_000,
    }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running
      1.205 Running c:Running Ready
      3.000 Running c:Running Ready Terminating
      35.005 gone"
    `);
  });

  it('is over at once without grace', () => {
    checkLife({ during: [{ at, act: remove(0) }] }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running
      1.205 Running c:Running Ready
      3.000 Running c:Running Ready Terminating
      3.000 gone"
    `);
  });

  it('shows how the containers ended to those that hold the pod back', () => {
    const hold = (run: Run): void => {
      const { resourceVersion: _, ...metadata } = (run.view.get('Pod/default/p') as Pod).metadata;
      const pod = run.view.get('Pod/default/p') as Pod;
      run.api().update({ ...pod, metadata: { ...metadata, finalizers: ['example.com/hold'] } }, 'test');
    };
    checkLife({
      during: [
        { at: 2000, act: hold },
        { at, act: remove() },
      ],
    }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running
      1.205 Running c:Running Ready
      2.000 Running c:Running Ready
      3.000 Running c:Running Ready Terminating
      3.805 Running c:Running Ready Terminating
      3.805 Failed c:Error/137 Terminating"
    `);
  });
});
