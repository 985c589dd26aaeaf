import { expect, test } from 'vitest';
import type { Entry } from '#engine/trace/trace.ts';
import { Run } from '../run.ts';
import { adviceText } from './adviceText.ts';
import { placementOf } from './diagnosis.ts';

const pod = 'Pod/default/web';

function runOf(...notes: readonly unknown[]): Run {
  const header = { kubernetesVersion: '1.36', seed: 1, startTime: 0 } as const;
  const run = new Run({ run: 'r', title: '', header, origins: {}, whatIf: {} });
  const entries = notes.map((data, seq): Entry => {
    const change = { kind: 'note', topic: 'scheduling', text: `note ${seq}`, key: pod, data } as const;
    return { seq, at: seq, actor: 'default-scheduler', cause: null, why: '', change };
  });
  run.add(entries, notes.length);
  return run;
}

const refused = {
  nodes: [
    {
      node: 'n1',
      fits: false,
      plugin: 'NodeResourcesFit',
      reasons: ['Insufficient cpu'],
      wouldAlsoFail: [{ plugin: 'InterPodAffinity', reasons: ['no'] }],
    },
  ],
  preemption: { node: 'n1', victims: ['Pod/default/low'], violations: 0, among: 1, candidates: [] },
};

test('a node has the first refusal and those that would have followed', () => {
  const cells = placementOf(runOf(refused), pod, 1)?.nodes[0]?.cells;
  expect(cells?.get('NodeResourcesFit')).toEqual({ refuses: 'first', reasons: ['Insufficient cpu'] });
  expect(cells?.get('InterPodAffinity')).toEqual({ refuses: 'also', reasons: ['no'] });
});

test('a pod that was placed still shows for whom it made room, and the moment decides', () => {
  const scores = [{ plugin: 'ImageLocality', raw: 3, normalised: 50, weight: 2, weighted: 100 }];
  const run = runOf(refused, { ties: 2, nodes: [{ node: 'n1', fits: true, chosen: true, scores, total: 100 }] });
  expect(placementOf(run, pod, 2)).toMatchObject({ text: 'note 1', ties: 2, preemption: { node: 'n1' } });
  expect(placementOf(run, pod, 1)).toMatchObject({ text: 'note 0', ties: 0 });
  expect(placementOf(run, pod, 0)).toBe(undefined);
});

test('data of another shape is no reason to fail', () => {
  for (const data of [undefined, 7, 'x', { nodes: 7 }, { nodes: [7, null], remedies: [{}], preemption: 3 }])
    expect(placementOf(runOf(data), pod, 1)?.text).toBe('note 0');
});

test('remedies are said in words', () => {
  const say = (kind: string, subject: string, admits: number, short?: number): string =>
    adviceText({ kind, subject, admits, short, node: 'w1' });
  expect(say('resource', 'cpu', 1, 300)).toBe('300m CPU short on w1');
  expect(say('resource', 'memory', 2, 64 * 1024 * 1024)).toBe('64Mi memory short on w1, the least of 2 nodes');
  expect(say('toleration', 'dedicated=db:NoSchedule', 2)).toBe('tolerating dedicated=db:NoSchedule admits 2 nodes');
  expect(say('other', 'InterPodAffinity', 3)).toBe('InterPodAffinity alone stands in the way on nodes: 3');
});
