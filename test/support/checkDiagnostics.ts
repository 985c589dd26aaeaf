import { positionIn } from '#language/document/document.ts';
import type { Problem } from '#language/validation/problem.ts';
import { validate } from '#language/validation/validate.ts';
import { defaultSettings, type Settings } from '#language/workspace/settings.ts';
import type { Snapshot } from '#language/workspace/snapshot.ts';
import { workspaceOf } from './workspace.ts';

/** The problems of every file: below the line that each stands on, its characters underlined, severity, rule and message. */
export function diagnose(text: string, settings?: Settings): string {
  const { snapshot } = workspaceOf(text, settings);
  return [...snapshot.files.keys()].map((uri) => annotated(snapshot, uri)).join('');
}

/** `diagnose` with one rule as a warning, whatever its severity is by default, and without the advice about requests. */
export function diagnoseFor(rule: string): (text: string) => string {
  const settings: Settings = { ...defaultSettings, rules: { [rule]: 'warning', missingResources: 'off' } };
  return (text) => diagnose(text, settings);
}

/** The text after the first fix of the first problem of `rule` in the first file. */
export function fixed(text: string, rule: string, index = 0): string {
  const { snapshot } = workspaceOf(text);
  for (const uri of snapshot.files.keys()) {
    const problem = validate(snapshot, uri).find((one) => one.rule === rule);
    const fix = problem?.fixes[index];
    if (fix === undefined) continue;
    let out = snapshot.files.get(uri)?.text ?? '';
    for (const edit of fix.edits.toReversed()) out = out.slice(0, edit.start) + edit.text + out.slice(edit.end);
    return out;
  }
  throw new Error(`no fix for ${rule}`);
}

function annotated(snapshot: Snapshot, uri: string): string {
  const file = snapshot.files.get(uri);
  if (file === undefined) return '';
  const problems = validate(snapshot, uri);
  const lines = file.text.split('\n');
  const shown = [...new Set(problems.map((problem) => positionIn(file, problem.range[0]).line))];
  return shown
    .map(
      (line) =>
        `${line + 1}: ${lines[line]}\n${problems
          .filter((one) => positionIn(file, one.range[0]).line === line)
          .map((one) => mark(one, `${line + 1}: `.length + positionIn(file, one.range[0]).character))
          .join('')}`,
    )
    .join('');
}

function mark(problem: Problem, column: number): string {
  const advice = problem.advice === undefined ? '' : ` | ${problem.advice}`;
  return `${' '.repeat(column)}${'^'.repeat(Math.max(1, problem.range[1] - problem.range[0]))} ${problem.severity} ${problem.rule}: ${problem.message}${advice}\n`;
}
