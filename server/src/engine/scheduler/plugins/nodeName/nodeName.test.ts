import { expect, test } from 'vitest';
import { checkFilter, clusterWith, node, pod } from '../../../../../../test/support/scheduling.ts';
import { nodeName } from './nodeName.ts';

test.each([
  ['TestNodeName/no host specified', pod('p'), 'skipped'],
  ['TestNodeName/host matches', pod('p', { on: 'foo' }), 'foo fits'],
  ["TestNodeName/host doesn't match", pod('p', { on: 'bar' }), "foo: node(s) didn't match the requested node name"],
])('%s', (_name, incoming, expected) => {
  expect(checkFilter(nodeName, incoming, clusterWith([node('foo')]))).toBe(expected);
});
