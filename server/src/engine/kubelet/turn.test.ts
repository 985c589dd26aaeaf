import { type Assertion, describe, expect, it } from 'vitest';
import type { LifeCase } from '../../../../test/support/podLife.ts';
import { life } from '../../../../test/support/podLife.ts';

const checkLife = (given: LifeCase): Assertion<void, string> => expect(life(given));

describe('init containers', () => {
  it('run one after the other', () => {
    const initContainers = [
      { name: 'first', image: 'init:v1' },
      { name: 'second', image: 'init:v2' },
    ];
    checkLife({
      spec: { initContainers },
      world: { images: [{ match: 'init*', exits: { after: 1000, code: 0, from: 'running' } }] },
    }).toMatchInlineSnapshot(`
      "0.005 Pending first:PodInitializing second:PodInitializing c:PodInitializing
      0.605 Pending first:Running second:PodInitializing c:PodInitializing
      1.605 Pending first:Completed/0 second:PodInitializing c:PodInitializing
      2.205 Pending first:Completed/0 second:Running c:PodInitializing
      3.205 Pending first:Completed/0 second:Completed/0 c:PodInitializing
      3.805 Running first:Completed/0 second:Completed/0 c:Running
      4.405 Running first:Completed/0 second:Completed/0 c:Running Ready"
    `);
  });

  it('restart until they succeed', () => {
    checkLife({
      spec: { initContainers: [{ name: 'first', image: 'init:v1' }] },
      world: { images: [{ match: 'init*', exits: { after: 1000, code: 1, from: 'running' } }] },
      until: 14_000,
    }).toMatchInlineSnapshot(`
      "0.005 Pending first:PodInitializing c:PodInitializing
      0.605 Pending first:Running c:PodInitializing
      1.605 Pending first:Error/1 c:PodInitializing
      1.705 Pending first:Running(1) c:PodInitializing
      2.705 Pending first:CrashLoopBackOff(1) c:PodInitializing
      12.705 Pending first:Running(2) c:PodInitializing
      13.705 Pending first:CrashLoopBackOff(2) c:PodInitializing"
    `);
  });

  it('fail their pod when they may not be restarted', () => {
    checkLife({
      spec: { restartPolicy: 'Never', initContainers: [{ name: 'first', image: 'init:v1' }] },
      world: { images: [{ match: 'init*', exits: { after: 1000, code: 1, from: 'running' } }] },
    }).toMatchInlineSnapshot(`
      "0.005 Pending first:PodInitializing c:PodInitializing
      0.605 Pending first:Running c:PodInitializing
      1.605 Failed first:Error/1 c:PodInitializing"
    `);
  });

  it('sidecars start first, count for readiness and end last', () => {
    checkLife({
      spec: {
        restartPolicy: 'Never',
        initContainers: [{ name: 'mesh', image: 'mesh:v1', restartPolicy: 'Always' }],
        containers: [{ name: 'work', image: 'job:v1' }],
      },
      world: { images: [{ match: 'job*', exits: { after: 1000, code: 0, from: 'running' } }] },
      until: 6_000,
    }).toMatchInlineSnapshot(`
      "0.005 Pending mesh:PodInitializing work:PodInitializing
      0.605 Pending mesh:Running work:PodInitializing
      1.205 Running mesh:Running work:Running
      1.805 Running mesh:Running work:Running Ready
      2.205 Running mesh:Running work:Completed/0
      3.005 Succeeded mesh:Error/143 work:Completed/0"
    `);
  });
});
