import type { Severity } from '#language/validation/problem.ts';
import type { ReportedFile, ReportedProblem, Reporter } from './report.ts';

/** For a terminal: place, message, the line with the characters marked, what to do; a summary last. */
export const human: Reporter = (files, { colour }) => {
  const paint = colour ? coloured : plain;
  const blocks = files.flatMap((file) => file.problems.map((reported) => block(file, reported, paint)));
  return `${blocks.join('')}${summary(files)}\n`;
};

type Paint = (text: string, style: Severity | 'bold' | 'dim') => string;

const plain: Paint = (text) => text;
const codes = { error: '31', warning: '33', information: '36', hint: '2', bold: '1', dim: '2' } as const;
const coloured: Paint = (text, style) => `\u001b[${codes[style]}m${text}\u001b[0m`;

function block(file: ReportedFile, { problem, start, end }: ReportedProblem, paint: Paint): string {
  const place = `${file.path}:${start.line + 1}:${start.character + 1}`;
  const head = `${paint(place, 'bold')} ${paint(problem.severity, problem.severity)} ${problem.message} ${paint(`(${problem.rule})`, 'dim')}`;
  const line = lineAt(file.text, start.line);
  const gutter = String(start.line + 1).padStart(5);
  const width =
    end.line === start.line ? Math.max(1, end.character - start.character) : Math.max(1, line.length - start.character);
  const mark = `${line.slice(0, start.character).replace(/[^\t]/g, ' ')}${'^'.repeat(Math.min(width, 200))}`;
  const lines = [head, `${gutter} | ${line.slice(0, 300)}`, `      | ${paint(mark, problem.severity)}`];
  if (problem.advice !== undefined) lines.push(`      = ${problem.advice}`);
  const fix = problem.fixes[0];
  if (fix !== undefined) lines.push(`      = fix: ${fix.title}`);
  return `${lines.join('\n')}\n\n`;
}

function lineAt(text: string, line: number): string {
  let start = 0;
  for (let i = 0; i < line; i++) start = text.indexOf('\n', start) + 1;
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? text.length : end).replace(/\r$/, '');
}

function summary(files: readonly ReportedFile[]): string {
  const all = files.flatMap((file) => file.problems.map(({ problem }) => problem.severity));
  const counted = (['error', 'warning', 'information', 'hint'] as const)
    .map((severity) => ({ severity, count: all.filter((one) => one === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) =>
      severity === 'information' ? `${count} information` : `${count} ${severity}${count === 1 ? '' : 's'}`,
    );
  const checked = `${files.length} ${files.length === 1 ? 'file' : 'files'} checked`;
  return counted.length === 0 ? `${checked}, nothing wrong` : `${checked}: ${counted.join(', ')}`;
}
