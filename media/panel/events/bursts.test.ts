import { expect, test } from 'vitest';
import type { StoryLine } from '#engine/trace/text.ts';
import { burstsOf, openText, ownName } from './bursts.ts';

function checkBursts(told: string, expected: string): void {
  const lines = told
    .trim()
    .split('\n')
    .map((line, seq): StoryLine => {
      const [at = '0', actor = '', ...words] = line.trim().split(' ');
      return { seq, at: Number(at), actor, text: words.join(' '), severity: 'normal', key: `Pod/default/web-${seq}` };
    });
  const said = burstsOf(lines).map(({ lines: of }) =>
    of.length === 1 ? of[0].text : `${openText(of[0].text)} ${of.map(ownName).join(' ')}`,
  );
  expect(said.join('\n')).toBe(expected.trim().replace(/^ */gm, ''));
}

test('pods that are created together are one line, what was told between two of them keeps its place', () => {
  checkBursts(
    `
    0 rs Created pod: web-5d9-bcdfg
    0 rs Deleted pod: web-old-zzzzz
    0 rs Deleted pod: web-old-xxxxx
    5 deployment Scaled up replica set web-5d9 from 1 to 3
    10 rs Created pod: web-5d9-hjklm
    20 rs Created pod: web-5d9-npqrs
    `,
    `
    Created pod: web-5d9-bcdfg
    Deleted pod: web-old-… zzzzz xxxxx
    Scaled up replica set web-5d9 from 1 to 3
    Created pod: web-5d9-… hjklm npqrs
    `,
  );
});

test('two lines that take turns are two bursts; another actor of the same kind is no other line', () => {
  checkBursts(
    `
    0 nodes/n1 Pod db-0 is no longer Ready
    0 nodes/n1 Node is not ready
    0 nodes/n2 Pod db-1 is no longer Ready
    0 nodes/n2 Node is not ready
    `,
    `
    Pod db-… is no longer Ready 0 1
    Node is not ready 1 3
    `,
  );
});

test('a pod’s uid is no other line', () => {
  const [one, other] = ['8aa4ac1e-3e27-4bc4-a0a2-0d0ccd0f34e4', 'faa94765-155d-4178-aafa-8bf2b0f7e0ca'];
  checkBursts(
    `
    0 kubelet/n1 Back-off restarting failed container app in pod web-bcdfg_default(${one}) (x7)
    5 kubelet/n2 Back-off restarting failed container app in pod web-hjklm_default(${other}) (x7)
    `,
    'Back-off restarting failed container app in pod web-…_default (x7) bcdfg hjklm',
  );
});

test('what happens again later is told again, and pods of another workload are others', () => {
  checkBursts(
    `
    0 kubelet/n1 Pod web-bcdfg is Ready
    10 kubelet/n1 Pod api-hjklm is Ready
    300 kubelet/n1 Pod web-npqrs is Ready
    `,
    `
    Pod web-bcdfg is Ready
    Pod api-hjklm is Ready
    Pod web-npqrs is Ready
    `,
  );
});
