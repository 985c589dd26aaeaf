import { describe, expect, test } from 'vitest';
import { podOf } from '../../../../test/support/podLife.ts';
import type { Run } from '../engine.ts';
import { start } from '../engine.ts';
import type { ImageBehaviour } from '../world.ts';
import { defaultTiming, defaultWorld } from '../world.ts';

const images: readonly ImageBehaviour[] = [
  { match: 'bad:*', pull: 'fails', imagePull: 1000 },
  { match: 'small:*', imagePull: 2000 },
  { match: '*', imagePull: 5000 },
];

/** What is said of the images of pods that are made at once, `name image` each, on node n1 unless another is named: `5.005 a pulled in 5s of 5s`. */
function checkPulls(pods: readonly string[], during: (run: Run) => void = () => undefined): readonly string[] {
  const timing = { ...defaultTiming, imageCheck: 500, start: 100, ready: 0 };
  const run = start({ ...defaultWorld(), timing, images });
  for (const text of pods) {
    const [name = '', image = '', nodeName = 'n1'] = text.split(' ');
    const pod = podOf({ nodeName }, { image });
    run.api().create({ ...pod, metadata: { ...pod.metadata, name } }, 'the test makes a pod');
  }
  during(run);
  run.advance(30_000);
  return run.trace.entries.flatMap(({ at, change }) => {
    const event = change.kind === 'applied' && change.verb === 'create' ? change.after : null;
    if (event?.kind !== 'Event') return [];
    const { name } = event['involvedObject'] as { readonly name: string };
    const said = `${(at / 1000).toFixed(3)} ${name}`;
    const [, took, whole] = / in (\S+) \((\S+) including waiting\)/.exec(String(event['message'])) ?? [];
    if (took !== undefined) return [`${said} pulled in ${took} of ${whole}`];
    return event['reason'] === 'Pulled' ? [`${said} has it`] : [];
  });
}

describe('a kubelet pulls one image after another', () => {
  test('of two images the second waits for the first', () => {
    expect(checkPulls(['a one:v1', 'b small:v1'])).toEqual([
      '5.005 a pulled in 5s of 5s',
      '7.005 b pulled in 2s of 7s',
    ]);
  });

  test('those that asked for an image before it was there ask the registry once more', () => {
    expect(checkPulls(['a one:v1', 'b one:v1', 'c one:v1'])).toEqual([
      '5.005 a pulled in 5s of 5s',
      '5.505 b pulled in 500ms of 5.5s',
      '6.005 c pulled in 500ms of 6s',
    ]);
  });

  test('each node pulls for itself', () => {
    expect(checkPulls(['a one:v1', 'b one:v1 n2'])).toEqual([
      '5.005 a pulled in 5s of 5s',
      '5.005 b pulled in 5s of 5s',
    ]);
  });

  test('with policy Always the registry is asked for what is there, with IfNotPresent nobody is', () => {
    const later = (run: Run): void => {
      run.advance(10_000);
      for (const image of ['one:v1', 'one:latest']) {
        const pod = podOf({}, { image });
        run
          .api()
          .create({ ...pod, metadata: { ...pod.metadata, name: image.replace(':', '-') } }, 'the test makes a pod');
      }
    };
    expect(checkPulls(['a one:v1', 'b one:latest'], later).slice(2)).toEqual([
      '10.005 one-v1 has it',
      '10.505 one-latest pulled in 500ms of 500ms',
    ]);
  });

  test('an image that does not come keeps nobody waiting', () => {
    expect(checkPulls(['a bad:v1', 'b small:v1'])).toEqual(['2.005 b pulled in 2s of 2s']);
  });

  test('a pull whose pod is gone brings nothing', () => {
    const gone = (run: Run): void => {
      run.advance(1000);
      run.api().delete('Pod/default/a', { gracePeriodSeconds: 0 }, 'the test deletes it');
      run.advance(10_000);
      const pod = podOf({}, { image: 'one:v1' });
      run.api().create({ ...pod, metadata: { ...pod.metadata, name: 'c' } }, 'the test makes a pod');
    };
    expect(checkPulls(['a one:v1', 'b small:v1'], gone)).toEqual([
      '7.005 b pulled in 2s of 7s',
      '15.005 c pulled in 5s of 5s',
    ]);
  });
});
