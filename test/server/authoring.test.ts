import { afterEach, expect, test } from 'vitest';
import type { CompletionItem, DocumentSymbol, FoldingRange, Hover, Position, TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { deploymentText, serviceText } from '../support/manifests.ts';
import { type Conversation, conversation } from '../support/serverOverStreams.ts';

const uri = 'file:///w/all.yaml';
let talk: Conversation;
afterEach(() => talk.end());

/** Opens a text with `$0` where the cursor is, and asks. */
async function ask<T>(
  marked: string,
  method: string,
): Promise<{ answer: T; document: TextDocument; position: Position }> {
  const text = marked.replace('$0', '');
  talk = await conversation();
  await talk.editor.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'yaml', version: 1, text },
  });
  const document = TextDocument.create(uri, 'yaml', 1, text);
  const position = document.positionAt(Math.max(0, marked.indexOf('$0')));
  const answer = await talk.editor.sendRequest<T>(method, { textDocument: { uri }, position });
  expect(talk.errors).toEqual([]);
  return { answer, document, position };
}

/** The text after accepting the item with that label. */
async function complete(marked: string, label: string): Promise<string> {
  const { answer, document, position } = await ask<CompletionItem[]>(marked, 'textDocument/completion');
  const item = answer.find((candidate) => candidate.label === label);
  if (item === undefined) throw new Error(`no ${label} among ${answer.map((each) => each.label).join(' ')}`);
  const range = { start: position, end: position };
  const edit = item.textEdit ?? { range, newText: item.insertText ?? item.label };
  if (!('range' in edit)) throw new Error('an insert-replace edit');
  return TextDocument.applyEdits(document, [edit, ...(item.additionalTextEdits ?? [])]);
}

test('completion of a field in the second document', async () => {
  const half = deploymentText('web', 3).replace('          image:', '          imagePull$0\n          image:');
  const after = await complete(`${serviceText('web')}---\n${half}`, 'imagePullPolicy');
  expect(after).toContain('          imagePullPolicy: ');
  expect(after.startsWith(`${serviceText('web')}---\n`)).toBe(true);
});

test('completion of an enum value while the rest of the text is broken', async () => {
  const half = deploymentText('web', 3).replace('          image:', '          imagePullPolicy: $0\n          image:');
  expect(await complete(`a: [1,\n---\n${half}`, 'IfNotPresent')).toContain('imagePullPolicy: IfNotPresent\n');
});

test('hover in the second document', async () => {
  const text = `${serviceText('web')}---\n${deploymentText('web', 3).replace('replicas', 'repl$0icas')}`;
  const { answer, document } = await ask<Hover>(text, 'textDocument/hover');
  expect(answer.range === undefined ? '' : document.getText(answer.range)).toBe('replicas');
  expect(JSON.stringify(answer.contents)).toMatch(/integer|int32/);
});

const secret = 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata:\n  password: aHVudGVyMg==\n';

async function secretHover(commands?: string[]): Promise<string> {
  talk = await conversation(commands === undefined ? {} : { options: { commands } });
  const opened = { uri, languageId: 'yaml', version: 1, text: secret };
  await talk.editor.sendNotification('textDocument/didOpen', { textDocument: opened });
  const asked = { textDocument: { uri }, position: { line: 4, character: 14 } };
  return JSON.stringify(await talk.editor.sendRequest<Hover>('textDocument/hover', asked));
}

test('the value of a Secret is told to those who ask for it; a hover links to that where the editor has the command', async () => {
  expect(await secretHover()).not.toMatch(/command:|hunter2/);
  await talk.end();
  const linked = await secretHover(['drydock.showSecretValue']);
  expect(linked).not.toContain('hunter2');
  const [, place = ''] = /command:drydock\.showSecretValue\?([^)]*)/.exec(linked) ?? [];
  const [parsed] = JSON.parse(decodeURIComponent(place)) as unknown[];
  expect(await talk.editor.sendRequest('drydock/secretValue', parsed)).toEqual({
    key: 'password',
    bytes: 7,
    text: 'hunter2',
  });
  expect(await talk.editor.sendRequest('drydock/secretValue', { uri, line: 0, character: 0 })).toBeNull();
});

test('hover where nothing is', async () => {
  expect((await ask<Hover | null>('a: 1\n$0', 'textDocument/hover')).answer).toBeNull();
});

test('the outline names every object of the file', async () => {
  const text = `${serviceText('web')}---\n${deploymentText('web', 3)}`;
  const { answer } = await ask<DocumentSymbol[]>(text, 'textDocument/documentSymbol');
  expect(answer.map((symbol) => symbol.name)).toEqual(['Service/web', 'Deployment/web']);
});

test('folding of every document', async () => {
  const text = `${serviceText('web')}---\n${deploymentText('web', 3)}`;
  const { answer } = await ask<FoldingRange[]>(text, 'textDocument/foldingRange');
  expect(answer.map((range) => range.startLine)).toEqual(expect.arrayContaining([9, 12]));
});

test('formatting leaves the broken document and puts the other in order', async () => {
  const text = 'a: [   \n---\nb:\n    c: 1   \n';
  talk = await conversation();
  const opened = { uri, languageId: 'yaml', version: 1, text };
  await talk.editor.sendNotification('textDocument/didOpen', { textDocument: opened });
  const asked = { textDocument: { uri }, options: { tabSize: 2, insertSpaces: true } };
  const edits = await talk.editor.sendRequest<TextEdit[]>('textDocument/formatting', asked);
  const after = TextDocument.applyEdits(TextDocument.create(uri, 'yaml', 1, text), edits);
  expect(after).toBe('a: [   \n---\nb:\n  c: 1\n');
  const range = { start: { line: 3, character: 0 }, end: { line: 3, character: 1 } };
  const some = await talk.editor.sendRequest<TextEdit[]>('textDocument/rangeFormatting', { ...asked, range });
  expect(some).toEqual(edits);
});

test.each([
  'textDocument/completion',
  'textDocument/hover',
  'textDocument/documentSymbol',
  'textDocument/foldingRange',
])('%s in a file that is no YAML is answered', async (method) => {
  await expect(ask('\t{{ : [\u0000$0', method)).resolves.toBeDefined();
});
