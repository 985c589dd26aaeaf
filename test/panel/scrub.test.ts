import { expect, test } from 'vitest';
import { frame } from '../../media/panel/frame.ts';
import { largeRun, pods } from '../support/largeRun.ts';

test('scrubbing 150,000 pods on 5,000 nodes shows each moment whole in the frame that asks for it', () => {
  const run = largeRun();
  while (!frame(run, 1000).settled);
  for (let t = 1000; t < run.end; t += 100) {
    const picture = frame(run, t);
    expect(picture.settled).toBe(true);
    expect(picture.totals.ready).toBe(pods);
  }
});
