import type { Document, Uri } from '../document/document.ts';
import { chosenSeverity } from '../workspace/folderSettings.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import type { Problem } from './problem.ts';
import { groupOf } from './ruleGroup.ts';
import { withoutSuppressed } from './suppress.ts';

/**
 * The problems of a document that its comments and the settings leave, with the severities that were chosen. Offsets count from the start of
 * the file.
 */
export function chosen(
  snapshot: Snapshot,
  uri: Uri,
  document: Document,
  problems: readonly Problem[],
): readonly Problem[] {
  const asChosen = problems.flatMap((problem) => {
    const severity = chosenSeverity(snapshot, uri, problem.rule, groupOf(problem.rule));
    if (severity === undefined) return [problem];
    return severity === 'off' ? [] : [{ ...problem, severity }];
  });
  return withoutSuppressed(document, asChosen);
}
