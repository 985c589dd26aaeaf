import type { Reporter } from './report.ts';

const commands = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' } as const;

/** Workflow commands that GitHub shows beside the lines of a pull request. */
export const github: Reporter = (files) =>
  files
    .flatMap((file) =>
      file.problems.map(({ problem, start, end }) => {
        const place = `file=${property(file.path)},line=${start.line + 1},endLine=${end.line + 1},col=${start.character + 1},endColumn=${end.character + 1}`;
        const message = problem.advice === undefined ? problem.message : `${problem.message}\n${problem.advice}`;
        return `::${commands[problem.severity]} ${place},title=${property(problem.rule)}::${data(message)}\n`;
      }),
    )
    .join('');

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
