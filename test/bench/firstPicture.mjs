// From "Simulate Apply" to the panel's first painted frame, and to its verdict: the language server as it ships, the page as the webview
// gets it, in Chromium. What VS Code needs to make a webview is not in it.
// usage: node test/bench/firstPicture.mjs [REPLICAS]
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { chromiumPath, launch } from '../panel/chromium.ts';
import { languageServer } from './languageServer.mjs';

const file = (name) => fileURLToPath(new URL(name, import.meta.url));
const uri = 'file:///bench/web.yaml';
const turns = 7;

/** Milliseconds, the middle one of some turns: until the server's first chunk and its end, until the first painted frame and the painted verdict. */
export async function firstPicture(replicas) {
  const server = await languageServer(['node', file('../../dist/server.cjs'), '--stdio']);
  const browser = await launch();
  try {
    const text = manifest(replicas);
    const opened = server.until(() => true);
    await server.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'yaml', version: 1, text },
    });
    await opened;
    const rows = [];
    for (let turn = 0; turn < turns; turn++) {
      const told = await simulated(server.connection, `run-${turn}`);
      rows.push({ chunk: told[1].at, ended: told.at(-1).at, ...(await painted(browser, told)) });
    }
    const middle = (name) => rows.map((row) => row[name]).sort((a, b) => a - b)[turns >> 1];
    return Object.fromEntries(['chunk', 'ended', 'first', 'verdict'].map((name) => [name, middle(name)]));
  } finally {
    await browser.close();
    await server.end();
  }
}

/** What the server says of one run, each with its moment after the command. */
async function simulated(connection, run) {
  const began = performance.now();
  const told = [];
  const done = new Promise((resolve) => {
    const take = (kind) => (params) => {
      if (params.run !== run) return;
      told.push({ at: performance.now() - began, message: { kind, ...params } });
      if (kind === 'ended') resolve();
    };
    connection.onNotification('drydock/traceChunk', take('chunk'));
    connection.onNotification('drydock/simulationEnded', take('ended'));
  });
  const answer = await connection.sendRequest('drydock/simulate', { run, uris: [uri], before: null, whatIf: {} });
  if (!answer.ok) throw new Error(JSON.stringify(answer.problems));
  told.unshift({ at: performance.now() - began, message: { kind: 'started', ...answer.started } });
  await done;
  return told.sort((a, b) => a.at - b.at);
}

/** Makes the page anew, as the command does, while the server plays: when it has painted its first frame, and its verdict. */
async function painted(browser, told) {
  const page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
  const [script, style] = ['panel.js', 'panel.css'].map((name) => readFileSync(file(`../../dist/${name}`), 'utf8'));
  const host = `
    const told = ${JSON.stringify(told).replaceAll('<', '\\u003c')};
    const began = performance.timeOrigin;
    globalThis.seen = {};
    const look = () => {
      const head = document.querySelector('h1')?.textContent ?? '';
      if (head !== '' && seen.first === undefined) seen.first = performance.now();
      if (/Completes|Stuck/.test(head) && seen.verdict === undefined) seen.verdict = performance.now();
      if (seen.verdict === undefined) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    globalThis.acquireVsCodeApi = () => ({ setState() {}, postMessage(message) {
      if (message.kind !== 'ready') return;
      for (const { at, message } of told) setTimeout(() => globalThis.postMessage(message, '*'), Math.max(0, at - performance.now()));
    } });`;
  await page.route('http://panel.test/**', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/panel.js') return route.fulfill({ contentType: 'text/javascript', body: script });
    if (pathname === '/panel.css') return route.fulfill({ contentType: 'text/css', body: style });
    return route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="en"><head><title>Rollout</title><link rel="stylesheet" href="/panel.css"></head><body class="vscode-light" data-vscode-theme-kind="vscode-light"><div id="root"></div><script>${host}</script><script src="/panel.js"></script></body></html>`,
    });
  });
  await page.goto('http://panel.test/');
  await page.waitForFunction('globalThis.seen.verdict !== undefined');
  const seen = await page.evaluate('globalThis.seen');
  await page.close();
  return seen;
}

function manifest(replicas) {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: ${replicas}
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: app
          image: nginx:1.27
          resources:
            requests:
              cpu: 250m
              memory: 128Mi
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (chromiumPath === undefined) throw new Error('no Chromium; apt-get install chromium, or set CHROMIUM');
  for (const replicas of process.argv[2] === undefined ? [10, 40] : [Number(process.argv[2])]) {
    const times = await firstPicture(replicas);
    const ms = Object.fromEntries(Object.entries(times).map(([name, value]) => [name, Math.round(value)]));
    console.log(
      `${replicas} pods: server's first chunk ${ms.chunk} ms, its end ${ms.ended} ms; first frame painted ${ms.first} ms after the command, verdict ${ms.verdict} ms`,
    );
  }
}
