import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import { scenarioMistakes } from '#kubectl/scenario/scenarioMistakes.ts';
import type { SourceFile } from '#language/document/document.ts';
import { toRange } from './convert.ts';

/** What is wrong with a scenario, each mistake on the key or value that it is about. */
export function scenarioDiagnostics(file: SourceFile): Diagnostic[] {
  return scenarioMistakes(file).map(({ message, range }) => ({
    range: toRange(file, ...range),
    severity: DiagnosticSeverity.Error,
    source: 'drydock',
    code: 'scenario',
    message,
  }));
}
