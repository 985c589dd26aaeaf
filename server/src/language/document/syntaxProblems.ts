import type { Edit, Fix, Problem } from '../validation/problem.ts';
import { syntaxProblem } from './syntaxProblem.ts';

/** An error as the parser says it. */
export interface ParserError {
  readonly code: string;
  readonly message: string;
  readonly pos: readonly [start: number, end: number];
}

/** Mistakes named in one document: beyond that nobody repairs them one by one. */
const most = 20;

/**
 * What keeps a document from being YAML. Behind the first error a parser mostly says only what follows from it; so each mistake is
 * repaired where its repair is known, and the next is what the parser says then. `firstError` parses. Relative to the document.
 */
export function syntaxProblems(text: string, firstError: (text: string) => ParserError | undefined): Problem[] {
  const problems: Problem[] = [];
  const done: Edit[][] = [];
  let repaired = text;
  while (problems.length < most) {
    const error = firstError(repaired);
    if (error === undefined) return problems;
    const problem = syntaxProblem(repaired, error.code, error.message, error.pos[0], error.pos[1]);
    const placed = asWritten(problem, done);
    if (problems.some((one) => one.range[0] === placed.range[0])) return problems;
    problems.push(placed);
    const edits = problem.fixes[0]?.edits;
    if (edits === undefined) return problems;
    const inOrder = [...edits].sort((a, b) => a.start - b.start);
    done.push(inOrder);
    repaired = applied(repaired, inOrder);
  }
  return problems;
}

function applied(text: string, edits: readonly Edit[]): string {
  return edits.reduceRight((all, edit) => all.slice(0, edit.start) + edit.text + all.slice(edit.end), text);
}

/** A problem of the repaired text with its places in the text as it was written. A fix that touches a repair is left out. */
function asWritten(problem: Problem, repairs: readonly (readonly Edit[])[]): Problem {
  const [start, end] = problem.range.map((offset) => originOf(offset, repairs));
  const fixes = problem.fixes.flatMap((fix) => fixAsWritten(fix, repairs));
  return { ...problem, range: [start ?? 0, Math.max(end ?? 0, (start ?? 0) + 1)], fixes };
}

function fixAsWritten(fix: Fix, repairs: readonly (readonly Edit[])[]): Fix[] {
  const edits = fix.edits.map(({ start, end, text }) => ({
    start: originOf(start, repairs),
    end: originOf(end, repairs),
    text,
  }));
  const same = edits.every((edit, index) => {
    const made = fix.edits[index];
    return made !== undefined && edit.end - edit.start === made.end - made.start;
  });
  return same ? [{ ...fix, edits }] : [];
}

/** Where a character of the repaired text stood before; within a repair, where that begins. */
function originOf(offset: number, repairs: readonly (readonly Edit[])[]): number {
  return repairs.toReversed().reduce(beforeEdits, offset);
}

function beforeEdits(offset: number, edits: readonly Edit[]): number {
  let shift = 0;
  for (const { start, end, text } of edits) {
    const from = start + shift;
    if (offset < from) break;
    if (offset < from + text.length) return start;
    shift += text.length - (end - start);
  }
  return offset - shift;
}
