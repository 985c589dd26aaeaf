import type { ApiObject } from '#engine/api/meta.ts';
import type { Run } from '#engine/engine.ts';
import type { Applied } from '#engine/store/change.ts';

/** One event of a watch, as the API server sends it. */
export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** As it is now; one that is gone as it was, with the resourceVersion of its end. */
  readonly object: ApiObject;
}

/**
 * Watches from this moment on: each call gives what came since the one before, in order. An object that begins or ceases to be wanted
 * comes or goes. Follows k8s.io/apiserver pkg/storage/cacher.
 */
export function watchEvents(run: Run, wanted: (object: ApiObject) => boolean): () => readonly WatchEvent[] {
  let next = run.trace.entries.length;
  let revision = run.view.resourceVersion;
  return () => {
    const { entries } = run.trace;
    const events: WatchEvent[] = [];
    for (; next < entries.length; next++) {
      const change = entries[next]?.change;
      if (change?.kind !== 'applied') continue;
      revision = Math.max(revision + 1, Number(change.after?.metadata.resourceVersion ?? 0));
      const event = eventOf(change, wanted, String(revision));
      if (event !== undefined) events.push(event);
    }
    return events;
  };
}

function eventOf(
  { before, after }: Applied,
  wanted: (object: ApiObject) => boolean,
  revision: string,
): WatchEvent | undefined {
  const was = before !== null && wanted(before);
  if (after !== null && wanted(after)) return { type: was ? 'MODIFIED' : 'ADDED', object: after };
  if (!was) return undefined;
  return { type: 'DELETED', object: { ...before, metadata: { ...before.metadata, resourceVersion: revision } } };
}
