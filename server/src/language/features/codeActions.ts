import { t } from '@vscode/l10n';
import type { CodeAction, TextEdit } from 'vscode-languageserver-types';
import type { Offset, SourceFile, Uri } from '../document/document.ts';
import { lineStartAt } from '../document/lines.ts';
import type { Problem } from '../validation/problem.ts';
import { validate } from '../validation/validate.ts';
import { fileOf, type Snapshot } from '../workspace/snapshot.ts';
import { refactoringsAt } from './refactorings/refactorings.ts';
import { rangeIn } from './spot.ts';

/** What can be done about the characters from `start` to `end`: the fixes of their problems, silencing their rules, and refactorings. */
export function codeActions(snapshot: Snapshot, uri: Uri, start: Offset, end: Offset): CodeAction[] {
  const file = fileOf(snapshot, uri);
  if (file === undefined) return [];
  const touched = validate(snapshot, uri).filter((problem) => problem.range[0] <= end && problem.range[1] >= start);
  return [
    ...touched.flatMap((problem) => fixes(file, problem)),
    ...touched.filter(canBeSilenced).map((problem) => silence(file, problem)),
    ...refactoringsAt(snapshot, uri, start),
  ];
}

function fixes(file: SourceFile, problem: Problem): CodeAction[] {
  return problem.fixes.map((fix, index) => {
    const edits: TextEdit[] = fix.edits.map((edit) => ({
      range: rangeIn(file, edit.start, edit.end),
      newText: edit.text,
    }));
    return { title: fix.title, kind: 'quickfix', isPreferred: index === 0, edit: { changes: { [file.uri]: edits } } };
  });
}

function canBeSilenced(problem: Problem): boolean {
  return problem.source === 'lint' || problem.source === 'reference' || problem.source === 'rollout';
}

function silence(file: SourceFile, problem: Problem): CodeAction {
  const lineStart = lineStartAt(file.text, problem.range[0]);
  const indent = /^[ \t]*/.exec(file.text.slice(lineStart, problem.range[0]))?.[0] ?? '';
  const newText = `${indent}# drydock-disable-next-line ${problem.rule}\n`;
  const edit: TextEdit = { range: rangeIn(file, lineStart, lineStart), newText };
  return {
    title: t('Silence {0} for this line', problem.rule),
    kind: 'quickfix',
    edit: { changes: { [file.uri]: [edit] } },
  };
}
