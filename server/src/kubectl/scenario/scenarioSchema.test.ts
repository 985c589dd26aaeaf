import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parseScenario } from './parse.ts';
import { scenarioSchema } from './scenarioSchema.ts';

const full = {
  apiVersion: 'drydock.dev/v1alpha1',
  kind: 'Scenario',
  metadata: { name: 'x', labels: { a: 'b' } },
  spec: {
    kubernetesVersion: '1.36',
    seed: 2,
    nodes: [
      { name: 'n1', capacity: { cpu: '16', pods: 110 }, zone: 'a', taints: [{ key: 'k', effect: 'NoSchedule' }] },
    ],
    admission: { quota: false },
    timing: { start: '600ms' },
    images: [
      { match: 'a*', ready: 'never', probes: { liveness: 'fails' }, exits: { after: '1s', code: 1, from: 'running' } },
    ],
    steps: [
      { kubectl: 'create -f -', input: 'x' },
      { wait: 'quiet' },
      { wait: '30s' },
      { wait: { for: 'Job/j', gone: true, timeout: '40s' } },
      { delete: { kind: 'Pod', selector: 'a=b', index: 0, gracePeriod: '0s' } },
      { evict: { kind: 'Pod', name: 'a' } },
      { patch: { kind: 'Deployment', name: 'web', patch: { spec: { paused: true } } } },
      { node: { name: 'n1', state: 'down' } },
      { image: { match: 'b', pull: 'fails' } },
      {
        expect: [
          { object: 'Deployment/web', path: 'a', equals: 3 },
          { never: 'unavailable', of: 'Service/web' },
        ],
      },
    ],
  },
};

const valid = new Ajv({ strict: false }).compile(scenarioSchema);

test('the schema and the parser take the same scenario', () => {
  expect(valid(full)).toBe(true);
  expect(parseScenario(JSON.stringify(full)).ok).toBe(true);
});

test.each([
  ['a step of an unknown kind', { steps: [{ kubctl: 'x' }] }],
  ['a node that is nowhere', { steps: [{ node: { name: 'n1', state: 'off' } }] }],
  ['a number of nodes below 0', { nodes: -1 }],
  ['a timing that is no duration', { timing: { start: 'fast' } }],
  ['an image without match', { images: [{ ready: 'never' }] }],
])('neither takes %s', (_, spec) => {
  const scenario = { ...full, spec };
  expect(valid(scenario)).toBe(false);
  expect(parseScenario(JSON.stringify(scenario)).ok).toBe(false);
});
