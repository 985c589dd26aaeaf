import { t } from '@vscode/l10n';
import type { CodeLens } from 'vscode-languageserver';
import type { SourceFile } from '#language/document/document.ts';
import { toRange } from './convert.ts';

/** Over a scenario: run it. */
export function scenarioLenses(file: SourceFile): CodeLens[] {
  const [{ tree, start }] = file.documents;
  const at = start + (tree.root?.start ?? 0);
  return [
    {
      range: toRange(file, at, at),
      command: { title: t('Run scenario'), command: 'drydock.runScenario', arguments: [file.uri] },
    },
  ];
}
