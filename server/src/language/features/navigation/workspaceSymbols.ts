import { type SymbolInformation, SymbolKind } from 'vscode-languageserver-types';
import { valueAt } from '../../document/node.ts';
import { nameOf, type Resource } from '../../document/resource.ts';
import { stringAt } from '../../document/strings.ts';
import { namespaceOf } from '../../workspace/resourceIndex.ts';
import { fileOf, indexOf, type Snapshot } from '../../workspace/snapshot.ts';
import { hasInOrder } from '../hasInOrder.ts';
import { rangeIn } from '../spot.ts';

const mostSymbols = 500;

/** The objects of the workspace whose `Kind/name` contains the letters of the query in their order; at most 500. */
export function workspaceSymbols(snapshot: Snapshot, query: string): SymbolInformation[] {
  const wanted = [...query.toLowerCase().replace(/\s/g, '')];
  const found: SymbolInformation[] = [];
  for (const resource of indexOf(snapshot).all) {
    if (found.length >= mostSymbols) break;
    if (hasInOrder(nameOf(resource.body).toLowerCase(), wanted)) found.push(...symbolOf(snapshot, resource));
  }
  return found;
}

function symbolOf(snapshot: Snapshot, resource: Resource): SymbolInformation[] {
  const file = fileOf(snapshot, resource.uri);
  const name = stringAt(valueAt(resource.body.node, 'metadata'), 'name') ?? resource.body.node;
  if (file === undefined) return [];
  const range = rangeIn(file, resource.start + name.start, resource.start + name.end);
  const containerName = namespaceOf(resource.body);
  return [
    {
      name: nameOf(resource.body),
      kind: SymbolKind.Object,
      location: { uri: resource.uri, range },
      ...(containerName === '' ? {} : { containerName }),
    },
  ];
}
