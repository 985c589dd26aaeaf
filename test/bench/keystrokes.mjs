import { performance } from 'node:perf_hooks';
import { languageServer } from './languageServer.mjs';
import { manifests } from './manifests.mjs';

const uri = 'file:///bench/all.k8s.yaml';

/** Times of one server on a file of so many lines, in milliseconds: each keystroke makes `replicas` of the middle Deployment wrong or right again. */
export async function keystrokes(server, lines, times) {
  const { command, ...options } = server;
  const began = performance.now();
  const running = await languageServer(command, options);
  const text = manifests(lines);
  const rows = text.split('\n');
  const middle = rows.findIndex((row, index) => index >= rows.length / 2 && /^ {2}replicas: \d$/.test(row));
  const line = middle >= 0 ? middle : rows.findIndex((row) => /^ {2}replicas: \d$/.test(row));
  const start = '  replicas: '.length;
  const marked = (diagnostics) =>
    diagnostics.some(({ range, severity = 1 }) => range.start.line === line && severity === 1);
  try {
    const opened = running.until(() => true, began);
    await running.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'yaml', version: 1, text },
    });
    const first = await opened;
    const measured = [];
    let wrong = false;
    for (let turn = 0; turn < times; turn++) {
      const range = { start: { line, character: start }, end: { line, character: start + (wrong ? 4 : 1) } };
      wrong = !wrong;
      const right = running.until((diagnostics) => marked(diagnostics) === wrong);
      await running.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: turn + 2 },
        contentChanges: [{ range, text: wrong ? 'many' : '3' }],
      });
      measured.push(await right);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return { first, p50: quantile(measured, 0.5), p95: quantile(measured, 0.95), memory: running.memory() };
  } finally {
    await running.end();
  }
}

function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)];
}
