import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Steps } from '#engine/trace/steps.ts';
import { rollingUpdate } from '../../../test/support/traceBuilder.ts';
import { Run } from '../run.ts';
import { disruptionBudgetOf } from './disruptionBudget.ts';
import { markAt, neighbour } from './hitTest.ts';
import { columnsOf, columnTimes, marksOf } from './lanes.ts';
import { scaleOf, toTime, toX, zoomed } from './scale.ts';
import { countText, countTicks, offsetText, timeTicks } from './ticks.ts';

const sorted = fc
  .array(fc.integer({ min: 0, max: 700_000 }), { minLength: 1, maxLength: 60 })
  .map((all) => all.sort((a, b) => a - b));

test('time → pixel → time is the identity, and later is never left of earlier', () => {
  fc.assert(
    fc.property(
      sorted,
      fc.array(fc.integer({ min: 0, max: 700_000 }), { minLength: 2, maxLength: 10 }),
      (moments, asked) => {
        const scale = scaleOf(moments, 0, 700_000, 900);
        const times = asked.sort((a, b) => a - b);
        const xs = times.map((t) => toX(scale, t));
        expect(xs).toEqual([...xs].sort((a, b) => a - b));
        for (const t of times) expect(Math.abs(toTime(scale, toX(scale, t)) - t)).toBeLessThan(0.01);
        expect(scale.segments.reduce((width, each) => width + each.width, 0)).toBeCloseTo(900, 6);
      },
    ),
  );
});

test('ten minutes of quiet leave four busy seconds most of the width', () => {
  const busy = [0, 300, 800, 1500, 2200, 3000, 4000];
  const scale = scaleOf([...busy, 604_000], 0, 604_000, 1000);
  expect(scale.segments.map((each) => [each.from, each.to, each.compressed])).toEqual([
    [0, 4000, false],
    [4000, 604_000, true],
  ]);
  expect(toX(scale, 4000)).toBeGreaterThan(800);
});

