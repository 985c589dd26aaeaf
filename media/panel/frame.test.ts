import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Trace } from '#engine/trace/trace.ts';
import { rollingUpdate, TraceBuilder } from '../../test/support/traceBuilder.ts';
import { pod } from '../../test/support/traceObjects.ts';
import { type Frame, frame, originKey } from './frame.ts';
import { receivePage } from './receive.ts';
import { Run } from './run.ts';
import { refusal } from './state.ts';
import { nearMissesOf } from './traffic/traffic.ts';
import { factsOf } from './verdict/facts.ts';
import { headlineOf, troubleOf, undoOf } from './verdict/headline.ts';

function runOf(trace: Trace): Run {
  const run = new Run({
    run: 'r',
    title: '',
    header: trace.header,
    origins: { 'Deployment.apps/default/web': { uri: 'file:///web.yaml', range: [0, 0, 1, 0] } },
    whatIf: {},
  });
  run.add(trace.entries, trace.end);
  run.finish({ end: trace.end, outcome: 'quiet' });
  return run;
}

/** The frame as a person would draw it on paper. */
function picture(of: Frame): string {
  const lines: string[] = [];
  for (const zone of of.zones) {
    for (const node of zone.nodes)
      lines.push(
        `${zone.name}/${node.name} ${node.state} ${node.cpu}/${node.cpuCapacity}m: ${node.pods.map((each) => `${each.short}·${each.group}·${each.state}`).join(' ')}`,
      );
  }
  if (of.unplaced.length > 0) lines.push(`unplaced: ${of.unplaced.map((each) => each.name).join(' ')}`);
  for (const workload of of.workloads) {
    lines.push(
      `${workload.kind} ${workload.name} ${workload.state} ${workload.available}/${workload.desired} counted ${workload.counted} terminating ${workload.terminating}`,
    );
    for (const group of workload.groups)
      lines.push(`  ${group.name} ${group.images.join()} ${group.ready}+${group.unready}+${group.terminating}`);
  }
  for (const service of of.services) lines.push(`${service.name} → ${service.ready} of ${service.endpoints.length}`);
  return lines.join('\n');
}

function checkFrame(trace: Trace, t: number, expected: string): void {
  expect(`\n${picture(frame(runOf(trace), t))}\n`).toBe(expected.replace(/^ {4}/gm, '').replace(/ *$/, ''));
}

test('a moment of a rolling update: pods on their nodes, by revision and state', () => {
  checkFrame(
    rollingUpdate(4, 2),
    1000,
    `
    a/n1 ready 750/4000m: 1·0·ready 3·0·ready 1·1·running
    b/n2 ready 750/4000m: 0·0·terminating 2·0·ready 0·1·running
    Deployment web progressing 3/4 counted 5 terminating 1
      web-old nginx:v1 3+0+1
      web-new nginx:v2 0+2+0
    web → 3 of 3
    `,
  );
});

test('the end of it: the old pods are gone', () => {
  const trace = rollingUpdate(4, 2);
  checkFrame(
    trace,
    trace.end,
    `
    a/n1 ready 500/4000m: 1·1·ready 3·1·ready
    b/n2 ready 500/4000m: 0·1·ready 2·1·ready
    Deployment web complete 4/4 counted 4 terminating 0
      web-old nginx:v1 0+0+0
      web-new nginx:v2 4+0+0
    web → 4 of 4
    `,
  );
});

test('a frame depends on the moment alone, not on the way to it', () => {
  const trace = rollingUpdate(6, 3);
  const wanderer = runOf(trace);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: trace.end }), { minLength: 1, maxLength: 5 }), (way) => {
      const last = way[way.length - 1] ?? 0;
      for (const t of way) frame(wanderer, t);
      expect(picture(frame(wanderer, last))).toBe(picture(frame(runOf(trace), last)));
    }),
    { numRuns: 40 },
  );
});

test('an empty run has an empty frame and a sentence', () => {
  const run = runOf(new TraceBuilder().trace());
  expect(picture(frame(run, 0))).toBe('');
  expect(headlineOf(run, undefined).strong).toBe('The trace is empty: nothing was applied and no node exists.');
});

test('a chunk that cannot be read ends the run there and says so; what came before is shown', () => {
  const run = new Run({ run: 'r', title: '', header: rollingUpdate(1, 1).header, origins: {}, whatIf: {} });
  run.add(rollingUpdate(2, 1).entries.slice(0, 9), 0);
  run.append({ from: 99, strings: [], entries: [[]] }, 500);
  expect(troubleOf(run)).toBe(
    'The trace ends early: a chunk of the trace is missing: expected entry 0, found 99. What is shown is complete up to 0 ms.',
  );
  expect(frame(run, 0).workloads).toHaveLength(1);
});

test.each(['', '{}', '[1]', '{"trace":{"chunks":3}}', '<svg>'])(
  'a page whose trace is %j becomes a sentence',
  (content) => {
    receivePage(content, 'en');
    expect(refusal.value?.text).toMatch(/^This trace cannot be shown/);
  },
);

test('a pod’s source is the manifest of the workload above it', () => {
  const run = runOf(rollingUpdate(2, 1));
  frame(run, 1000);
  expect(originKey(run, 'Pod/default/web-new-0')).toBe('Deployment.apps/default/web');
  expect(originKey(run, 'Node//n1')).toBe(undefined);
});

test('a selector’s near miss names the label, not pods of other applications', () => {
  const build = new TraceBuilder();
  build.put('user', null, 'apply', {
    ...pod('a-1', 'a', 'a:1'),
    metadata: { name: 'a-1', namespace: 'default', labels: { app: 'web', tier: 'front' } },
  });
  build.put('user', null, 'apply', {
    ...pod('b-1', 'b', 'b:1'),
    metadata: { name: 'b-1', namespace: 'default', labels: { app: 'db' } },
  });
  build.put('user', null, 'apply', {
    ...pod('c-1', 'c', 'c:1'),
    metadata: { name: 'c-1', namespace: 'default', labels: { app: 'wbe' } },
  });
  const run = runOf(build.trace());
  frame(run, 0);
  expect(nearMissesOf(run, 'default', { app: 'web', tier: 'back' })).toEqual([
    { example: 'Pod/default/a-1', label: 'tier', wanted: 'back', found: 'front', count: 1 },
  ]);
  expect(nearMissesOf(run, 'default', { app: 'web' }).map((miss) => miss.found)).toEqual(['wbe']);
});

test('the five numbers of the sketch', () => {
  const { summary } = runOf(rollingUpdate(10, 3));
  expect(factsOf(summary, summary.workloads[0]).map((fact) => `${fact.value}: ${fact.label}`)).toEqual([
    '8 of 10: lowest availability (floor 8: maxUnavailable 25%)',
    '13: most pods counted (ceiling 13: maxSurge 25%)',
    '15: most pods on the nodes, 2 of them Terminating',
    '8: fewest ready endpoints of Service web',
    '10: pods replaced, 10 created',
    'certain: another seed gives the same counts and order',
  ]);
});

test('an undo is told only of what is stuck', () => {
  const run = runOf(rollingUpdate(10, 3));
  const [workload] = run.summary.workloads;
  if (workload === undefined) throw new Error('no workload');
  expect(undoOf(run, workload)).toBe(undefined);
  expect(undoOf(run, { ...workload, state: 'stuck' })).toBe(undefined);
});
