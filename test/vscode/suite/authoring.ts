import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { behind, drydock, open } from './editor.ts';

describe('the second document of a file', () => {
  before(() => drydock());

  it('completes a field', async () => {
    const { document } = await open('web.yaml');
    const at = behind(document, 'image: web:1\n', 'kind: Deployment').with({ character: 10 });
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      at,
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(labels.includes('readinessProbe'), labels.join(' '));
    assert.ok(!labels.includes('selector'), 'a field of a Service in a container');
  });

  it('explains a field', async () => {
    const { document } = await open('web.yaml');
    const at = behind(document, 'repli', 'kind: Deployment');
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      at,
    );
    const [first] = hovers;
    assert.equal(first?.range && document.getText(first.range), 'replicas');
    const text = hovers.flatMap(({ contents }) =>
      contents.map((each) => (typeof each === 'string' ? each : each.value)),
    );
    assert.match(text.join('\n'), /Number of desired pods/);
  });
});
