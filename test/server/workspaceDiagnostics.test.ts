import { afterEach, expect, test } from 'vitest';
import type { WorkspaceDiagnosticReport } from 'vscode-languageserver';
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
