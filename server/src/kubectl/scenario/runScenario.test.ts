import { expect, test } from 'vitest';
import { noFiles } from '../cluster.ts';
import { parseScenario } from './parse.ts';
import { startScenario } from './runScenario.ts';
import { worldOf } from './world.ts';

/** `at: code, output` of every step. */
function check(steps: string, spec = ''): readonly string[] {
  const parsed = parseScenario(
    `apiVersion: drydock.dev/v1alpha1\nkind: Scenario\nspec:\n  ${spec}\n  steps:\n${steps}`,
  );
  if (!parsed.ok) return parsed.error.map((problem) => `${problem.line}: ${problem.message}`);
  const world = worldOf(parsed.value, noFiles);
  if (!world.ok) return [world.error];
  return [...startScenario(parsed.value, world.value, noFiles).steps()].map(({ at, result }) =>
    `${at}: ${result.code} ${result.stdout}${result.stderr}`.trim(),
  );
}

const web = `
  - kubectl: create -f -
    input: |
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: c, image: good:1}]}`;

test('quiet ends so long after the last change, or after its own beginning where nothing changes', () => {
  const [, first, second] = check(`${web}\n  - wait: { quiet: 2s }\n  - wait: { quiet: 2s }`);
  expect(Number.parseInt(second ?? '', 10) - Number.parseInt(first ?? '', 10)).toBe(2000);
  expect(first?.endsWith(': 0')).toBe(true);
});

test('time, time-outs and what they say', () => {
  expect(
    check(
      '  - wait: 1500ms\n  - wait: { for: Deployment/web, path: status.readyReplicas, atLeast: 1, timeout: 3s }\n  - wait: { for: Job/x, gone: true }\n  - wait: { for: Job/x, path: status.failed, atMost: 0 }',
    ),
  ).toEqual([
    '1500: 0',
    '4500: 1 error: timed out after 3000 ms waiting for Deployment/web status.readyReplicas at least 1: there is no such object',
    '4500: 0',
    '4500: 0',
  ]);
});

test('placeholders are names by what they were first, and errors of their step before that', () => {
  const steps = `${web}
  - kubectl: get rs {rs:web@1} -o jsonpath={.spec.replicas}
  - wait: quiet
  - kubectl: get rs {rs:web@1} -o jsonpath={.spec.replicas}
  - delete: { kind: Pod, name: "{pod:web@1#1}", gracePeriod: 0s }
  - wait: quiet
  - kubectl: get pod {pod:web#3} -o jsonpath={.status.phase}
  - kubectl: get pod {pod:web@1#1}`;
  const said = check(steps).map((line) => line.replace(/^\d+: /, ''));
  expect(said.slice(1, -2)).toEqual(['1 error: {rs:web@1} names nothing in the cluster yet', '0', '0 2', '0', '0']);
  expect(said.at(-2)).toBe('1 error: {pod:web#3} names nothing in the cluster yet');
  expect(said.at(-1)).toMatch(/^1 Error from server \(NotFound\): pods "web-\w+-\w+" not found$/);
});

test('refusals of requests are printed as kubectl prints them', () => {
  expect(
    check(`${web}
  - patch: { kind: Deployment, name: web, patch: { spec: { replicas: -1 } } }
  - delete: { kind: Pod, name: nope }
  - evict: { name: nope }
  - node: { name: n9, state: down }`)
      .map((line) => line.replace(/^\d+: /, ''))
      .slice(1),
  ).toEqual([
    '1 The Deployment "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
    '1 Error from server (NotFound): pods "nope" not found',
    '1 Error from server (NotFound): pods "nope" not found',
    '1 Error from server (NotFound): nodes "n9" not found',
  ]);
});

test('expectations hold, or say what was found', () => {
  const said = check(`${web}
  - wait: quiet
  - expect:
    - { object: Deployment/web, path: status.availableReplicas, equals: 2 }
    - { object: Deployment/web, condition: Available }
    - { never: unavailable, of: Deployment/web }
  - kubectl: scale deploy/web --replicas=0
  - wait: quiet
  - expect:
    - { object: Deployment/web, path: spec.replicas, atLeast: 1 }
    - { object: Job/x, exists: false }`);
  expect(said.map((line) => line.replace(/^\d+: /, '')).slice(2)).toEqual([
    '0',
    '0 deployment.apps/web scaled',
    '0',
    '1 error: expected Deployment/web spec.replicas at least 1, but 0',
  ]);
});
