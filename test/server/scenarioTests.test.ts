import { afterEach, expect, test } from 'vitest';
import type { ScenarioFile, ScenarioVerdict } from '../../server/src/protocol/scenarioTests.ts';
import { deploymentText } from '../support/manifests.ts';
import { type Conversation, conversation } from '../support/serverOverStreams.ts';

let talk: Conversation;
afterEach(() => talk.end());

const folder = 'file:///w';

const scenario = (available: number): string => `apiVersion: drydock.dev/v1alpha1
kind: Scenario
metadata: { name: web }
spec:
  nodes: 2
  steps:
  - kubectl: apply -f web.yaml
  - wait: quiet
  - expect:
    - { object: Deployment/web, path: status.availableReplicas, equals: ${available} }
`;

async function verdictOf(name: string): Promise<ScenarioVerdict> {
  return await talk.editor.sendRequest<ScenarioVerdict>('drydock/testScenario', { uri: `${folder}/tests/${name}` });
}

test('scenario files are found, and each ends as passed, failed or refused', async () => {
  talk = await conversation({
    files: {
      [`${folder}/tests/web.yaml`]: deploymentText('web', 2),
      [`${folder}/tests/right.yaml`]: scenario(2),
      [`${folder}/tests/wrong.yaml`]: scenario(3),
      [`${folder}/tests/broken.yaml`]: scenario(2).replace('nodes: 2', 'nodez: 2'),
    },
  });
  const found = await talk.editor.sendRequest<readonly ScenarioFile[]>('drydock/scenarioFiles', null);
  expect(found.map(({ uri, expectations }) => [uri.slice(uri.lastIndexOf('/') + 1), expectations])).toEqual([
    ['broken.yaml', 0],
    ['right.yaml', 1],
    ['wrong.yaml', 1],
  ]);
  expect(await verdictOf('right.yaml')).toMatchObject({ outcome: 'passed', problems: [] });
  expect(await verdictOf('wrong.yaml')).toMatchObject({
    outcome: 'failed',
    problems: [{ message: expect.stringContaining('availableReplicas'), range: [8, 0, 9, 0] }],
  });
  expect(await verdictOf('broken.yaml')).toMatchObject({
    outcome: 'refused',
    problems: [{ message: expect.stringContaining('nodez') }],
  });
  expect(await verdictOf('web.yaml')).toMatchObject({ outcome: 'refused' });
});
