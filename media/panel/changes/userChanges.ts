import type { Key } from '#engine/api/key.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import { positionAt } from '#engine/trace/replay.ts';
import type { Run } from '../run.ts';
import { type FieldDiff, fieldDiffs } from './diff.ts';

/** What the user's own changes did to one object. */
export interface ObjectChange {
  readonly key: Key;
  readonly before: ApiObject | null;
  readonly after: ApiObject | null;
  readonly diffs: readonly FieldDiff[];
}

/** The user's changes since the apply, those of one object taken together. */
export function userChanges(shown: Run): readonly ObjectChange[] {
  const found = new Map<Key, { before: ApiObject | null; after: ApiObject | null }>();
  for (let i = positionAt(shown.entries, shown.from - 1); i < shown.entries.length; i++) {
    const entry = shown.entries[i];
    if (entry?.actor !== 'user' || entry.change.kind !== 'applied') continue;
    const { key, before, after } = entry.change;
    found.set(key, { before: found.get(key)?.before ?? before, after });
  }
  return [...found].map(([key, { before, after }]) => ({
    key,
    before,
    after,
    diffs: before === null || after === null ? [] : fieldDiffs(before, after),
  }));
}
