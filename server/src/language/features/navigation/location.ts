import type { Location } from 'vscode-languageserver-types';
import { fileOf, type Snapshot } from '../../workspace/snapshot.ts';
import { rangeIn } from '../spot.ts';
import type { Occurrence } from './occurrences.ts';

/** The place of an occurrence as the wire wants it, quotes left out. */
export function locationOf(snapshot: Snapshot, { resource, node }: Occurrence): Location {
  const file = fileOf(snapshot, resource.uri);
  const quote = node.style === 'single' || node.style === 'double' ? 1 : 0;
  const [start, end] = [resource.start + node.start + quote, resource.start + node.end - quote];
  const nowhere = { line: 0, character: 0 };
  return {
    uri: resource.uri,
    range: file === undefined ? { start: nowhere, end: nowhere } : rangeIn(file, start, end),
  };
}
