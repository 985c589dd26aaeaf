import { afterEach, expect, test, vi } from 'vitest';
import type { WorkspaceDiagnosticReport } from 'vscode-languageserver';
import { type Beginning, type Conversation, conversation } from '../support/serverOverStreams.ts';

const pod =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {serviceAccountName: robot, containers: [{name: a, image: a:1, resources: {limits: {cpu: 1}}}]}\n';
const files = {
  'file:///w/pod.yaml': pod,
  'file:///w/map.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n',
};

const showing = { window: { workDoneProgress: true } };

let talk: Conversation;
afterEach(() => talk.end());

/** Begins, and waits until the files have been read. */
async function begin(beginning: Beginning): Promise<void> {
  talk = await conversation(beginning);
  await vi.waitFor(() => expect(talk.said.some((one) => one.startsWith('indexed'))).toBe(true));
}

test('progress is shown while the files are read, and how many there are at the end', async () => {
  await begin({ files, capabilities: showing, slowly: true });
  await vi.waitFor(() => expect(talk.said).toContain('progress end'));
  expect(talk.said).toEqual([
    'progress begin Drydock reads the workspace',
    'progress report 1 files',
    'progress report 2 files',
    'indexed {"files":2,"leftOut":[]}',
    'progress end',
  ]);
});

test('what is left out is said once, in a message and in the status; names that may stand there are not called missing', async () => {
  const leftOut = { tooMany: 7, tooLarge: ['file:///w/my%20big.yaml'], noRoom: 0 };
  await begin({ files, leftOut });
  const sentences =
    'Drydock looked at the first YAML files of the workspace and left out 7 more: name folders without manifests in .gitignore, or open a smaller folder. Files that are too large were left out: my big.yaml.';
  await vi.waitFor(() => expect(talk.said).toContain(`message ${sentences}`));
  const ask = async (): Promise<unknown[]> => {
    const { items } = await talk.editor.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', {
      previousResultIds: [],
    });
    return items.flatMap((item) => (item.kind === 'full' ? item.items.map(({ code }) => code) : []));
  };
  expect(await ask()).toEqual([]);

  await talk.editor.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: 'file:///w/.gitignore', type: 2 }],
  });
  await vi.waitFor(() => expect(talk.said.filter((one) => one.startsWith('indexed'))).toHaveLength(2));
  expect(talk.said.filter((one) => one.startsWith('message'))).toHaveLength(1);
});

test('files that are ignored from now on are forgotten, those that are open are kept', async () => {
  const now: Record<string, string> = { ...files };
  await begin({ files: now });
  await talk.editor.sendNotification('textDocument/didOpen', {
    textDocument: {
      uri: 'file:///w/map.yaml',
      languageId: 'yaml',
      version: 1,
      text: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: B}\n',
    },
  });
  delete now['file:///w/pod.yaml'];
  delete now['file:///w/map.yaml'];
  await talk.editor.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: 'file:///w/.gitignore', type: 1 }],
  });
  await vi.waitFor(() => expect(talk.said.filter((one) => one.startsWith('indexed'))).toHaveLength(2));
  const { items } = await talk.editor.sendRequest<WorkspaceDiagnosticReport>('workspace/diagnostic', {
    previousResultIds: [],
  });
  expect(items.map(({ uri }) => uri)).toEqual(['file:///w/map.yaml']);
});

test('reading can be given up: what was read stays, and the rest is said to be unknown', async () => {
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`file:///w/${index}.yaml`, pod]));
  talk = await conversation({ files: many, capabilities: showing, slowly: true });
  talk.editor.onNotification('$/progress', ({ token, value }) => {
    if (value.kind === 'begin') void talk.editor.sendNotification('window/workDoneProgress/cancel', { token });
  });
  await vi.waitFor(() => expect(talk.said.some((one) => one.startsWith('indexed'))).toBe(true));
  const [told] = talk.said.filter((one) => one.startsWith('indexed'));
  const { files: read, leftOut } = JSON.parse(told?.slice('indexed '.length) ?? '');
  expect(read).toBeLessThan(500);
  expect(leftOut).toEqual(['Reading the workspace was given up: names in what was not read are not known.']);
});
