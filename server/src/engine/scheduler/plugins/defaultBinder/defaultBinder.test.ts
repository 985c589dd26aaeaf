import { expect, test } from 'vitest';
import type { Key } from '#engine/api/key.ts';
import type { Context } from '#engine/controllers/controller.ts';
import { clusterWith, node, pod } from '../../../../../../test/support/scheduling.ts';
import { defaultBinder } from './defaultBinder.ts';

test('TestDefaultBinder/successful: the binding sub-resource gets the pod and the node', () => {
  const cluster = clusterWith([node('foohost.kubernetes.mydomain.com')]);
  const [state] = cluster.nodes;
  const calls: string[] = [];
  const bind = (key: Key, name: string, why: string): unknown => calls.push(`${key} → ${name}: ${why}`);
  const context = { api: { bind } } as unknown as Context;
  if (state !== undefined) defaultBinder.bind(cluster.info(pod('foo', { namespace: 'ns' })), state, 'because', context);
  expect(calls).toEqual(['Pod/ns/foo → foohost.kubernetes.mydomain.com: because']);
});
