import { afterEach, expect, test } from 'vitest';
import type { ApiObject } from '../../server/src/engine/api/meta.ts';
import { replay } from '../../server/src/engine/trace/replay.ts';
import type { Entry } from '../../server/src/engine/trace/trace.ts';
import { Decoder } from '../../server/src/engine/trace/unwire.ts';
import type {
  SimulateParams,
  SimulateResult,
  SimulationEnded,
  TraceChunk,
} from '../../server/src/protocol/simulate.ts';
import { deploymentText, serviceText } from '../support/manifests.ts';
import { type Conversation, conversation } from '../support/serverOverStreams.ts';

let talk: Conversation;
afterEach(() => talk.end());

const web = 'file:///w/web.yaml';

interface Simulated {
  readonly result: SimulateResult;
  readonly ended: SimulationEnded | undefined;
  readonly objects: ReadonlyMap<string, ApiObject>;
  readonly entries: readonly Entry[];
}

/** Simulates and waits for the end; `during` sees each chunk as it comes. */
async function simulate(params: Partial<SimulateParams>, during?: (chunk: TraceChunk) => void): Promise<Simulated> {
  const decoder = new Decoder();
  const entries: Entry[] = [];
  talk.editor.onNotification('drydock/traceChunk', (chunk: TraceChunk) => {
    const decoded = decoder.decode(chunk.chunk);
    if (!decoded.ok) throw new Error(decoded.error);
    entries.push(...decoded.value);
    during?.(chunk);
  });
  const ended = new Promise<SimulationEnded>((resolve) => {
    talk.editor.onNotification('drydock/simulationEnded', resolve);
  });
  const asked: SimulateParams = { run: 'r', uris: [web], before: null, whatIf: {}, ...params };
  const result = await talk.editor.sendRequest<SimulateResult>('drydock/simulate', asked);
  if (!result.ok) return { result, ended: undefined, objects: new Map(), entries };
  const end = await ended;
  const cursor = replay({ header: result.started.header, entries, end: end.end });
  cursor.seekTo(entries.length);
  return { result, ended: end, objects: cursor.objects, entries };
}

function podsByNode(objects: ReadonlyMap<string, ApiObject>): string[] {
  const pods = [...objects.values()].filter((object) => object.kind === 'Pod');
  return pods.map((pod) => String((pod['spec'] as { nodeName?: string }).nodeName)).sort();
}

test('a Deployment with its Service comes up, one pod on each node, and the origins point at the manifest', async () => {
  talk = await conversation({ files: { [web]: `${deploymentText('web', 3)}---\n${serviceText('web')}` } });
  const { result, ended, objects } = await simulate({});
  expect(ended).toMatchObject({ outcome: 'quiet', applyAt: 0 });
  expect(podsByNode(objects)).toEqual(['n1', 'n2', 'n3']);
  expect(objects.get('Deployment.apps/default/web')?.['status']).toMatchObject({ availableReplicas: 3 });
  if (!result.ok) throw new Error('refused');
  expect(result.started.origins['Deployment.apps/default/web']).toMatchObject({ uri: web, range: [0, 0, 16, 22] });
  expect(result.started.origins['Deployment.apps/default/web']?.fields?.['spec.replicas']).toEqual([5, 12, 5, 13]);
});

test('unsaved text is what is applied', async () => {
  talk = await conversation({ files: { [web]: deploymentText('web', 3) } });
  await talk.editor.sendNotification('textDocument/didOpen', {
    textDocument: { uri: web, languageId: 'yaml', version: 1, text: deploymentText('web', 5) },
  });
  expect(podsByNode((await simulate({})).objects)).toHaveLength(5);
});

test('a folder is applied in the order of its files', async () => {
  const files = { 'file:///w/k/b.yaml': serviceText('web'), 'file:///w/k/a.yaml': deploymentText('web', 1) };
  talk = await conversation({ files });
  const { result } = await simulate({ uris: ['file:///w/k'] });
  if (!result.ok) throw new Error('refused');
  expect(Object.keys(result.started.origins)).toEqual(['Deployment.apps/default/web', 'Service/default/web']);
});

test('what ran before is rolled over', async () => {
  talk = await conversation({ files: { [web]: deploymentText('web', 3, 'web:2') } });
  const before = [{ uri: web, text: deploymentText('web', 3, 'web:1') }];
  const { ended, objects } = await simulate({ before });
  expect(ended?.applyAt).toBeGreaterThan(0);
  const replicaSets = [...objects.values()].filter((object) => object.kind === 'ReplicaSet');
  expect(replicaSets.map((set) => (set['spec'] as { replicas: number }).replicas).sort()).toEqual([0, 3]);
});

test('a what-if changes fields, nodes and images', async () => {
  talk = await conversation({ files: { [web]: deploymentText('web', 3) } });
  const fields = [{ key: 'Deployment.apps/default/web', path: ['spec', 'replicas'], value: 2 }];
  const { objects } = await simulate({ whatIf: { fields, nodes: 1, images: [{ match: 'web:*', pull: 'fails' }] } });
  expect(podsByNode(objects)).toEqual(['n1', 'n1']);
  expect(objects.get('Deployment.apps/default/web')?.['status']).toMatchObject({ unavailableReplicas: 2 });
});

test.each([
  ['a manifest with an error', deploymentText('web', 'many'), /replicas|int32|integer/i],
  ['text that is no YAML', 'a: [1', /./],
  ['a file without an object', 'a: 1\n', /no Kubernetes object/i],
])('%s is refused with its place', async (_, text, message) => {
  talk = await conversation({ files: { [web]: text } });
  const { result } = await simulate({});
  if (result.ok) throw new Error('it was accepted');
  expect(result.problems[0]).toMatchObject({ uri: web, message: expect.stringMatching(message) });
});

