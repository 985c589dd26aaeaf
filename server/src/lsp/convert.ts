import { type Diagnostic, DiagnosticSeverity, type Range } from 'vscode-languageserver';
import { positionIn, type SourceFile } from '#language/document/document.ts';
import type { Problem } from '#language/validation/problem.ts';

const severities: Readonly<Record<Problem['severity'], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Offsets of the core as lines and characters of the wire. */
export function toRange(file: SourceFile, start: number, end: number): Range {
  return { start: positionIn(file, start), end: positionIn(file, end) };
}

/** A problem as the editor shows it: under the wavy line the message, with what to do where the message does not say so. */
export function toDiagnostic(file: SourceFile, problem: Problem): Diagnostic {
  const [start, end] = problem.range;
  return {
    range: toRange(file, start, end),
    severity: severities[problem.severity],
    source: 'drydock',
    code: problem.rule,
    message: problem.advice === undefined ? problem.message : `${problem.message}\n${problem.advice}`,
  };
}
