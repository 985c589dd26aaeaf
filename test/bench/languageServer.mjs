import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';

/**
 * A language server as a process, and an editor that takes pushed diagnostics: what every server can do. `content` answers requests for
 * the text behind an address, `settings` those for configuration.
 */
export async function languageServer(command, { settings = {}, content = () => undefined, notifications = [] } = {}) {
  const { connection, memory, end } = serverProcess(command);
  let waiting = () => undefined;
  connection.onNotification('textDocument/publishDiagnostics', ({ diagnostics }) => waiting(diagnostics));
  connection.onRequest('workspace/configuration', ({ items }) =>
    items.map(({ section }) => (section === undefined ? settings : (settings[section] ?? null))),
  );
  for (const method of ['vscode/content', 'custom/schema/content'])
    connection.onRequest(method, (address) => content(String(address)) ?? Promise.reject(new Error('offline')));
  for (const method of ['client/registerCapability', 'window/workDoneProgress/create'])
    connection.onRequest(method, () => null);
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      workspace: { configuration: true },
      textDocument: {
        hover: { contentFormat: ['markdown'] },
        completion: { completionItem: { snippetSupport: true } },
      },
    },
  });
  await connection.sendNotification('initialized', {});
  for (const method of notifications) await connection.sendNotification(method, {});
  await connection.sendNotification('workspace/didChangeConfiguration', { settings });
  return {
    connection,
    /** Milliseconds until diagnostics come of which `right` holds. */
    until: (right, began = performance.now()) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error('no right diagnostics in 120 s')), 120_000);
        waiting = (diagnostics) => {
          if (!right(diagnostics)) return;
          clearTimeout(late);
          resolve(performance.now() - began);
        };
      }),
    memory,
    end,
  };
}

/** The process of a language server, to which nothing was said yet. */
export function serverProcess(command) {
  const server = spawn(command[0], command.slice(1), { stdio: ['pipe', 'pipe', 'ignore'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  return {
    connection,
    /** Megabytes that the process has now. */
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
    async end() {
      const gone = new Promise((resolve) => server.once('exit', resolve));
      const killed = setTimeout(() => server.kill('SIGKILL'), 2000);
      connection.sendRequest('shutdown').then(
        () => connection.sendNotification('exit'),
        () => undefined,
      );
      await gone;
      clearTimeout(killed);
      connection.dispose();
    },
  };
}
