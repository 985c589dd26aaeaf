import { expect, test } from 'vitest';
import { parseScenario } from './parse.ts';
import { worldOf } from './world.ts';

/** The refusal of a world whose `objects.yaml` holds this text, or the names of its nodes and objects. */
function check(text: string, nodes = '[{ file: objects.yaml }]'): string {
  const scenario = parseScenario(
    `apiVersion: drydock.dev/v1alpha1\nkind: Scenario\nspec: { nodes: ${nodes}, steps: [] }\n`,
  );
  if (!scenario.ok) return scenario.error.map(({ message }) => message).join('\n');
  const world = worldOf(scenario.value, { read: () => text, list: () => undefined });
  if (!world.ok) return world.error;
  return [...world.value.nodes, ...world.value.objects]
    .map(({ kind, metadata }) => `${kind}/${metadata.namespace ?? ''}/${metadata.name}`)
    .join(' ');
}

test('objects of a file stand in the world with their defaults, in a namespace', () => {
  expect(
    check(
      '{ apiVersion: v1, kind: Node, metadata: { name: a } }\n---\n{ apiVersion: v1, kind: ConfigMap, metadata: { name: c } }\n',
    ),
  ).toBe('Node//a ConfigMap/default/c');
});

test('what the API server would never have stored is refused with file and line', () => {
  expect(check('{ apiVersion: v1, kind: Node, metadata: { name: a }, spec: { taints: 0 } }')).toBe(
    'objects.yaml:1: spec.taints must be a list of objects, not 0',
  );
  expect(
    check(
      'apiVersion: v1\nkind: Node\nmetadata: { name: a }\n---\napiVersion: v1\nkind: Pod\nmetadata: { name: b }\nspec: { containers: {} }\n',
    ),
  ).toBe('objects.yaml:5: spec.containers must be a list of objects, not such an object');
  expect(check('{ apiVersion: v1, kind: Pod, metadata: { name: b }, spec: {} }')).toBe(
    'objects.yaml:1: Pod "b" is invalid: spec.containers: Required value',
  );
});

test('a node of the scenario itself is judged too', () => {
  expect(check('', '[{ name: a, taints: [3] }]')).toBe(
    'nodes: a: spec.taints must be a list of objects, not such a list',
  );
  expect(check('', '[{ name: "a b" }]')).toMatch(
    /^nodes: a b: Node "a b" is invalid: \[?metadata\.name: Invalid value/,
  );
});
