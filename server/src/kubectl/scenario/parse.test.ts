import { expect, test } from 'vitest';
import { isScenario, parseScenario } from './parse.ts';

const head = 'apiVersion: drydock.dev/v1alpha1\nkind: Scenario\n';

function problems(text: string): readonly string[] {
  const parsed = parseScenario(text);
  return parsed.ok ? [] : parsed.error.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

test('a scenario is known by its content', () => {
  expect(isScenario(head)).toBe(true);
  expect(isScenario('apiVersion: v1\nkind: Pod\n')).toBe(false);
});

test('everything has its documented default', () => {
  const parsed = parseScenario(`${head}spec: { steps: [{ wait: quiet }, { wait: { quiet: 1s } }] }`);
  expect(parsed.ok && { ...parsed.value, nodes: parsed.value.nodes.length }).toMatchObject({
    kubernetesVersion: '1.36',
    seed: 1,
    startTime: Date.parse('2026-01-01T00:00:00Z'),
    nodes: 3,
    timing: { start: 600, ready: 600, stagger: 200, terminate: 800, restartBackoff: 10_000, watchLatency: 5 },
    steps: [
      { kind: 'wait', for: { kind: 'quiet', duration: 5000, timeout: 600_000 } },
      { kind: 'wait', for: { kind: 'quiet', duration: 1000, timeout: 600_000 } },
    ],
  });
});

test.each([
  ['spec: { nodes: many }', ['3:16 nodes must be a number']],
  [
    'spec: { stps: [] }',
    [
      '3:9 spec has no field "stps"; known are kubernetesVersion, seed, startTime, nodes, admission, timing, images, steps, loadBalancer',
    ],
  ],
  ['spec: { timing: { start: fast } }', ['3:26 timing.start must be a duration such as 600ms, 5s or 2m']],
  [
    'spec: { kubernetesVersion: 1.2 }',
    ['3:28 kubernetesVersion must be one of 1.32, 1.33, 1.34, 1.35, 1.36 (in quotes)'],
  ],
  [
    'spec: { steps: [{ wait: 1s, delete: {} }] }',
    ['3:17 a step is one of kubectl, wait, delete, evict, patch, node, image, expect'],
  ],
  [
    'spec: { steps: [{ wait: { for: web, gone: true } }] }',
    ['3:32 an object is written as Kind/name, e.g. Deployment/web, not "web"'],
  ],
  [
    'spec: { steps: [{ wait: { for: Job/a } }] }',
    ['3:25 wait for needs one of path, equals, notEquals, atLeast, atMost, matches, gone, exists, condition, reason'],
  ],
  ['spec: { steps: [{ node: { name: n1, state: off } }] }', ['3:44 state must be one of down, up, removed, not "off"']],
  ['spec: { images: [{ ready: never }] }', ['3:18 an image needs match, a glob over the image as it is written']],
  ['spec: [', ['3:8 ']],
])('%s', (spec, expected) => {
  const found = problems(head + spec);
  expect(found.map((problem, index) => problem.slice(0, expected[index]?.length))).toEqual(expected);
});
