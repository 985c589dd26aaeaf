import type { Files } from '#kubectl/cluster.ts';
import { buildFolder } from '#language/kustomize/buildFolder.ts';
import { resolvePath } from '#language/workspace/path.ts';
import type { Snapshot } from '#language/workspace/snapshot.ts';

/** The workspace's files as the editor has them, unsaved text included; names count from `folder`, a URI. `..` leaves it. */
export function snapshotFiles(snapshot: () => Snapshot, folder: string | undefined): Files {
  const base = folder === undefined || folder.endsWith('/') ? (folder ?? '') : `${folder}/`;
  const uriOf = (name: string): string => resolvePath(base, name);
  return {
    read: (name) => snapshot().files.get(uriOf(name))?.text,
    build: (name) => buildFolder(uriOf(name), (uri) => snapshot().files.get(uri)?.text),
    list(name, recursive) {
      const prefix = `${uriOf(name)}/`;
      const inside = [...snapshot().files.keys()].filter(
        (uri) => uri.startsWith(prefix) && (recursive || !uri.slice(prefix.length).includes('/')),
      );
      const under = name.replace(/\/$/, '');
      return inside.length === 0
        ? undefined
        : inside.map((uri) => `${under}/${decodeURIComponent(uri.slice(prefix.length))}`).sort();
    },
  };
}
