import { expect, test } from 'vitest';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Applied } from '#engine/store/change.ts';
import { clusterWith, node, pod } from '../../../../test/support/scheduling.ts';
import { canMatter, nodeChanged, podCame, podLeft, podShrank } from './wakes.ts';

const change = (before: ApiObject | null, after: ApiObject | null): Applied => ({
  kind: 'applied',
  verb: before === null ? 'create' : after === null ? 'delete' : 'update',
  key: 'x',
  before,
  after,
});
const cluster = clusterWith([]);
const waiting = cluster.info(pod('waiting'));
const wakes = {
  nodeChanged: nodeChanged(() => true),
  podCame: podCame(() => true),
  podLeft: podLeft(() => true),
  podShrank,
};

const big = pod('a', { on: 'n1', asks: { cpu: '2' } });
const small = { ...big, spec: { ...big.spec, containers: pod('a', { asks: { cpu: '1' } }).spec.containers } };
const n1 = node('n1');

test.each<[string, Applied, readonly string[]]>([
  ['a pod is placed', change(pod('a'), big), ['podCame']],
  ['a pod goes', change(big, null), ['podLeft']],
  ['a pod ends', change(big, { ...big, status: { phase: 'Succeeded' } }), ['podLeft']],
  ['a pod without a node goes', change(pod('a'), null), []],
  ['a pod gets ready', change(big, { ...big, status: { phase: 'Running' } }), []],
  ['a pod gets another label', change(big, { ...big, metadata: { ...big.metadata, labels: { a: 'b' } } }), ['podCame']],
  ['a pod is resized to less', change(big, small), ['podShrank']],
  ['a pod is resized to more', change(small, big), []],
  ['a node comes', change(null, n1), ['nodeChanged']],
  ['a node goes', change(n1, null), []],
  ['a node sends a heart-beat', change(n1, { ...n1, status: { ...n1.status, conditions: [] } }), []],
  ['a node is cordoned', change(n1, { ...n1, spec: { unschedulable: true } }), ['nodeChanged']],
])('%s', (_name, one, expected) => {
  const kind = (one.after ?? one.before)?.kind ?? '';
  const woken = Object.entries(wakes)
    .filter(([, wake]) => wake.kind === kind && wake.concerns?.(one) && (wake.helps?.(waiting, one, cluster) ?? true))
    .map(([name]) => name);
  expect(woken).toEqual(expected);
  if (woken.length > 0) expect(canMatter(one, kind)).toBe(true);
});
