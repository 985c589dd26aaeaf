import { afterEach, expect, test } from 'vitest';
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  CodeLens,
  InlayHint,
  Location,
  SelectionRange,
  SymbolInformation,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { deploymentText, serviceText } from '../support/manifests.ts';
import { type Conversation, conversation } from '../support/serverOverStreams.ts';

const deployment = 'file:///w/deployment.yaml';
const service = 'file:///w/service.yaml';
let talk: Conversation;
afterEach(() => talk.end());

const document = TextDocument.create(
  deployment,
  'yaml',
  1,
  deploymentText('web', 10).replace('  selector:', '  strategy: { rollingUpdate: { maxSurge: 25% } }\n  selector:'),
);

/** Asks about the first `word` of the Deployment; the Service stands in a file that is not open. */
async function ask<T>(method: string, word: string, more: object = {}): Promise<T> {
  talk = await conversation({ files: { [service]: serviceText('web') } });
  await talk.editor.sendNotification('textDocument/didOpen', {
    textDocument: { uri: deployment, languageId: 'yaml', version: 1, text: document.getText() },
  });
  const position = document.positionAt(document.getText().indexOf(word) + 1);
  const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  const asked = { textDocument: { uri: deployment }, position, range: whole, positions: [position], ...more };
  const answer = await talk.editor.sendRequest<T>(method, asked);
  expect(talk.errors).toEqual([]);
  return answer;
}

test('references of a label lead to the selector in the other file', async () => {
  const context = { context: { includeDeclaration: true } };
  const found = await ask<Location[]>('textDocument/references', 'web\n  template', context);
  expect(new Set(found.map(({ uri }) => uri))).toEqual(new Set([deployment, service]));
});

test('rename of a label changes both files', async () => {
  const edit = await ask<WorkspaceEdit>('textDocument/rename', 'web\n  template', { newName: 'shop' });
  expect(Object.keys(edit.changes ?? {}).sort()).toEqual([deployment, service]);
});

test('a rename that cannot be is answered with why', async () => {
  await expect(ask('textDocument/rename', 'apiVersion', { newName: 'x' })).rejects.toThrow(/no name here/);
});

test('definition, implementation, highlights, selection and hints are answered', async () => {
  for (const method of ['definition', 'implementation', 'documentHighlight'])
    expect(Array.isArray(await ask(`textDocument/${method}`, 'web')), method).toBe(true);
  expect((await ask<SelectionRange[]>('textDocument/selectionRange', 'replicas'))[0]?.parent).toBeDefined();
  expect((await ask<InlayHint[]>('textDocument/inlayHint', 'web')).map(({ label }) => label)).toContain('= 3 pods');
});

test('the lens over a Deployment simulates its file and says who selects it', async () => {
  const titles = (await ask<CodeLens[]>('textDocument/codeLens', 'web')).map(({ command }) => command);
  expect(titles[0]).toMatchObject({ command: 'drydock.simulateApply', arguments: [deployment] });
  expect(titles.map((command) => command?.title)).toContain('selected by Service/web');
});

test('symbols of the whole workspace', async () => {
  const found = await ask<SymbolInformation[]>('workspace/symbol', 'web', { query: 'web' });
  expect(found.map(({ name }) => name).sort()).toEqual(['Deployment/web', 'Service/web']);
});

test('what depends on a Deployment, in a file that is not open', async () => {
  const [item] = await ask<CallHierarchyItem[]>('textDocument/prepareCallHierarchy', 'web');
  expect(item?.name).toBe('Deployment/web');
  const calls = await talk.editor.sendRequest<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', { item });
  expect(calls.map(({ from }) => `${from.name} ${from.uri}`)).toEqual([`Service/web ${service}`]);
  const [from] = calls;
  const back = await talk.editor.sendRequest<CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', {
    item: from?.from,
  });
  expect(back.map(({ to }) => to.name)).toEqual(['Deployment/web']);
});

test('linked editing is answered, with nothing where a name is used elsewhere', async () => {
  expect(await ask('textDocument/linkedEditingRange', 'web\n  template')).toBeNull();
});
