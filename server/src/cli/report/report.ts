import type { Position } from '#language/document/lines.ts';
import type { Problem } from '#language/validation/problem.ts';

/** A problem with the places that people count by. */
export interface ReportedProblem {
  readonly problem: Problem;
  readonly start: Position;
  readonly end: Position;
}

/** What was found in one file; `text` is the file. */
export interface ReportedFile {
  readonly path: string;
  readonly text: string;
  readonly problems: readonly ReportedProblem[];
}

/** Turns findings into the text that goes to standard output. */
export type Reporter = (files: readonly ReportedFile[], options: { readonly colour: boolean }) => string;
