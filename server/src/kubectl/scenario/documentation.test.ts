import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { noFiles } from '../cluster.ts';
import { parseScenario } from './parse.ts';
import { startScenario } from './runScenario.ts';
import { worldOf } from './world.ts';

const page = readFileSync(new URL('../../../../docs/scenario.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/```yaml\n(apiVersion: drydock[\s\S]*?)```/g)].map((found) => found[1] ?? '');
const files = { ...noFiles, read: () => '{ apiVersion: v1, kind: Node, metadata: { name: standing } }' };

test('every example of the documentation is a scenario, and all of its steps succeed', () => {
  expect(examples.length).toBeGreaterThanOrEqual(4);
  for (const example of examples) {
    const scenario = parseScenario(example);
    expect(scenario).toMatchObject({ ok: true });
    if (!scenario.ok) continue;
    const world = worldOf(scenario.value, files);
    expect(world).toMatchObject({ ok: true });
    if (!world.ok) continue;
    const steps = [...startScenario(scenario.value, world.value, files).steps()];
    expect(steps.filter(({ result }) => result.code !== 0).map(({ step, result }) => [step, result])).toEqual([]);
  }
});
