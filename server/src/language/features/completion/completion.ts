import type { CompletionItem } from 'vscode-languageserver-types';
import { documentAt, type Offset, type Uri } from '../../document/document.ts';
import { levelsIn } from '../../document/levels.ts';
import { catalogFor, fileOf, type Snapshot } from '../../workspace/snapshot.ts';
import { contextAt } from './context.ts';
import { keyItems } from './keys.ts';
import { rootItems } from './roots.ts';
import { valueItems } from './values.ts';

/** What can be written at an offset, in any document of the file and while the text around it is broken. */
export function completion(snapshot: Snapshot, uri: Uri, offset: Offset): CompletionItem[] {
  const file = fileOf(snapshot, uri);
  if (file === undefined) return [];
  const document = documentAt(file, offset);
  const found = contextAt(document.tree.text, offset - document.start);
  if (found === undefined) return [];
  const inList =
    found.path[0] === 'items' && found.path[1] === 0 && /^\w*List$/.test(identity(document.tree.text).kind);
  const context = inList ? { ...found, path: found.path.slice(2) } : found;
  const named = inList
    ? identityOfItem(document.tree.text.slice(0, offset - document.start))
    : identity(document.tree.text);
  const request = {
    snapshot,
    uri,
    file,
    document,
    catalog: catalogFor(snapshot, uri),
    context,
    offset: offset - document.start,
    levels: levelsIn(document.tree.text),
    ...named,
  };
  if (context.path.length === 0) return rootItems(request);
  return context.position === 'key' ? keyItems(request) : valueItems(request);
}

/** apiVersion and kind by the eye: the document may not parse while it is being written. */
function identity(text: string): { apiVersion: string; kind: string } {
  const read = (key: string): string => new RegExp(`^${key}:[ \\t]*["']?([^\\s"'#]+)`, 'm').exec(text)?.[1] ?? '';
  return { apiVersion: read('apiVersion'), kind: read('kind') };
}

/** The same for the item of a List in which the text ends: it begins with the last dash before apiVersion, kind or metadata. */
function identityOfItem(text: string): { apiVersion: string; kind: string } {
  const dash = [...text.matchAll(/^[ ]*- (?:apiVersion|kind|metadata):/gm)].at(-1);
  const item = text.slice(dash?.index ?? 0);
  const read = (key: string): string =>
    new RegExp(`^[ ]*(?:- )?${key}:[ \\t]*["']?([^\\s"'#]+)`, 'm').exec(item)?.[1] ?? '';
  return { apiVersion: read('apiVersion'), kind: read('kind') };
}
