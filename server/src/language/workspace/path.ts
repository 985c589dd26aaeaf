import type { Uri } from '../document/document.ts';

/** `a/b/` and `../c.yaml` make `a/c.yaml`. Under an address, what an address may not hold is escaped as editors do. */
export function resolvePath(folder: Uri, path: string): Uri {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(folder);
  const parts = folder.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(address ? escaped(part) : part);
  }
  return parts.join('/');
}

/** The folder of a file, with its slash; '' at the top of relative names. */
export function folderOf(uri: Uri): Uri {
  return uri.slice(0, uri.lastIndexOf('/') + 1);
}

function escaped(part: string): string {
  if (/%[0-9a-f]{2}/i.test(part)) return part;
  return encodeURIComponent(part).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}
