import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as vscode from 'vscode';
import type { ApiObject } from '../../../server/src/engine/api/meta.ts';
import { replay } from '../../../server/src/engine/trace/replay.ts';
import type { Entry } from '../../../server/src/engine/trace/trace.ts';
import { Decoder } from '../../../server/src/engine/trace/unwire.ts';
import type { ToPanel } from '../../../server/src/protocol/panel.ts';
import { drydock, open, until } from './editor.ts';

describe('"Simulate Apply"', () => {
  before(() => drydock());
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens the panel with the right pods on the right nodes', async () => {
    await open('web.yaml');
    await vscode.commands.executeCommand('drydock.simulateApply');
    const messages = await ended();
    await until('panel', () => tabs().find((tab) => tab.label === 'Rollout'));
    const objects = objectsOf(messages);
    const pods = objects.filter((object) => object.kind === 'Pod');
    const nodes = pods.map((pod) => (pod['spec'] as { nodeName: string }).nodeName);
    assert.deepEqual(nodes.sort(), ['n1', 'n2', 'n3']);
    assert.ok(pods.every((pod) => pod.metadata.name.startsWith('web-')));
    const slice = objects.find(({ kind, metadata }) => kind === 'EndpointSlice' && metadata.name.startsWith('web-'));
    assert.equal((slice?.['endpoints'] as unknown[] | undefined)?.length, 3);
  });

  it('takes the text that is not saved', async () => {
    const editor = await open('web.yaml');
    const line = editor.document.getText().split('\n').indexOf('  replicas: 3');
    await editor.edit((edit) => edit.replace(new vscode.Range(line, 12, line, 13), '5'));
    await vscode.commands.executeCommand('drydock.simulateApply');
    const pods = objectsOf(await ended()).filter((object) => object.kind === 'Pod');
    assert.equal(pods.length, 5);
    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('takes a folder from the explorer', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    await vscode.commands.executeCommand('drydock.simulateApply', vscode.Uri.joinPath(folder, 'folder'), []);
    const pods = objectsOf(await ended()).filter((object) => object.kind === 'Pod');
    assert.deepEqual([...new Set(pods.map((pod) => pod.metadata.namespace))], ['shop']);
  });

  it('refuses a manifest with an error, and says where', async () => {
    await open('refused.yaml');
    await vscode.commands.executeCommand('drydock.simulateApply');
    const { panel } = await drydock();
    const refused = await until('refusal', () => panel.messages().find((message) => message.kind === 'refused'));
    assert.match(refused.problems[0]?.uri ?? '', /refused\.yaml$/);
  });
});

describe('"Preview Rollout"', () => {
  before(() => drydock());
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('rolls what is committed over to what is in the editor', async function () {
    const editor = await open('web.yaml');
    if (spawnSync('git', ['--version']).status !== 0) return this.skip();
    const line = editor.document.getText().split('\n').indexOf('          image: web:1');
    await editor.edit((edit) => edit.replace(new vscode.Range(line, 17, line, 22), 'web:2'));
    await vscode.commands.executeCommand('drydock.previewRollout');
    const objects = objectsOf(await ended());
    const sets = objects.filter((object) => object.kind === 'ReplicaSet');
    assert.deepEqual(sets.map((set) => (set['spec'] as { replicas: number }).replicas).sort(), [0, 3]);
    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});

function tabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs);
}

/** What the panel was told of the run, once it is over. */
async function ended(): Promise<readonly ToPanel[]> {
  const { panel } = await drydock();
  const end = await until('end of the run', () => panel.messages().find((message) => message.kind === 'ended'));
  assert.equal(end.outcome, 'quiet', end.message);
  return panel.messages();
}

function objectsOf(messages: readonly ToPanel[]): ApiObject[] {
  const started = messages.find((message) => message.kind === 'started');
  assert.ok(started, 'the run did not start');
  const decoder = new Decoder();
  const entries: Entry[] = [];
  for (const message of messages) {
    if (message.kind !== 'chunk') continue;
    const decoded = decoder.decode(message.chunk);
    assert.ok(decoded.ok);
    entries.push(...decoded.value);
  }
  const cursor = replay({ header: started.header, entries, end: 0 });
  cursor.seekTo(entries.length);
  return [...cursor.objects.values()];
}
