import { type Assertion, describe, expect, it } from 'vitest';
import type { LifeCase } from '../../../../test/support/podLife.ts';
import { life } from '../../../../test/support/podLife.ts';
import type { Pod } from '../api/pod.ts';
import type { Run } from '../engine.ts';

const checkLife = (given: LifeCase): Assertion<void, string> => expect(life(given));

describe('readiness', () => {
  it('comes in a queue of its namespace', () => {
    const second = (run: Run): void => {
      const spec = { nodeName: 'n1', containers: [{ name: 'c', image: 'good:v1' }] };
      run.api().create({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'q', namespace: 'default' }, spec }, 'test');
    };
    checkLife({ during: [{ at: 100, act: second }] }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.105 Pending c:ContainerCreating
      0.605 Running c:Running
      0.705 Running c:Running
      1.205 Running c:Running Ready
      1.405 Running c:Running Ready"
    `);
  });

  it('waits for the gates that the pod names', () => {
    const open = (run: Run): void => {
      const pod = run.view.get('Pod/default/p') as Pod;
      const conditions = [...(pod.status?.conditions ?? []), { type: 'example.com/open', status: 'True' as const }];
      run.api().updateStatus({ ...pod, status: { ...pod.status, conditions } }, 'test');
    };
    checkLife({
      spec: { readinessGates: [{ conditionType: 'example.com/open' }] },
      during: [{ at: 3000, act: open }],
    }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running
      1.205 Running c:Running
      3.000 Running c:Running
      3.005 Running c:Running Ready"
    `);
  });

  it('leaves alone what a user patched until it has something new to say', () => {
    const unready = (run: Run): void => {
      const pod = run.view.get('Pod/default/p') as Pod;
      const conditions = (pod.status?.conditions ?? []).map((each) =>
        each.type === 'Ready' ? { ...each, status: 'False' as const } : each,
      );
      run.api().updateStatus({ ...pod, status: { ...pod.status, conditions } }, 'test');
    };
    checkLife({ during: [{ at: 3000, act: unready }] }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running
      1.205 Running c:Running Ready
      3.000 Running c:Running"
    `);
  });

  it('ends when the image turns bad, and returns with it', () => {
    checkLife({
      during: [
        { at: 3000, act: (run) => run.setImage({ match: 'good*', ready: 'never' }) },
        { at: 4000, act: (run) => run.setImage({ match: 'good*', ready: 600 }) },
      ],
    }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running
      1.205 Running c:Running Ready
      3.000 Running c:Running
      4.000 Running c:Running Ready"
    `);
  });
});
