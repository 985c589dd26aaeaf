import { t } from '@vscode/l10n';
import type { Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import { labelValue } from '#engine/api/labels.ts';
import { configMapKeyName, dns1123Label, dns1123Subdomain, portName } from '#engine/api/names.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import type { Offset, Uri } from '../../document/document.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { locationOf } from './location.ts';
import { occurrencesAt, type Seen, sameAs, sameEverywhere } from './symbolTable.ts';

/** What would be renamed at an offset: its range and its name now; null where nothing can be. */
export function prepareRename(
  snapshot: Snapshot,
  uri: Uri,
  offset: Offset,
): { range: Range; placeholder: string } | null {
  const [occurrence] = renamed(snapshot, uri, offset);
  return occurrence === undefined
    ? null
    : { range: locationOf(snapshot, occurrence).range, placeholder: occurrence.name };
}

/** The edits that give the thing at an offset another name wherever it stands; a name that the API server would refuse is an error in words. */
export function rename(snapshot: Snapshot, uri: Uri, offset: Offset, name: string): Result<WorkspaceEdit, string> {
  const here = renamed(snapshot, uri, offset);
  const [first] = here;
  if (first === undefined) return refused(t('There is no name here that can be changed.'));
  const problem = nameProblem(first.symbol, name);
  if (problem !== undefined) return refused(problem);
  const changes: Record<string, TextEdit[]> = {};
  for (const occurrence of sameEverywhere(snapshot, here)) {
    const { uri: file, range } = locationOf(snapshot, occurrence);
    const edits = changes[file] ?? [];
    edits.push({ range, newText: name });
    changes[file] = edits;
  }
  return ok({ changes });
}

/** Only what gets its name in the workspace: a reference to something elsewhere has no second end to change. */
function renamed(snapshot: Snapshot, uri: Uri, offset: Offset): readonly Seen[] {
  const here = occurrencesAt(snapshot, uri, offset);
  return here.filter((occurrence) => sameAs([occurrence]).some(({ role }) => role === 'definition'));
}

const formats: Readonly<Record<string, (name: string) => readonly string[]>> = {
  object: dns1123Subdomain,
  key: configMapKeyName,
  volume: dns1123Label,
  container: dns1123Label,
  port: portName,
  label: labelValue,
};

function nameProblem(symbol: string, name: string): string | undefined {
  return formats[symbol.slice(0, symbol.indexOf(' '))]?.(name)[0];
}
