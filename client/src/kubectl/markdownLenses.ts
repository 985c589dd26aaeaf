import * as vscode from 'vscode';
import type { KubectlTerminals } from './kubectlTerminal.ts';
import { shellBlocks } from './shellBlocks.ts';

/** Over each shell block of a Markdown file: run its kubectl commands on the simulated cluster. */
export function markdownLenses(terminals: KubectlTerminals): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('drydock.runInKubectl', (commands: readonly string[]) => terminals.run(commands)),
    vscode.languages.registerCodeLensProvider(
      { language: 'markdown' },
      {
        provideCodeLenses: (document) =>
          shellBlocks(document.getText()).map(({ line, commands }) => {
            const title = vscode.l10n.t('Run on the simulated cluster');
            return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), {
              title,
              command: 'drydock.runInKubectl',
              arguments: [commands],
            });
          }),
      },
    ),
  );
}
