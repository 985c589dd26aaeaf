import { afterEach, expect, test } from 'vitest';
import type { ClusterChanged, ClusterTreeItem } from '../../server/src/protocol/clusterTree.ts';
import type {
  Completion,
  EditedText,
  EditText,
  KubectlEnded,
  KubectlOutput,
} from '../../server/src/protocol/kubectl.ts';
import type { SimulationEnded } from '../../server/src/protocol/simulate.ts';
import { deploymentText } from '../support/manifests.ts';
import { type Conversation, conversation } from '../support/serverOverStreams.ts';

let talk: Conversation;
afterEach(() => talk.end());

const folder = 'file:///w';

/** Types a line in a terminal; answers what it printed and its exit code. */
async function type(line: string): Promise<{ text: string; code: number }> {
  let text = '';
  const listener = talk.editor.onNotification('drydock/kubectlOutput', (output: KubectlOutput) => {
    text += output.text;
  });
  const { code } = await talk.editor.sendRequest<KubectlEnded>('drydock/kubectl', {
    session: 's',
    line,
    folder,
    speed: 1000,
  });
  listener.dispose();
  return { text, code };
}

async function open(uri: string, text: string): Promise<void> {
  await talk.editor.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'yaml', version: 1, text },
  });
}

test('a terminal has a cluster of its own, reads the text of the editor, and keeps what was done', async () => {
  talk = await conversation();
  await open(`${folder}/k8s/web.yaml`, deploymentText('web', 2));
  expect(await type('kubectl create -f k8s/web.yaml')).toEqual({ text: 'deployment.apps/web created\n', code: 0 });
  expect(await type('rollout status deployment/web')).toMatchObject({
    text: expect.stringContaining('successfully rolled out'),
    code: 0,
  });
  expect((await type('get pods -o name')).text.trim().split('\n')).toHaveLength(2);
  expect(await type('get pods nothing')).toEqual({
    text: 'Error from server (NotFound): pods "nothing" not found\n',
    code: 1,
  });
});

test('edit asks the editor for the text, and does without one', async () => {
  talk = await conversation();
  await type('create deployment web --image=nginx');
  expect(await type('edit deploy web')).toMatchObject({
    text: expect.stringContaining('there is no editor here'),
    code: 1,
  });
  talk.editor.onRequest('drydock/editText', ({ text, title }: EditText): EditedText => {
    expect(title).toBe('deploy-web');
    return { text: text.replace('replicas: 1', 'replicas: 3') };
  });
  expect(await type('edit deploy web')).toEqual({ text: 'deployment.apps/web edited\n', code: 0 });
  expect((await type('get deploy web -o jsonpath={.spec.replicas}')).text).toBe('3');
  talk.editor.onRequest('drydock/editText', ({ text }: EditText): EditedText => ({ text }));
  expect((await type('edit deploy web')).text).toContain('Edit cancelled, no changes made.');
});

test('sleep and time move and read the virtual clock', async () => {
  talk = await conversation();
  expect(await type('sleep 90s')).toEqual({ text: '', code: 0 });
  expect(Number.parseFloat((await type('time')).text)).toBeGreaterThanOrEqual(90);
  expect((await type('sleep soon')).code).toBe(1);
});

test('what is typed is seen in the panel', async () => {
  talk = await conversation({ files: { [`${folder}/web.yaml`]: deploymentText('web', 1) } });
  const endings: SimulationEnded[] = [];
  const ended = new Promise<void>((resolve) => {
    talk.editor.onNotification('drydock/simulationEnded', (end: SimulationEnded) => {
      endings.push(end);
      resolve();
    });
  });
  await talk.editor.sendRequest('drydock/simulate', {
    run: 'r',
    uris: [`${folder}/web.yaml`],
    before: null,
    whatIf: {},
  });
  await ended;
  expect((await type('scale deployment/web --replicas=3')).text).toBe('deployment.apps/web scaled\n');
  expect(endings).toHaveLength(2);
  expect(endings[1]).toMatchObject({ run: 'r', outcome: 'quiet' });
});

test('completion of commands, kinds and names', async () => {
  talk = await conversation();
  await open(`${folder}/web.yaml`, deploymentText('web', 1));
  await type('create -f web.yaml');
  const complete = async (line: string): Promise<Completion> =>
    talk.editor.sendRequest('drydock/completeKubectl', { session: 's', line });
  expect(await complete('roll')).toEqual({ from: 0, words: ['rollout'] });
  expect((await complete('rollout s')).words).toEqual(['status']);
  expect((await complete('get deploy')).words).toEqual(['deployments']);
  expect(await complete('get deployment w')).toEqual({ from: 15, words: ['web'] });
  expect((await complete('scale deployment/')).words).toEqual(['deployment/web']);
});

test('an unknown command is answered as kubectl does', async () => {
  talk = await conversation();
  expect(await type('frobnicate')).toMatchObject({
    text: expect.stringContaining('unknown command "frobnicate"'),
    code: 1,
  });
});

test('what a line began goes on while nobody types, and the tree has it', async () => {
  talk = await conversation();
  await open(`${folder}/web.yaml`, deploymentText('web', 1));
  const verdicts: string[] = [];
  const completes = new Promise<void>((resolve) => {
    talk.editor.onNotification('drydock/clusterChanged', ({ verdict }: ClusterChanged) => {
      verdicts.push(verdict);
      if (verdict === 'completes') resolve();
    });
  });
  expect(await below(null)).toEqual([]);
  await type('create -f web.yaml');
  await completes;
  expect(verdicts[0]).toBe('moving');
  expect(await below('workloads')).toEqual(['Deployment web, 1 of 1 available']);
});

test('a terminal moves on to the cluster of a newer simulation', async () => {
  talk = await conversation({ files: { [`${folder}/web.yaml`]: deploymentText('web', 1) } });
  expect((await type('get deployments')).text).toBe('No resources found in default namespace.\n');
  const ended = new Promise((resolve) => talk.editor.onNotification('drydock/clusterChanged', resolve));
  await talk.editor.sendRequest('drydock/simulate', {
    run: 'r',
    uris: [`${folder}/web.yaml`],
    before: null,
    whatIf: {},
  });
  expect(await ended).toMatchObject({ run: 'r', verdict: 'completes', text: expect.stringMatching(/^completes in /) });
  expect((await type('get deployments -o name')).text).toBe('deployment.apps/web\n');
});

/** The lines of the tree below one, as a screen reader speaks them. */
async function below(parent: string | null): Promise<string[]> {
  const items = await talk.editor.sendRequest<ClusterTreeItem[]>('drydock/clusterTree', { parent });
  return items.map(({ spoken }) => spoken);
}
