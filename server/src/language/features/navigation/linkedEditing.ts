import type { Range } from 'vscode-languageserver-types';
import type { Offset, Uri } from '../../document/document.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { locationOf } from './location.ts';
import { occurrencesAt, sameAs } from './symbolTable.ts';

/** Ranges of the same text, and what may stand in them. */
export interface LinkedEditingRanges {
  readonly ranges: Range[];
  readonly wordPattern: string;
}

/**
 * The places of one object that change together while the name at an offset is typed over: a volume and its mounts, a label and the
 * selector of the same workload, a port and its probes. Null where it stands alone, or where other objects go by it too: those need a rename.
 */
export function linkedEditingRanges(snapshot: Snapshot, uri: Uri, offset: Offset): LinkedEditingRanges | null {
  const here = occurrencesAt(snapshot, uri, offset);
  const [first] = here;
  if (first === undefined) return null;
  const same = sameAs(here);
  const inside = same.filter(({ resource }) => resource.uri === uri && resource.document === first.resource.document);
  if (inside.length < 2 || inside.length < same.length) return null;
  if (inside.some(({ node }) => node.style === 'literal' || node.style === 'folded')) return null;
  return { ranges: inside.map((one) => locationOf(snapshot, one).range), wordPattern: '[\\w./-]+' };
}
