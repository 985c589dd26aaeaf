import { afterEach, expect, test } from 'vitest';
import type {
  CodeAction,
  Diagnostic,
  FullDocumentDiagnosticReport,
  PublishDiagnosticsParams,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { deploymentText, serviceText } from '../support/manifests.ts';
import { type Beginning, type Conversation, conversation } from '../support/serverOverStreams.ts';

const uri = 'file:///w/web.yaml';
let talk: Conversation;
afterEach(() => talk.end());

/** Opens `text` and returns the document as the editor has it. */
async function open(text: string, beginning: Beginning = {}): Promise<TextDocument> {
  talk = await conversation(beginning);
  await talk.editor.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'yaml', version: 1, text },
  });
  return TextDocument.create(uri, 'yaml', 1, text);
}

/** Errors and warnings; advice (hints) is for the rules' own tests. */
async function pull(): Promise<readonly Diagnostic[]> {
  const report = await talk.editor.sendRequest<FullDocumentDiagnosticReport>('textDocument/diagnostic', {
    textDocument: { uri },
  });
  return serious(report.items);
}

function serious(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.filter(({ severity = 1 }) => severity <= 2);
}

/** What is under the wavy line, and what is said of it. */
function said(document: TextDocument, diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ range, message }) => `${document.getText(range)}: ${String(message).split('\n')[0]}`);
}

test('opening a wrong manifest, the fix, and a clean file', async () => {
  const wrong = deploymentText('web', 3).replace('image:', 'imagee:');
  const document = await open(wrong);
  const found = await pull();
  expect(said(document, found)).toContainEqual(expect.stringMatching(/^imagee: .*unknown field/));

  const unknown = found.find((diagnostic) => String(diagnostic.message).includes('unknown field'));
  const actions = await talk.editor.sendRequest<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri },
    range: unknown?.range,
    context: { diagnostics: [unknown] },
  });
  const [first] = actions.filter((action) => action.isPreferred);
  const edits = first?.edit?.changes?.[uri] ?? [];
  const repaired = TextDocument.applyEdits(document, edits);
  expect(repaired).toBe(deploymentText('web', 3));

  await talk.editor.sendNotification('textDocument/didChange', {
    textDocument: { uri, version: 2 },
    contentChanges: edits.map(({ range, newText }) => ({ range, text: newText })),
  });
  expect(await pull()).toEqual([]);
});

test('the second document of a file, with the first one broken', async () => {
  const document = await open(`a: [1,\n---\n${deploymentText('web', 'many')}`);
  expect(said(document, await pull())).toContainEqual(expect.stringMatching(/^many: /));
});

test('a pull of what has not changed is answered in a word', async () => {
  await open(deploymentText('web', 3));
  const ask = (previousResultId?: string): Promise<{ kind: string; resultId?: string }> =>
    talk.editor.sendRequest('textDocument/diagnostic', { textDocument: { uri }, previousResultId });
  const first = await ask();
  expect(first.kind).toBe('full');
  expect(await ask(first.resultId)).toMatchObject({ kind: 'unchanged' });
});

test('an editor that does not ask is told, with the version that it is about', async () => {
  talk = await conversation({ capabilities: {} });
  const told: PublishDiagnosticsParams[] = [];
  const next = (): Promise<PublishDiagnosticsParams> =>
    new Promise((resolve) => {
      talk.editor.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
        const one = { ...params, diagnostics: serious(params.diagnostics) };
        told.push(one);
        resolve(one);
      });
    });
  let pushed = next();
  const text = deploymentText('web', 'many');
  await talk.editor.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'yaml', version: 1, text },
  });
  expect(await pushed).toMatchObject({ uri, version: 1, diagnostics: [expect.anything()] });

  pushed = next();
  for (const [version, replicas] of [
    [2, 'm'],
    [3, '4'],
  ] as const)
    void talk.editor.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ text: deploymentText('web', replicas) }],
    });
  await pushed;
  await talk.editor.sendRequest('textDocument/codeAction', {
    textDocument: { uri },
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    context: { diagnostics: [] },
  });
  expect(told.at(-1)).toMatchObject({ version: 3, diagnostics: [] });
});

test('the Kubernetes version of a folder decides', async () => {
  const options = { settings: { kubernetesVersion: '1.36', kubernetesVersionByFolder: { old: '1.32' } } };
  talk = await conversation({ options });
  const ask = async (name: string): Promise<number> => {
    const file = `file:///w/${name}/web.yaml`;
    const text = deploymentText(name, 3).replace('    spec:\n', '    spec:\n      hostnameOverride: a\n');
    await talk.editor.sendNotification('textDocument/didOpen', {
      textDocument: { uri: file, languageId: 'yaml', version: 1, text },
    });
    const report = await talk.editor.sendRequest<FullDocumentDiagnosticReport>('textDocument/diagnostic', {
      textDocument: { uri: file },
    });
    return serious(report.items).length;
  };
  expect(await ask('new')).toBe(0);
  expect(await ask('old')).toBe(1);
});

test('what is no manifest is left alone, and a file that is closed says nothing more', async () => {
  const document = await open('services:\n  web:\n    image: x\n');
  expect(said(document, await pull())).toEqual([]);
  await talk.editor.sendNotification('textDocument/didClose', { textDocument: { uri } });
  expect(await pull()).toEqual([]);
});

test('files of the workspace that are not open count', async () => {
  const files = { 'file:///w/deployment.yaml': deploymentText('web', 3) };
  const document = await open(serviceText('web'), { files });
  expect(said(document, await pull())).toEqual([]);
  expect(talk.errors).toEqual([]);
});

test('a change the API server would refuse of what the last commit has', async () => {
  const committed = deploymentText('web', 3);
  const document = await open(committed.replaceAll('app: web', 'app: shop'));
  expect(await pull()).toEqual([]);

  await talk.editor.sendNotification('drydock/committedText', { uri, text: committed });
  const found = await pull();
  expect(said(document, found)).toEqual([expect.stringContaining('field is immutable')]);
  expect(found[0]).toMatchObject({ code: 'changeRefused', severity: 2 });

  await talk.editor.sendNotification('drydock/committedText', { uri, text: null });
  expect(await pull()).toEqual([]);
});
