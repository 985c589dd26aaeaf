import type { SourceFile, Uri } from '../document/document.ts';
import { saysWhatItIs } from './fileRole.ts';
import { type Since, sinceOf } from './since.ts';
import type { Snapshot } from './snapshot.ts';

/** So many files may differ before everything is gathered anew. */
const few = 64;

/** What the next snapshot, with `files`, has of the one before, when only the files `changed` differ; undefined where that is too much. */
export function sinceBefore(
  before: Snapshot,
  files: ReadonlyMap<Uri, SourceFile>,
  changed: readonly Uri[],
): Since | undefined {
  const known = sinceOf(before);
  const all = new Set(known?.changed);
  for (const uri of changed) {
    if (all.size >= few || !isSlight(before.files.get(uri), files.get(uri))) return undefined;
    all.add(uri);
  }
  return { base: known?.base ?? before, files, changed: all };
}

/** Whether the file's change is nothing to what other files are. */
function isSlight(before: SourceFile | undefined, now: SourceFile | undefined): boolean {
  if (now === undefined || saysWhatItIs(now)) return false;
  return before === undefined || !saysWhatItIs(before);
}