test('a file that does not exist is refused', async () => {
  talk = await conversation();
  expect((await simulate({})).result).toEqual({
    ok: false,
    problems: [{ uri: web, message: expect.stringContaining(web) }],
  });
});

test('a run that is cancelled ends so, and the next one runs', async () => {
  talk = await conversation({ files: { [web]: deploymentText('web', 150) } });
  const { ended } = await simulate({ run: 'one', whatIf: { nodes: 30 } }, () => {
    void talk.editor.sendNotification('drydock/cancelSimulation', { run: 'one' });
  });
  expect(ended).toMatchObject({ run: 'one', outcome: 'cancelled' });
  const next = await simulate({
    run: 'two',
    whatIf: { nodes: 3, fields: [{ key: 'Deployment.apps/default/web', path: ['spec', 'replicas'], value: 2 }] },
  });
  expect(next.ended?.run).toBe('two');
});

test('the same request gives the same entries', async () => {
  talk = await conversation({ files: { [web]: deploymentText('web', 4) } });
  const first = await simulate({ run: 'one' });
  const second = await simulate({ run: 'two' });
  expect(second.entries).toEqual(first.entries);
});

test('a kustomization is applied as it builds, and its objects lead to the manifests they began as', async () => {
  const kustomization = 'namePrefix: new-\nnamespace: shop\nresources: [web.yaml]\n';
  const files = { 'file:///w/k/kustomization.yaml': kustomization, 'file:///w/k/web.yaml': deploymentText('web', 2) };
  talk = await conversation({ files });
  await new Promise((resolve) => setTimeout(resolve, 50));
  const { result, objects } = await simulate({ uris: ['file:///w/k'] });
  if (!result.ok) throw new Error(result.problems[0]?.message);
  expect(Object.keys(result.started.origins)).toEqual(['Deployment.apps/shop/new-web']);
  expect(result.started.origins['Deployment.apps/shop/new-web']?.uri).toBe('file:///w/k/web.yaml');
  expect(objects.has('Deployment.apps/shop/new-web')).toBe(true);
});

test('a scenario runs its steps on the files beside it', async () => {
  const scenario = `apiVersion: drydock.dev/v1alpha1
kind: Scenario
metadata: { name: s }
spec:
  nodes: 2
  steps:
  - kubectl: apply -f ../web.yaml
  - wait: quiet
  - kubectl: scale deployment/web --replicas=4
  - wait: quiet
`;
  const uri = 'file:///w/scenarios/s.scenario.yaml';
  talk = await conversation({ files: { [web]: deploymentText('web', 1), [uri]: scenario } });
  await new Promise((resolve) => setTimeout(resolve, 50));
  const { objects, ended } = await simulate({ uris: [uri] });
  expect(ended?.outcome).toBe('quiet');
  expect(podsByNode(objects)).toEqual(['n1', 'n1', 'n2', 'n2']);
});

test('a scenario with a mistake is refused with its place', async () => {
  const scenario = 'apiVersion: drydock.dev/v1alpha1\nkind: Scenario\nspec:\n  steps:\n  - wiat: 5s\n';
  talk = await conversation({ files: { [web]: scenario } });
  const { result } = await simulate({});
  if (result.ok) throw new Error('it was accepted');
  expect(result.problems[0]).toMatchObject({ uri: web, range: [4, expect.any(Number), 4, expect.any(Number)] });
});

test('an expectation of a scenario that does not hold is said, with its line', async () => {
  const scenario = `apiVersion: drydock.dev/v1alpha1
kind: Scenario
spec:
  steps:
  - kubectl: apply -f web.yaml
  - wait: quiet
  - expect:
    - { object: Deployment/web, path: status.availableReplicas, equals: 5 }
`;
  talk = await conversation({ files: { [web]: deploymentText('web', 2), 'file:///w/s.yaml': scenario } });
  for (const [uri, text] of [
    [web, deploymentText('web', 2)],
    ['file:///w/s.yaml', scenario],
  ])
    await talk.editor.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'yaml', version: 1, text },
    });
  const { ended } = await simulate({ uris: ['file:///w/s.yaml'] });
  expect(ended).toMatchObject({
    outcome: 'quiet',
    failures: [{ uri: 'file:///w/s.yaml', message: expect.stringMatching(/5.*2/), range: [6, 0, 7, 0] }],
  });
});

test('a scenario is played in the world of a what-if; what it says itself is not changed from outside', async () => {
  const scenario = `apiVersion: drydock.dev/v1alpha1
kind: Scenario
spec:
  nodes: 2
  steps:
  - kubectl: create deployment web --image=web:1 --replicas=3
  - wait: quiet
  - kubectl: set image deployment/web web=web:2
  - wait: quiet
`;
  const uri = 'file:///w/s.scenario.yaml';
  talk = await conversation({ files: { [uri]: scenario } });
  const images = [{ match: 'web:2', pull: 'fails' as const }];
  const { objects, ended } = await simulate({ uris: [uri], whatIf: { nodes: 4, images } });
  expect([...objects.values()].filter((object) => object.kind === 'Node')).toHaveLength(4);
  expect(JSON.stringify([...objects.values()])).toContain('ImagePullBackOff');
  // The verdict is about the second step: the first made the cluster as it was.
  expect(ended?.applyAt).toBeGreaterThan(5000);
  const { result } = await simulate({
    run: 'q',
    uris: [uri],
    whatIf: { faults: [{ at: 0, node: 'n1', state: 'down' }] },
  });
  expect(result).toMatchObject({ ok: false, problems: [{ uri, message: expect.stringContaining('its file') }] });
});
