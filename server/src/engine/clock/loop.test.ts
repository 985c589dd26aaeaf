import { describe, expect, test } from 'vitest';
import type { ApiObject } from '#engine/api/meta.ts';
import { WorldConditions } from '#engine/conditions.ts';
import type { Controller, Requeue } from '#engine/controllers/controller.ts';
import { own } from '#engine/controllers/controller.ts';
import { ApiServer } from '#engine/store/apiServer.ts';
import { Store } from '#engine/store/store.ts';
import { defaultWorld } from '#engine/world.ts';
import { Loop } from './loop.ts';

const configMap = (name: string): ApiObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'kube-system' },
});

/** When a controller was asked about which ConfigMap, if it answers like this; `act` may disturb it. */
function asked(
  answer: (times: number, at: number) => Requeue | undefined,
  act: (loop: Loop) => void = () => undefined,
  until = 1000,
): string {
  const conditions = new WorldConditions(defaultWorld());
  const store = new Store();
  const server = new ApiServer(store, conditions, 1);
  const lines: string[] = [];
  const controller: Controller = {
    name: 'tester',
    watches: [{ kind: 'ConfigMap', keys: own }],
    reconcile(key, { now }) {
      lines.push(`${key.slice(key.lastIndexOf('/') + 1)}@${now}`);
      return answer(lines.length, now);
    },
  };
  const loop = new Loop(store, server, conditions, [controller], 1);
  loop.put('test', configMap('a'), 'the test asks for it');
  act(loop);
  while ((loop.nextDue() ?? Number.POSITIVE_INFINITY) <= until) loop.step();
  return lines.join(' ');
}

describe('Loop', () => {
  test('a change arrives after the watch latency', () => {
    expect(asked(() => undefined)).toBe('a@5');
  });

  test('changes of one key that arrive together are one item of work', () => {
    const twice = (loop: Loop): void => {
      loop.put('test', { ...configMap('a'), data: { x: '1' } }, 'the test asks for it');
      loop.put('test', configMap('b'), 'the test asks for it');
    };
    expect(asked(() => undefined, twice)).toBe('a@5 b@5');
  });

  test('TestRateLimitingQueue: failures wait 5 ms, 10 ms, 20 ms, …', () => {
    expect(asked(() => ({ retry: true }))).toBe('a@5 a@10 a@20 a@40 a@80 a@160 a@320 a@640');
  });

  test('a success forgets the failures', () => {
    expect(asked((times) => (times === 3 ? { after: 100 } : { retry: true }), undefined, 150)).toBe(
      'a@5 a@10 a@20 a@120 a@125 a@135',
    );
  });

  test('at most so many tries', () => {
    expect(asked(() => ({ retry: true, most: 2 }))).toBe('a@5 a@10 a@20');
  });

  test('TestDeduping, TestDelayingQueue: of several waits for a key the earliest counts', () => {
    const change = (loop: Loop): void => {
      loop.step();
      loop.put('test', { ...configMap('a'), data: { x: '1' } }, 'the test asks for it');
    };
    expect(asked((times) => (times > 2 ? undefined : { after: times === 1 ? 500 : 100 }), change)).toBe(
      'a@5 a@10 a@110',
    );
  });

  test('a timer and a change of the same moment are served together', () => {
    const change = (loop: Loop): void => {
      loop.step();
      loop.put('test', { ...configMap('a'), data: { x: '1' } }, 'the test asks for it');
    };
    expect(asked((times) => (times === 1 ? { after: 5 } : undefined), change)).toBe('a@5 a@10');
  });

  test('a controller that throws is told of in the trace and does not end the run', () => {
    const failing: Controller = {
      name: 'failing',
      watches: [{ kind: 'ConfigMap', keys: own }],
      reconcile: () => {
        throw new Error('no such field');
      },
    };
    const loop = loopOf(failing);
    loop.put('user', configMap('a'), 'test');
    while (loop.step());
    expect(loop.entries.at(-1)?.change).toMatchObject({
      kind: 'note',
      topic: 'bound',
      text: 'failing failed on ConfigMap/kube-system/a, which is a bug of the simulator, and goes on: Error: no such field',
    });
    expect(loop.bound).toBeUndefined();
  });

  test('what cannot come to rest ends at a bound, and says so', () => {
    const restless = (after: number): Controller => ({
      name: 'restless',
      watches: [{ kind: 'ConfigMap', keys: own }],
      reconcile: (_key, { note }) => {
        if (after > 0) note('scheduling', 'again');
        return { after };
      },
    });
    for (const [after, reason] of [
      [0, 'it does not come to rest: after 50 turns at one moment the simulation ends; the last was by restless'],
      [5, 'it does not come to rest: after 50 changes the simulation ends; the last was by restless'],
    ] as const) {
      const loop = loopOf(restless(after));
      loop.put('user', configMap('a'), 'test');
      while (loop.step());
      expect(loop.bound).toBe(reason);
      expect(loop.entries.at(-1)?.why).toBe(reason);
      expect(loop.nextDue()).toBeUndefined();
    }
  });
});

function loopOf(controller: Controller): Loop {
  const conditions = new WorldConditions(defaultWorld());
  const store = new Store();
  return new Loop(store, new ApiServer(store, conditions, 1), conditions, [controller], 1, { entries: 50, atOnce: 50 });
}
