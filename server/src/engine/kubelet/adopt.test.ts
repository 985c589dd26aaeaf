import { expect, it } from 'vitest';
import { podOf } from '../../../../test/support/podLife.ts';
import type { ContainerState, Pod } from '../api/pod.ts';
import type { Run } from '../engine.ts';
import { start } from '../engine.ts';
import type { World } from '../world.ts';
import { defaultWorld } from '../world.ts';

const before = '2025-12-31T23:00:00Z';

function dumped(state: ContainerState, lastState: ContainerState = {}, restartCount = 0): Pod {
  const ready = state.running !== undefined;
  const pod = podOf({}, { image: 'app:v1' });
  const status = ready ? 'True' : 'False';
  return {
    ...pod,
    status: {
      phase: 'Running',
      startTime: before,
      podIP: '10.244.0.2',
      conditions: ['Ready', 'ContainersReady', 'PodScheduled'].map((type) => ({
        type,
        status: type === 'PodScheduled' ? 'True' : status,
        lastTransitionTime: before,
      })),
      containerStatuses: [
        { name: 'c', image: 'app:v1', imageID: 'x', ready, started: ready, restartCount, state, lastState },
      ],
    },
  };
}

function startWith(pod: Pod, world: Partial<World> = {}): Run {
  return start({ ...defaultWorld(), objects: [pod], ...world });
}

const get = (run: Run): Pod => run.view.get('Pod/default/p') as Pod;

it('a pod that runs already goes on: nothing is pulled or started again, nothing becomes ready again', () => {
  const run = startWith(dumped({ running: { startedAt: before } }));
  run.advance(60_000);
  expect(run.view.list('Event')).toEqual([]);
  expect(get(run).status).toMatchObject({ phase: 'Running', podIP: '10.244.0.2', startTime: before });
  expect(get(run).status?.conditions?.find(({ type }) => type === 'Ready')).toMatchObject({
    status: 'True',
    lastTransitionTime: before,
  });
});

it('what its image does is counted from now', () => {
  const images = [{ match: 'app*', exits: { after: 5000, code: 1, from: 'running' as const } }];
  const run = startWith(dumped({ running: { startedAt: before } }), { images });
  run.advance(4_900);
  expect(get(run).status?.containerStatuses?.[0]?.restartCount).toBe(0);
  run.advance(5_200);
  expect(get(run).status?.containerStatuses?.[0]?.restartCount).toBe(1);
});

it('one that waited for its restart is restarted', () => {
  const terminated = { exitCode: 1, reason: 'Error', startedAt: before, finishedAt: before };
  const run = startWith(dumped({ waiting: { reason: 'CrashLoopBackOff' } }, { terminated }, 4));
  run.advance(2_000);
  expect(get(run).status?.containerStatuses?.[0]).toMatchObject({
    restartCount: 5,
    ready: true,
    lastState: { terminated: { exitCode: 1 } },
  });
});

it('new pods get addresses that are free', () => {
  const run = startWith(dumped({ running: { startedAt: before } }));
  run.api().create({ ...podOf(), metadata: { name: 'q', namespace: 'default' } }, 'test');
  run.advance(2_000);
  expect((run.view.get('Pod/default/q') as Pod).status?.podIP).toBe('10.244.0.3');
});
