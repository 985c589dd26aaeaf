import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  DiagnosticSeverity,
  type Range,
} from 'vscode-languageserver';
import { positionIn, type SourceFile } from '#language/document/document.ts';
import type { Fix, Problem } from '#language/validation/problem.ts';

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

/** The repairs of a problem, the most likely one first and preferred, so that one key applies it. */
export function toCodeActions(file: SourceFile, version: number | null, problem: Problem): CodeAction[] {
  const diagnostics = [toDiagnostic(file, problem)];
  return problem.fixes.map((fix, index) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics,
    isPreferred: index === 0,
    edit: { documentChanges: [{ textDocument: { uri: file.uri, version }, edits: toEdits(file, fix) }] },
  }));
}

function toEdits(file: SourceFile, fix: Fix): { range: Range; newText: string }[] {
  return fix.edits.map(({ start, end, text }) => ({ range: toRange(file, start, end), newText: text }));
}
