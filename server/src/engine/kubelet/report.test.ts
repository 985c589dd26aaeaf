import { expect, it } from 'vitest';
import { podOf } from '../../../../test/support/podLife.ts';
import { start } from '../engine.ts';
import { defaultWorld } from '../world.ts';

it('a status that rests on an assumed delay says so, and every status says why it was written', () => {
  const run = start(defaultWorld());
  run.api().create(podOf(), 'test');
  run.advance(2_000);
  run.api().delete('Pod/default/p', {}, 'test');
  run.advance(4_000);
  const written = run.trace.entries.filter(
    ({ actor, change }) => actor === 'kubelet/n1' && change.kind === 'applied' && change.key.startsWith('Pod/'),
  );
  expect(
    written.map(({ why, assumptions }) => [why, ...(assumptions ?? []).map(({ text }) => text)].join(' | ')),
  ).toEqual([
    'the kubelet takes the pod up',
    'the pod is Running | a container of good:v1 takes 600 ms to start',
    'the pod is Ready | a container of good:v1 takes 600 ms to become Ready',
    'all its containers have ended | the pod takes 800 ms to end',
  ]);
});
