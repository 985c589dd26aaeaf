import * as vscode from 'vscode';
import type { Panel } from './panel.ts';

/** Runs that end sooner show no progress, in milliseconds. */
const short = 500;
const beat = 200;

/** A notification with the virtual time of a simulation that lasts, and a way to stop it. */
export function simulationProgress(panel: Panel): vscode.Disposable {
  let due: ReturnType<typeof setTimeout> | undefined;
  const ended = new vscode.EventEmitter<void>();
  const listener = panel.onDidSend((message) => {
    if (message.kind === 'chunk') return;
    clearTimeout(due);
    ended.fire();
    if (message.kind === 'started')
      due = setTimeout(() => void show(panel, message.run, message.title, ended.event), short);
  });
  return vscode.Disposable.from(listener, ended, { dispose: () => clearTimeout(due) });
}

async function show(panel: Panel, run: string, title: string, ended: vscode.Event<void>): Promise<void> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Simulating {0}', title),
    cancellable: true,
  };
  await vscode.window.withProgress(options, (progress, token) => {
    token.onCancellationRequested(() => panel.cancel(run));
    const reached = panel.onDidSend(
      throttled((end) => progress.report({ message: vscode.l10n.t('{0} s so far', end) })),
    );
    return new Promise<void>((resolve) => {
      const listener = ended(() => {
        listener.dispose();
        reached.dispose();
        resolve();
      });
    });
  });
}

/** The virtual seconds of the newest chunk, a few times a second. */
function throttled(say: (seconds: number) => void): Parameters<Panel['onDidSend']>[0] {
  let last = 0;
  return (message) => {
    if (message.kind !== 'chunk' || Date.now() - last < beat) return;
    last = Date.now();
    say(Math.round(message.end / 1000));
  };
}
