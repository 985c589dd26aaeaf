import type { Files } from '#kubectl/cluster.ts';
import { buildFolder } from '#language/kustomize/buildFolder.ts';
import type { Snapshot } from '#language/workspace/snapshot.ts';

/** The workspace's files as the editor has them, unsaved text included; names count from `folder`, a URI. `..` leaves it. */
export function snapshotFiles(snapshot: () => Snapshot, folder: string | undefined): Files {
  const base = folder === undefined || folder.endsWith('/') ? (folder ?? '') : `${folder}/`;
  const uriOf = (name: string): string => resolved(base + name.split('/').map(encodeURIComponent).join('/'));
  return {
    read: (name) => snapshot().files.get(uriOf(name))?.text,
    build: (name) => buildFolder(uriOf(name), (uri) => snapshot().files.get(uri)?.text),
    list(name, recursive) {
      const prefix = `${uriOf(name).replace(/\/$/, '')}/`;
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

/** A URI without `.` and `..` in its path. */
function resolved(uri: string): string {
  const parts: string[] = [];
  for (const part of uri.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
