import { afterEach, expect, test } from 'vitest';
import { CancellationTokenSource, type WorkspaceDiagnosticReport } from 'vscode-languageserver/node';
import { type Conversation, conversation } from '../support/serverOverStreams.ts';

let talk: Conversation;
afterEach(() => talk.end());

test('all files are judged, opened or not; what has not changed is answered in a word', async () => {
  const good = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
  const bad = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: B}\n';
  talk = await conversation({ files: { 'file:///w/good.yaml': good, 'file:///w/bad.yaml': bad } });
  const ask = (previousResultIds: object[]): Promise<WorkspaceDiagnosticReport> =>
    talk.editor.sendRequest('workspace/diagnostic', { previousResultIds });
  const { items } = await ask([]);
  expect(items.map((item) => [item.uri, item.kind === 'full' ? item.items.length : -1]).sort()).toEqual([
    ['file:///w/bad.yaml', 1],
    ['file:///w/good.yaml', 0],
  ]);
  const again = await ask(items.map(({ uri, resultId }) => ({ uri, value: resultId })));
  expect(again.items.map(({ kind }) => kind)).toEqual(['unchanged', 'unchanged']);
  expect(talk.errors).toEqual([]);
});

test('a rule file at the top of the workspace goes before the settings', async () => {
  const bad = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: B}\n';
  talk = await conversation({
    files: { 'file:///w/bad.yaml': bad, 'file:///w/.drydock.yaml': 'rules: {invalidValue: off}\n' },
  });
  const { items } = await talk.editor.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', {
    previousResultIds: [],
  });
  const found = items.find(({ uri }) => uri === 'file:///w/bad.yaml');
  expect(found?.kind === 'full' ? found.items : undefined).toEqual([]);
});

const many = Object.fromEntries(
  Array.from({ length: 120 }, (_, index) => [
    `file:///w/${index}.yaml`,
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "A"}\n`,
  ]),
);

test('parts are sent as they come to who takes them, with progress', async () => {
  talk = await conversation({ files: many });
  const parts: number[] = [];
  const percentages: number[] = [];
  talk.editor.onNotification('$/progress', ({ token, value }) => {
    if (token === 'parts') parts.push(value.items.length);
    else if (value.percentage !== undefined) percentages.push(value.percentage);
  });
  const { items } = await talk.editor.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', {
    previousResultIds: [],
    partialResultToken: 'parts',
    workDoneToken: 'work',
  });
  expect([...parts, items.length]).toEqual([50, 50, 20]);
  expect(percentages.at(-1)).toBe(99);
  expect(percentages).toEqual(percentages.toSorted((a, b) => a - b));
});

test('other requests are answered meanwhile, and a pull that is given up ends early', async () => {
  talk = await conversation({ files: many });
  const giveUp = new CancellationTokenSource();
  const all = talk.editor.sendRequest<WorkspaceDiagnosticReport>(
    'workspace/diagnostic',
    { previousResultIds: [] },
    giveUp.token,
  );
  const order: string[] = [];
  const ended = all.then(
    ({ items }) => order.push(items.length < 120 ? 'gave up' : 'all'),
    () => order.push('gave up'),
  );
  const symbols = await talk.editor.sendRequest('textDocument/documentSymbol', {
    textDocument: { uri: 'file:///w/1.yaml' },
  });
  order.push(Array.isArray(symbols) ? 'symbols' : 'nothing');
  giveUp.cancel();
  await ended;
  expect(order).toEqual(['symbols', 'gave up']);
});
