import type { CauseReason } from '#engine/api/status.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Who would say so: the YAML parser, the decoder, the API server's validation, a name that leads nowhere, advice, the rollout. */
export type ProblemSource = 'syntax' | 'schema' | 'api' | 'reference' | 'lint' | 'rollout';

/** Replaces the text from `start` to `end`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A change that repairs a problem. `edits` do not overlap and all count from the text as it stands. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** Something wrong at a place. Offsets count from the start of the file, except where a function says "relative to the document". */
export interface Problem {
  /** Names the rule in settings, in comments that silence it and in reports: `unknownField`. */
  readonly rule: string;
  readonly source: ProblemSource;
  readonly severity: Severity;
  readonly message: string;
  /** What to do, where the message, being the API server's, does not say so: `Did you mean image?` */
  readonly advice?: string;
  readonly range: readonly [start: number, end: number];
  /** The API server's path: `spec.template.spec.containers[0].image`. */
  readonly field?: string;
  /** The API server's word for what is wrong there, where it has one. */
  readonly reason?: CauseReason;
  /** `Deployment/web`. */
  readonly object?: string;
  /** The most likely repair first. */
  readonly fixes: readonly Fix[];
}

/** `problem`, with everything `by` characters further on. */
export function shift(problem: Problem, by: number): Problem {
  if (by === 0) return problem;
  return {
    ...problem,
    range: [problem.range[0] + by, problem.range[1] + by],
    fixes: problem.fixes.map((fix) => ({
      title: fix.title,
      edits: fix.edits.map((edit) => ({ start: edit.start + by, end: edit.end + by, text: edit.text })),
    })),
  };
}
