import { type Assertion, describe, expect, it } from 'vitest';
import type { LifeCase } from '../../../../test/support/podLife.ts';
import { life, podOf } from '../../../../test/support/podLife.ts';
import type { Pod } from '../api/pod.ts';
import type { Run } from '../engine.ts';
import { start } from '../engine.ts';
import { defaultWorld } from '../world.ts';

const checkLife = (given: LifeCase): Assertion<void, string> => expect(life(given));
const checkLifeAndEvents = (given: LifeCase): Assertion<void, string> => expect(life(given, 'all'));
const remove = () => (run: Run) => {
  run.api().delete('Pod/default/p', {}, 'test');
};

describe('the node', () => {
  it('that is created joins: it is ready and has addresses, a pod network and room', () => {
    const run = start(defaultWorld());
    const labels = { 'kubernetes.io/hostname': 'n4' };
    run.api().create({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n4', labels }, spec: {} }, 'test');
    run.api().create(podOf({ nodeName: 'n4' }), 'test');
    run.advance(2_000);
    expect(run.view.get('Node//n4')).toMatchObject({
      spec: { podCIDR: '10.244.3.0/24' },
      status: {
        allocatable: { cpu: '4', pods: 110 },
        addresses: [{ type: 'InternalIP', address: '192.168.0.4' }, { type: 'Hostname' }],
        conditions: [{}, {}, {}, { type: 'Ready', status: 'True' }],
      },
    });
    expect((run.view.get('Pod/default/p') as Pod).status).toMatchObject({ phase: 'Running', podIP: '10.244.3.2' });
  });

  it('down: nothing starts, becomes Ready or ends; up: it goes on', () => {
    checkLife({
      during: [
        { at: 700, act: (run) => run.setNode('n1', 'down') },
        { at: 3000, act: remove() },
        { at: 4000, act: (run) => run.setNode('n1', 'up') },
      ],
    }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running
      3.000 Running c:Running Terminating
      4.800 gone"
    `);
  });

  it('refuses what it has no room for', () => {
    checkLifeAndEvents({ container: { resources: { requests: { cpu: '5' } } } }).toMatchInlineSnapshot(`
      "0.005 OutOfcpu: Node didn't have enough resource: cpu, requested: 5000, used: 0, capacity: 4000
      0.005 Failed/OutOfcpu"
    `);
  });

  it('X17 restarts a container whose process was killed: the same pod, the same address', () => {
    checkLife({
      during: [{ at: 3000, act: (run) => run.endContainer('Pod/default/p', 'c', 137) }],
    }).toMatchInlineSnapshot(`
      "0.005 Pending c:ContainerCreating
      0.605 Running c:Running
      1.205 Running c:Running Ready
      3.000 Running c:Error/137
      3.100 Running c:Running(1)
      3.700 Running c:Running(1) Ready"
    `);
  });

  it('restarts a container whose image was changed in place', () => {
    const change = (run: Run): void => {
      const pod = run.view.get('Pod/default/p') as Pod;
      run.api().update({ ...pod, spec: { ...pod.spec, containers: [{ name: 'c', image: 'good:v2' }] } }, 'test');
    };
    checkLifeAndEvents({ during: [{ at: 3000, act: change }] }).toMatchInlineSnapshot(`
      "0.005 Pulling: Pulling image "good:v1"
      0.005 Pulled: Successfully pulled image "good:v1" in 0s (0s including waiting). Image size: 0 bytes.
      0.005 Pending c:ContainerCreating
      0.605 Created: Container created
      0.605 Started: Container started
      0.605 Running c:Running
      1.205 Running c:Running Ready
      3.000 Running c:Running Ready
      3.005 Killing: Container c definition changed, will be restarted
      3.005 Running c:Running Ready
      3.805 Pulling: Pulling image "good:v2"
      3.805 Pulled: Successfully pulled image "good:v2" in 0s (0s including waiting). Image size: 0 bytes.
      3.805 Created: Container created
      3.805 Started: Container started
      3.805 Running c:Running(1)
      4.405 Running c:Running(1) Ready"
    `);
  });
});
