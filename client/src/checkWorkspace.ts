import * as vscode from 'vscode';
import {
  type Diagnostic,
  DiagnosticSeverity,
  type LanguageClient,
  WorkDoneProgress,
  type WorkspaceDiagnosticReport,
  WorkspaceDiagnosticRequest,
} from 'vscode-languageclient/node';

/** "Check Workspace": judges every file now, with progress, and shows the problems. In the background the editor asks for them by itself. */
export function checkWorkspace(client: LanguageClient): () => Promise<void> {
  return async () => {
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Drydock checks the workspace'),
      cancellable: true,
    };
    const report = await vscode.window.withProgress(options, (progress, token) => ask(client, progress, token));
    if (report === undefined) return;
    await vscode.commands.executeCommand('workbench.actions.view.problems');
    void vscode.window.showInformationMessage(sentence(report));
  };
}

async function ask(
  client: LanguageClient,
  progress: vscode.Progress<{ increment?: number }>,
  token: vscode.CancellationToken,
): Promise<WorkspaceDiagnosticReport | undefined> {
  const workDoneToken = 'drydock.checkWorkspace';
  let shown = 0;
  const heard = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
    if (value.kind !== 'report' || value.percentage === undefined) return;
    progress.report({ increment: value.percentage - shown });
    shown = value.percentage;
  });
  try {
    return await client.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds: [], workDoneToken }, token);
  } catch (error) {
    if (token.isCancellationRequested) return undefined;
    throw error;
  } finally {
    heard.dispose();
  }
}

function sentence({ items }: WorkspaceDiagnosticReport): string {
  const found = items.flatMap((item): readonly Diagnostic[] => (item.kind === 'full' ? item.items : []));
  const count = (wanted: DiagnosticSeverity): number => found.filter(({ severity }) => severity === wanted).length;
  return vscode.l10n.t(
    'Drydock checked {0} files: {1} errors, {2} warnings.',
    items.length,
    count(DiagnosticSeverity.Error),
    count(DiagnosticSeverity.Warning),
  );
}
