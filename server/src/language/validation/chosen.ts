import { documentAt, type SourceFile } from '../document/document.ts';
import { chosenSeverity } from '../workspace/folderSettings.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import type { Problem } from './problem.ts';
import { withoutSuppressed } from './suppress.ts';

/** The problems of a file that its comments and the settings leave, with the severities that were chosen. Offsets count from the start of the file. */
export function chosen(snapshot: Snapshot, file: SourceFile, problems: readonly Problem[]): readonly Problem[] {
  return problems.flatMap((problem) => {
    const severity = chosenSeverity(snapshot, file.uri, problem.rule, undefined) ?? problem.severity;
    if (severity === 'off') return [];
    return withoutSuppressed(documentAt(file, problem.range[0]), [{ ...problem, severity }]);
  });
}
