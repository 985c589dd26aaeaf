import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { serverProcess } from './languageServer.mjs';

/**
 * A server over a folder of `files` YAML files of which every `oneIn`th is a manifest: milliseconds until it has read them, the longest that
 * a small question waited meanwhile, and megabytes; milliseconds of the first diagnostics of the open file and of one that all its neighbours
 * resemble; of references (the first, again, and after a keystroke) and rename of a name that all manifests use; of what an editor asks after
 * a keystroke, one after another; and of all diagnostics, with the longest that a small question waited meanwhile.
 */
export async function workspace(server, files, oneIn) {
  const folder = mkdtempSync(path.join(tmpdir(), 'drydock-bench-'));
  write(folder, files, oneIn);
  const { connection, memory, end } = serverProcess(server.command);
  const indexed = new Promise((resolve) => connection.onNotification('drydock/indexed', resolve));
  connection.listen();
  const root = pathToFileURL(folder).href;
  const map = { uri: `${root}/map.yaml` };
  const ask = async (method, params) => {
    const began = performance.now();
    const answer = await connection.sendRequest(method, params);
    return { ms: performance.now() - began, answer };
  };
  try {
    const workspaceFolders = [{ uri: root, name: 'bench' }];
    await connection.sendRequest('initialize', { processId: null, rootUri: root, capabilities: {}, workspaceFolders });
    const began = performance.now();
    await connection.sendNotification('initialized', {});
    const text = mapText();
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { ...map, languageId: 'yaml', version: 1, text },
    });
    const waits = [];
    let done = false;
    const told = indexed.then((said) => {
      done = true;
      return said;
    });
    while (!done) waits.push((await ask('textDocument/documentSymbol', { textDocument: map })).ms);
    const reading = performance.now() - began;
    const { leftOut } = await told;
    const at = { textDocument: map, position: { line: 2, character: 18 } };
    const diagnosed = await ask('textDocument/diagnostic', { textDocument: map });
    const first = await ask('textDocument/references', { ...at, context: { includeDeclaration: true } });
    const again = await ask('textDocument/references', { ...at, context: { includeDeclaration: true } });
    const change = { textDocument: { ...map, version: 2 }, contentChanges: [{ text: `${text}# a comment\n` }] };
    await connection.sendNotification('textDocument/didChange', change);
    const typed = await ask('textDocument/references', { ...at, context: { includeDeclaration: true } });
    const renamed = await ask('textDocument/rename', { ...at, newName: 'other' });
    const typing = await keystrokes(connection, ask, `${root}/d0/f0.yaml`);
    const small = [];
    let answered = false;
    const pull = ask('workspace/diagnostic', { previousResultIds: [] }).finally(() => {
      answered = true;
    });
    while (!answered) small.push((await ask('textDocument/documentSymbol', { textDocument: map })).ms);
    const all = await pull;
    return {
      reading,
      longest: Math.max(...waits),
      memory: memory(),
      firstDiagnostics: diagnosed.ms,
      places: first.answer.length,
      firstReferences: first.ms,
      references: again.ms,
      afterKeystroke: typed.ms,
      rename: renamed.ms,
      renamed: Object.keys(renamed.answer.changes).length,
      typing,
      diagnostics: all.ms,
      longestThen: Math.max(...small),
      leftOut,
    };
  } finally {
    await end();
    rmSync(folder, { recursive: true });
  }
}

/** Opens the manifest behind `uri`, types into it, and asks what an editor asks then, each after a keystroke of its own: milliseconds. */
async function keystrokes(connection, ask, uri) {
  const textDocument = { uri };
  const text = manifest('app-0');
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'yaml', version: 1, text },
  });
  const at = (words, after) => {
    const before = text.slice(0, text.indexOf(words) + after).split('\n');
    return { line: before.length - 1, character: before.at(-1).length };
  };
  const asked = {
    diagnostics: ['textDocument/diagnostic', {}],
    label: ['textDocument/completion', { position: at('matchLabels: {app: app', 19) }],
    reference: ['textDocument/completion', { position: at('configMapRef: {name: s', 22) }],
    variable: ['textDocument/completion', { position: at('env: [{name: M', 14) }],
    image: ['textDocument/completion', { position: at('image: app', 10) }],
    field: ['textDocument/completion', { position: at('replicas: 2', 4) }],
    lenses: ['textDocument/codeLens', {}],
    hints: ['textDocument/inlayHint', { range: { start: at('apiVersion', 0), end: at('ports', 5) } }],
    hover: ['textDocument/hover', { position: at('configMapRef: {name: s', 22) }],
  };
  const took = {};
  let version = 1;
  for (const [name, [method, more]] of Object.entries(asked)) {
    const times = [];
    for (let round = 0; round < 4; round++) {
      const contentChanges = [{ text: `${text}# ${++version}\n` }];
      await connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
      times.push((await ask(method, { textDocument, ...more })).ms);
    }
    took[name] = { first: times[0], again: Math.min(...times.slice(1)) };
  }
  return took;
}

function mapText() {
  return 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {mode: fast}\n';
}

function write(folder, files, oneIn) {
  writeFileSync(path.join(folder, 'map.yaml'), mapText());
  for (let i = 0; i < files - 1; i++) {
    const below = path.join(folder, `d${i % 200}`);
    if (i < 200) mkdirSync(below);
    writeFileSync(path.join(below, `f${i}.yaml`), i % oneIn === 0 ? manifest(`app-${i}`) : data(i));
  }
}

function manifest(name) {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: 2
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers:
        - name: main
          image: ${name}:1
          envFrom: [{configMapRef: {name: settings}}]
          env: [{name: MODE, valueFrom: {configMapKeyRef: {name: settings, key: mode}}}]
---
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {selector: {app: ${name}}, ports: [{port: 80}]}
`;
}

function data(number) {
  return `values:\n${Array.from({ length: 40 }, (_, line) => `  key${line}: value ${number}\n`).join('')}`;
}
