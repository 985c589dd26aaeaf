import { describe, expect, test } from 'vitest';
import { parseScenario } from '#kubectl/scenario/parse.ts';
import { startScenario } from '#kubectl/scenario/runScenario.ts';
import { worldOf } from '#kubectl/scenario/world.ts';
import type { WhatIf } from '#protocol/simulate.ts';
import { Run } from '../../media/panel/run.ts';
import { emptyForm, type Form, whatIfOf } from '../../media/panel/whatIf/form.ts';
import { scenarioText } from '../../media/panel/whatIf/scenario.ts';
import { deploymentText } from '../support/manifests.ts';

const web = 'Deployment.apps/default/web';
const uri = 'file:///w/web.yaml';

/** What is filled in is sent as this. */
function checkForm(form: Partial<Form>, expected: WhatIf): void {
  expect(whatIfOf({ ...emptyForm, ...form }, 1500, web)).toEqual(expected);
}

describe('what the form says', () => {
  test('each field is a circumstance of its own', () => {
    checkForm({}, {});
    checkForm({ image: 'web:1', behaviour: 'pull' }, { images: [{ match: 'web:1', pull: 'fails' }] });
    checkForm({ image: 'web:1', behaviour: 'never' }, { images: [{ match: 'web:1', ready: 'never' }] });
    checkForm({ start: '2.5', ready: '0' }, { timing: { start: 2500, ready: 0 } });
    checkForm({ node: 'n2', nodeState: 'drained' }, { faults: [{ at: 1500, node: 'n2', state: 'drained' }] });
    checkForm({ nodes: '7', seed: '4', version: '1.34' }, { nodes: 7, seed: 4, kubernetesVersion: '1.34' });
    checkForm(
      { strategy: 'Recreate' },
      {
        fields: [
          { key: web, path: ['spec', 'strategy', 'type'], value: 'Recreate' },
          { key: web, path: ['spec', 'strategy', 'rollingUpdate'], value: null },
        ],
      },
    );
    checkForm(
      { maxSurge: '50%' },
      { fields: [{ key: web, path: ['spec', 'strategy', 'rollingUpdate', 'maxSurge'], value: '50%' }] },
    );
  });

  test('what is no number is left out', () => {
    checkForm({ start: 'soon', nodes: '-3', seed: 'x', maxSurge: 'many', image: 'web:1' }, {});
  });
});

/** The scenario of the choice runs as the file says, on the manifests beside it, and ends with these pods and nodes. */
function checkScenario(before: boolean, whatIf: WhatIf, expected: string): void {
  const saved = scenarioText(panelRun(before), whatIf);
  const run = played(saved.replaceAll(uri, 'web.yaml'));
  const pods = (
    run.view.list('Pod') as unknown as readonly { spec: { containers: { image: string }[] }; status: object }[]
  ).map((pod) => `${pod.spec.containers[0]?.image} ${JSON.stringify(pod.status).includes('"Ready","status":"True"')}`);
  const { strategy } = (run.view.get(web)?.['spec'] ?? {}) as { strategy?: { type?: string } };
  const said = [`${run.view.list('Node').length} nodes`, strategy?.type, ...new Set(pods.sort())].join(', ');
  expect(said, saved).toBe(expected);
}

describe('the scenario file of a choice', () => {
  test('names the manifest and runs as the what-if does', () => {
    checkScenario(false, {}, '3 nodes, RollingUpdate, web:2 true');
    checkScenario(false, { nodes: 5, seed: 3, kubernetesVersion: '1.34' }, '5 nodes, RollingUpdate, web:2 true');
    checkScenario(false, { images: [{ match: 'web:2', ready: 'never' }] }, '3 nodes, RollingUpdate, web:2 false');
    checkScenario(false, { timing: { start: 9000, ready: 8000 } }, '3 nodes, RollingUpdate, web:2 true');
  });

  test('carries fields with other values, what ran before, and nodes that fail', () => {
    const recreate = [{ key: web, path: ['spec', 'strategy'], value: { type: 'Recreate' } }];
    checkScenario(true, { fields: recreate }, '3 nodes, Recreate, web:2 true');
    checkScenario(
      true,
      { images: [{ match: 'web:2', pull: 'fails' }] },
      '3 nodes, RollingUpdate, web:1 true, web:2 false',
    );
    const faults = [{ at: 700, node: 'n2', state: 'drained' as const }];
    checkScenario(true, { faults }, '3 nodes, RollingUpdate, web:2 true');
  });
});

const newer = deploymentText('web', 4).replace('web:1', 'web:2');

/** What the panel holds after an apply of web:2, with web:1 there before it or not. */
function panelRun(before: boolean): Run {
  const apply = (text: string): string =>
    `  - kubectl: apply -f -\n    input: |\n${text.replace(/^/gm, '      ')}\n  - wait: quiet\n`;
  const first = before ? apply(deploymentText('web', 4)) : '';
  const run = played(`apiVersion: drydock.dev/v1alpha1\nkind: Scenario\nspec:\n  steps:\n${first}${apply(newer)}`);
  const { entries, end, header } = run.trace;
  const origins = { [web]: { uri, range: [0, 0, 1, 0] as const } };
  const shown = new Run({ run: 'r', title: 'web.yaml', header, origins, whatIf: {} });
  shown.add(entries, end);
  const applyAt = entries.findLast(({ actor, change }) => actor === 'user' && change.kind === 'applied')?.at ?? 0;
  shown.finish({ end, applyAt, outcome: 'quiet' });
  shown.cursor.seekTo(entries.length);
  return shown;
}

function played(text: string): ReturnType<typeof startScenario>['run'] {
  const files = { read: (name: string) => (name === 'web.yaml' ? newer : undefined), list: () => undefined };
  const parsed = parseScenario(text);
  if (!parsed.ok) throw new Error(`${JSON.stringify(parsed.error)}\n${text}`);
  const world = worldOf(parsed.value, files);
  if (!world.ok) throw new Error(world.error);
  const running = startScenario(parsed.value, world.value, files);
  for (const { result } of running.steps()) if (result.code !== 0) throw new Error(`${result.stderr}\n${text}`);
  return running.run;
}
