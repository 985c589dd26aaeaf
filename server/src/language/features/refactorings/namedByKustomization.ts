import type { Uri } from '../../document/document.ts';
import { roleOf } from '../../workspace/fileRole.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';

/**
 * Whether a kustomization may name the file: it stands in its folder or below, or somewhere else with the name of the file in it. What a
 * kustomization does not name any more is lost from its build.
 */
export function namedByKustomization(snapshot: Snapshot, uri: Uri): boolean {
  const folder = uri.slice(0, uri.lastIndexOf('/') + 1);
  const name = decodeURIComponent(uri.slice(folder.length));
  return [...snapshot.files.values()].some(
    (file) => roleOf(snapshot, file) === 'kustomization' && (file.uri.startsWith(folder) || file.text.includes(name)),
  );
}
