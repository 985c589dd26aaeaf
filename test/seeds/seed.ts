import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Problem } from '#language/validation/problem.ts';
import { validate } from '#language/validation/validate.ts';
import { workspaceOf } from '../support/workspace.ts';

const shared = path.resolve(import.meta.dirname, '../../../shared');

/** Whether a folder of what is shared beside the project is there: a clone stands alone. */
export function have(folder: string): boolean {
  return existsSync(path.join(shared, folder));
}

/** A file of it. */
export function read(file: string): string {
  return readFileSync(path.join(shared, file), 'utf8');
}

/** What is said of a text alone in its workspace. */
export function problemsOf(text: string): readonly Problem[] {
  return validate(workspaceOf(text).snapshot, 'main.yaml');
}

/** A text after each repair. */
export interface Repaired {
  readonly text: string;
  readonly problems: readonly Problem[];
}

/** The text as it was written, and after the first fix of each error in turn, until none is left that has one. */
export function repairs(text: string): readonly Repaired[] {
  const steps: Repaired[] = [{ text, problems: problemsOf(text) }];
  for (let step = steps[0]; step !== undefined && steps.length < 40; step = steps.at(-1)) {
    const edits = step.problems.find((one) => hinders(one) && one.fixes.length > 0)?.fixes[0]?.edits;
    if (edits === undefined) return steps;
    const next = [...edits]
      .sort((a, b) => b.start - a.start)
      .reduce((now, edit) => now.slice(0, edit.start) + edit.text + now.slice(edit.end), step.text);
    steps.push({ text: next, problems: problemsOf(next) });
  }
  return steps;
}

function hinders({ severity, rule }: Problem): boolean {
  return severity === 'error' || ['fragment', 'droppedContent', 'frozenRegistry'].includes(rule);
}

/** The lines that a problem stands on, counted from 1. */
export function linesOf(text: string, { range }: Problem): readonly [first: number, last: number] {
  const line = (offset: number): number => text.slice(0, offset).split('\n').length;
  return [line(range[0]), line(Math.max(range[0], range[1] - 1))];
}

/** What a text says, comments and layout aside. */
export function meaning(text: string): unknown {
  return parseAllDocuments(text).map((document) => document.toJS());
}