test('the longer of two quiets is drawn longer, and all of them leave half of the width', () => {
  const busy = Array.from({ length: 8 }, (_, i) => [i * 700_000, i * 700_000 + 100, i * 700_000 + 300]).flat();
  const quietOf = (moments: readonly number[]): readonly number[] => {
    const { segments } = scaleOf(moments, 0, moments.at(-1) ?? 0, 1000);
    return segments.filter((each) => each.compressed).map((each) => each.width);
  };
  const [short = 0, long = 0] = quietOf([0, 100, 300, 40_000, 40_100, 640_000]);
  expect(long).toBeGreaterThan(short);
  expect(quietOf(busy).reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(500.001);
});

test('a rollout with a steady beat is not cut up', () => {
  const beat = Array.from({ length: 30 }, (_, i) => i * 5000);
  expect(scaleOf(beat, 0, 145_000, 1000).segments).toHaveLength(1);
});

test('zooming keeps the moment under the pointer in its place and stays inside', () => {
  expect(zoomed(0, 1000, 250, 0.5, 0, 1000)).toEqual([125, 625]);
  expect(zoomed(125, 625, 250, 2, 0, 1000)).toEqual([0, 1000]);
  expect(zoomed(0, 1000, 0, 0.001, 0, 1000)).toEqual([0, 20]);
  expect(zoomed(800, 1000, 1000, 4, 0, 1000)).toEqual([200, 1000]);
});

test.each([
  [4, [0, 1, 2, 3, 4]],
  [13, [0, 5, 10]],
  [17, [0, 5, 10, 15]],
  [150_000, [0, 50_000, 100_000, 150_000]],
])('the axis up to %i has round numbers', (top, ticks) => {
  expect(countTicks(top)).toEqual(ticks);
});

test('time ticks count from the apply and never overlap', () => {
  const scale = scaleOf([0, 100, 900, 4000], 0, 4000, 800);
  expect(timeTicks(scale, 1000).map((tick) => tick.label)).toEqual([
    '−1 s',
    '−0.5 s',
    '0 s',
    '0.5 s',
    '1 s',
    '1.5 s',
    '2 s',
    '2.5 s',
    '3 s',
  ]);
  const long = timeTicks(scaleOf([0, 1000, 2000, 602_000, 604_000], 0, 604_000, 500), 0);
  for (const [i, tick] of long.entries()) expect(tick.x - (long[i - 1]?.x ?? -100)).toBeGreaterThan(30);
  expect(long.some((tick) => tick.quiet && tick.label === '… 10 min')).toBe(true);
});

test.each([
  [0, '0 s'],
  [615, '0.615 s'],
  [-150, '−0.15 s'],
  [125_000, '2 min 5 s'],
  [352_500, '5 min 52.5 s'],
  [600_000, '10 min'],
  [3_900_000, '1 h 5 min'],
])('%i ms from the apply is written %s', (offset, text) => {
  expect(offsetText(offset)).toBe(text);
});

test('a dip shorter than a pixel is still seen', () => {
  const steps: Steps = { at: [0, 500, 501, 900], value: [10, 7, 10, 9] };
  const columns = columnsOf(steps, columnTimes(scaleOf([], 0, 1000, 10), 10));
  expect([...columns.min]).toEqual([10, 10, 10, 10, 10, 7, 10, 10, 10, 9]);
  expect([...columns.last]).toEqual([10, 10, 10, 10, 10, 10, 10, 10, 10, 9]);
});

test('columns agree with the steps whatever the window', () => {
  fc.assert(
    fc.property(sorted, fc.nat(600_000), (at, from) => {
      const moments = [...new Set(at)];
      const steps: Steps = { at: moments, value: moments.map((_, i) => (i * 7) % 5) };
      const columns = columnsOf(steps, columnTimes(scaleOf([], from, 700_000, 64), 64));
      const inside = steps.value.filter((_, i) => (moments[i] ?? 0) > from);
      const before = steps.value[moments.findLastIndex((each) => each <= from)] ?? 0;
      expect(Math.min(...columns.min)).toBe(Math.min(before, ...inside));
      expect(Math.max(...columns.max)).toBe(Math.max(before, ...inside));
      expect(columns.last[63]).toBe(inside[inside.length - 1] ?? before);
    }),
  );
});

test('the worst line of a column gives its mark', () => {
  const line = (at: number, severity: 'normal' | 'warning' | 'error', actor = 'kubelet/n1') => ({
    seq: at,
    at,
    actor,
    text: '',
    severity,
    key: undefined,
  });
  const scale = scaleOf([], 0, 100, 100);
  const marks = marksOf(
    [line(10, 'normal'), line(11, 'warning'), line(50, 'normal', 'user'), line(51, 'normal'), line(90, 'error')],
    scale,
    (t) => toX(scale, t),
  );
  expect(marks).toEqual([
    { x: 7, severity: 'normal', seq: 10, count: 1 },
    { x: 14, severity: 'warning', seq: 11, count: 1 },
    { x: 49, severity: 'user', seq: 50, count: 2 },
    { x: 91, severity: 'error', seq: 90, count: 1 },
  ]);
  expect(markAt(marks, 12)?.seq).toBe(11);
  expect(markAt(marks, 30)).toBe(undefined);
});

test('stepping goes to the next different moment', () => {
  const moments = [0, 100, 250];
  expect([
    neighbour(moments, 100, 1),
    neighbour(moments, 100, -1),
    neighbour(moments, 99.5, 1),
    neighbour(moments, 300, 1),
    neighbour(moments, 0, -1),
  ]).toEqual([250, 0, 100, undefined, undefined]);
});

test('large counts fit the gutter', () => {
  expect([9999, 10_000, 112_500, 150_000].map(countText)).toEqual(['9999', '10k', '112.5k', '150k']);
});

test('where nothing is rolled out the floor is what a PodDisruptionBudget asks of the pods', () => {
  const checkBudget = (selected: string, expected: number | undefined): void => {
    const trace = rollingUpdate(6, 2);
    const run = new Run({ run: 'r', title: '', header: trace.header, origins: {}, whatIf: {} });
    const budget: ApiObject = {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'web', namespace: 'default' },
      spec: { minAvailable: 4, selector: { matchLabels: { app: selected } } },
      status: { desiredHealthy: 4 },
    };
    const key = 'PodDisruptionBudget.policy/default/web';
    const change = { kind: 'applied', verb: 'create', key, before: null, after: budget } as const;
    const seq = trace.entries.length;
    run.add([...trace.entries, { seq, at: trace.end, actor: 'user', cause: null, why: '', change }], trace.end);
    expect(disruptionBudgetOf(run, 'Deployment.apps/default/web')).toBe(expected);
  };
  checkBudget('web', 4);
  checkBudget('db', undefined);
});
