import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { drydock, open, until } from './editor.ts';

describe('a wrong manifest', () => {
  before(() => drydock());

  const wrong = (uri: vscode.Uri): vscode.Diagnostic | undefined =>
    vscode.languages.getDiagnostics(uri).find(({ message }) => message.includes('unknown field'));

  it('is marked on the exact key, and the fix repairs it', async () => {
    const { document } = await open('wrong.yaml');
    const diagnostic = await until('diagnostic', () => wrong(document.uri));
    assert.equal(document.getText(diagnostic.range), 'imagePullPolcy');
    assert.equal(diagnostic.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(diagnostic.source, 'drydock');

    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      diagnostic.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = actions.find((action) => action.isPreferred);
    assert.ok(fix?.edit, 'there is no preferred fix');
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.match(document.getText(), /^ {10}imagePullPolicy: Always$/m);
    await until('clean file', () => (wrong(document.uri) === undefined ? true : undefined));
  });

  it('is marked while it is typed and not saved', async () => {
    const editor = await open('web.yaml');
    const { document } = editor;
    const line = document.getText().split('\n').indexOf('  replicas: 3');
    const value = new vscode.Range(line, 12, line, 13);
    await editor.edit((edit) => edit.replace(value, 'many'));
    const found = await until('diagnostic', () =>
      vscode.languages.getDiagnostics(document.uri).find(({ range }) => range.start.line === line),
    );
    assert.equal(document.getText(found.range), 'many');
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await until('clean file', () =>
      vscode.languages.getDiagnostics(document.uri).every(({ range }) => range.start.line !== line) ? true : undefined,
    );
  });
});

describe('the whole workspace', () => {
  before(() => drydock());

  const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/'), 'refused.yaml');

  it('is checked in the background, files that are not open included', async () => {
    assert.ok(!vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString()));
    const found = await until('diagnostic of a file that is not open', () =>
      vscode.languages.getDiagnostics(uri).find(({ source }) => source === 'drydock'),
    );
    assert.equal(found.severity, vscode.DiagnosticSeverity.Error);
  });

  it('is checked when asked for', async () => {
    await vscode.commands.executeCommand('drydock.checkWorkspace');
  });
});
