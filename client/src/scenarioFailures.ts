import * as vscode from 'vscode';
import type { SimulateProblem } from '#protocol/simulate.ts';
import type { Panel } from './panel.ts';
import { revealSource } from './revealSource.ts';

/** Says which expectations of a scenario do not hold, with the way to the first of them. */
export function scenarioFailures(panel: Panel): vscode.Disposable {
  return panel.onDidSend((message) => {
    if (message.kind === 'ended' && message.failures?.[0] !== undefined)
      void say(message.failures, message.failures[0]);
  });
}

async function say(failures: readonly SimulateProblem[], first: SimulateProblem): Promise<void> {
  const show = vscode.l10n.t('Show in the scenario');
  const found = failures.map(({ message }) => message).join(' · ');
  const chosen = await vscode.window.showErrorMessage(
    vscode.l10n.t('The scenario expects otherwise: {0}', found),
    show,
  );
  if (chosen === show && first.uri !== undefined && first.range !== undefined)
    await revealSource(first.uri, first.range);
}
