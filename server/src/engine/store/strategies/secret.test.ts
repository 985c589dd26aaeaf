import { expect, test } from 'vitest';
import { bench } from '../../../../../test/support/engineRun.ts';

test('stringData goes into data, over what stands there', () => {
  const cluster = bench();
  cluster.create(`
apiVersion: v1
kind: Secret
metadata: { name: keys }
data: { a: b25l, b: dHdv }
stringData: { b: grüß, c: "" }
`);
  const stored = cluster.get('Secret/default/keys');
  expect(stored?.['data']).toEqual({ a: 'b25l', b: 'Z3LDvMOf', c: '' });
  expect(stored).not.toHaveProperty('stringData');
});
