import { describe, expect, test } from 'vitest';
import type { TextEdit } from 'vscode-languageserver';
import { offsetIn, readFile } from '#language/document/document.ts';
import { edited } from '../../../test/support/edited.ts';
import { cursorOf, workspaceOf } from '../../../test/support/workspace.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { scenarioCompletion } from './scenarioCompletion.ts';
import { scenarioHover } from './scenarioHover.ts';
import { scenarioLenses } from './scenarioLenses.ts';

const head = 'apiVersion: drydock.dev/v1alpha1\nkind: Scenario\nspec:\n';

/** What is underlined, and what is said of it. */
function checkScenario(text: string): string[] {
  const { snapshot } = workspaceOf(text);
  const file = readFile('main.yaml', text, 0);
  return diagnosticsOf(snapshot, 'main.yaml').map(
    ({ range, message }) => `${text.slice(offsetIn(file, range.start), offsetIn(file, range.end))}: ${message}`,
  );
}

function offered(marked: string): string[] {
  const { text, offset } = cursorOf(head + marked);
  const items = scenarioCompletion(readFile('main.yaml', text, 0), offset);
  return items.toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1)).map((item) => item.label);
}

/** The last line after taking the item. */
function completed(marked: string, label: string): string {
  const { text, offset } = cursorOf(head + marked);
  const file = readFile('main.yaml', text, 0);
  const edit = scenarioCompletion(file, offset).find((item) => item.label === label)?.textEdit as TextEdit;
  return edited(text, [edit]).slice(head.length);
}

function hovered(marked: string): string | undefined {
  const { text, offset } = cursorOf(head + marked);
  const hover = scenarioHover(readFile('main.yaml', text, 0), offset);
  if (hover?.range === undefined) return undefined;
  const file = readFile('main.yaml', text, 0);
  const { value } = hover.contents as { value: string };
  return `${text.slice(offsetIn(file, hover.range.start), offsetIn(file, hover.range.end))} → ${value}`;
}

describe('mistakes in a scenario', () => {
  test('a good one has none, and is no manifest of an unknown kind', () => {
    expect(checkScenario(`${head}  steps:\n  - wait: quiet\n`)).toEqual([]);
  });
  test('are on the key or the value that is wrong', () => {
    const text = `${head}  seed: many\n  nods: 3\n  timing: { start: "soon" }\n  steps:\n  - kubctl: get pods\n  - node: { name: n1, state: off }\n`;
    expect(checkScenario(text).map((line) => line.replace(/; known are .*/, ''))).toEqual([
      'many: seed must be a number',
      'nods: spec has no field "nods"',
      '"soon": timing.start must be a duration such as 600ms, 5s or 2m',
      'kubctl: a step has no field "kubctl"',
      'kubctl: a step is one of kubectl, wait, delete, evict, patch, node, image, expect',
      'off: state must be one of down, up, removed, not "off"',
    ]);
  });
  test('text that does not parse is said to be so', () => {
    expect(checkScenario(`${head}  steps: [\n`)).not.toEqual([]);
  });
  test('an apiVersion of ours that does not exist', () => {
    expect(checkScenario('apiVersion: drydock.dev/v9\nkind: Scenario\nspec: {}\n')).toEqual([
      'drydock.dev/v9: apiVersion must be drydock.dev/v1alpha1',
    ]);
  });
});

describe('completion', () => {
  test('of fields, without those that are there', () => {
    expect(offered('  seed: 1\n  $0')).toEqual([
      'admission',
      'images',
      'kubernetesVersion',
      'loadBalancer',
      'nodes',
      'startTime',
      'steps',
      'timing',
    ]);
  });
  test('of what a step can be, in broken text', () => {
    expect(offered('  seed: [\n  steps:\n  - $0\n  - wait: {{')).toContain('kubectl');
  });
  test('of no second kind of step, once one is chosen', () => {
    expect(offered('  steps:\n  - wait: quiet\n    $0')).toEqual([]);
    expect(offered('  steps:\n  - kubectl: apply -f -\n    $0')).toEqual(['input']);
    expect(offered('  steps:\n  - input: x\n    $0')).toEqual(['kubectl']);
    expect(offered('  steps:\n  - { $0, wait: quiet }')).toEqual([]);
    expect(offered('  steps:\n  - $0\n  - wait: quiet')).toContain('expect');
  });
  test('of the fields of one of several forms', () => {
    expect(offered('  steps:\n  - wait:\n      $0').slice(0, 3)).toEqual(['atLeast', 'atMost', 'condition']);
    expect(offered('  steps:\n  - wait: { for: Deployment/web, $0')).toContain('timeout');
    expect(offered('  nodes:\n  - $0')).toContain('zone');
  });
  test('of values', () => {
    expect(offered('  steps:\n  - node: { name: n1, state: $0')).toEqual(['down', 'up', 'removed']);
    expect(offered('  steps:\n  - wait: $0')).toEqual(['quiet']);
    expect(offered('  loadBalancer: $0')).toEqual(['true', 'false']);
  });
  test('puts in what goes with it', () => {
    expect(completed('  st$0', 'steps')).toBe('  steps:\n    - $0');
    expect(completed('  images:\n    $0', 'match')).toBe('  images:\n    - match: $0');
    expect(completed('  kubernetesVersion: $0', '1.36')).toBe('  kubernetesVersion: "1.36"');
    expect(completed('  kubernetesVersion: "$0"', '1.36')).toBe('  kubernetesVersion: "1.36"');
  });
  test('of nothing inside the input of a step', () => {
    expect(offered('  steps:\n  - kubectl: apply -f -\n    input: |\n      $0')).toEqual([]);
  });
});

test('hover says what a field means, with its default', () => {
  expect(hovered('  timing:\n    sta$0gger: 1s\n')).toMatch(
    /^stagger → \*\*stagger\*\* `duration`\n\nAt least this long .*\n\ndefault: `200ms`$/,
  );
  expect(hovered('  steps:\n  - wa$0it: 5s\n')).toMatch(/^wait → \*\*wait\*\* `quiet \| duration \| object`/);
  expect(hovered('  steps:\n  - wa$0it: 5s\n    nothing:')).toBeDefined();
  expect(hovered('  unknown: $0x\n')).toBeUndefined();
});

test('a lens runs it', () => {
  expect(scenarioLenses(readFile('file:///w/s.yaml', `# about\n${head}`, 0))).toMatchObject([
    { range: { start: { line: 1 } }, command: { command: 'drydock.runScenario', arguments: ['file:///w/s.yaml'] } },
  ]);
});
