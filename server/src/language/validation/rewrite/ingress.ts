import { columnOf, endOf, insertField } from '../../document/insert.ts';
import { deref, type Entry, entryOf, type MapNode, type Node, valueAt } from '../../document/node.ts';
import type { Body } from '../../document/resource.ts';
import type { Edit } from '../problem.ts';

/** networking.k8s.io/v1: backends name a service and a port by number or name, every path has a pathType, `backend` is `defaultBackend`. */
export function rewriteIngress(body: Body): Edit[] {
  const { text } = body.tree;
  const spec = mapAt(valueAt(body.node, 'spec'));
  if (spec === undefined) return [];
  const edits: Edit[] = [];
  const backend = entryOf(spec, 'backend');
  if (backend !== undefined) {
    edits.push(
      { start: backend.key.start, end: backend.key.end, text: 'defaultBackend' },
      ...backendEdits(text, backend.value),
    );
  }
  for (const rule of itemsOf(valueAt(spec, 'rules'))) {
    for (const path of itemsOf(valueAt(valueAt(rule, 'http'), 'paths'))) edits.push(...pathEdits(text, path));
  }
  return edits;
}

function pathEdits(text: string, node: Node): Edit[] {
  const path = mapAt(node);
  if (path === undefined) return [];
  const edits = backendEdits(text, valueAt(path, 'backend'));
  if (valueAt(path, 'pathType') !== undefined) return edits;
  const after = entryOf(path, 'path');
  if (path.flow || after === undefined)
    return [...edits, insertField(text, path, { key: 'pathType', value: 'ImplementationSpecific' })];
  const at = endOf(text, after.value);
  const lineEnd = text.indexOf('\n', at);
  const end = lineEnd < 0 ? text.length : lineEnd;
  return [
    ...edits,
    { start: end, end, text: `\n${' '.repeat(columnOf(text, after.key.start))}pathType: ImplementationSpecific` },
  ];
}

function backendEdits(text: string, node: Node | undefined): Edit[] {
  const backend = mapAt(node);
  if (backend === undefined) return [];
  const name = entryOf(backend, 'serviceName');
  const port = entryOf(backend, 'servicePort');
  if (name === undefined && port === undefined) return [];
  const first = [name, port]
    .filter((entry): entry is Entry => entry !== undefined)
    .toSorted((a, b) => a.key.start - b.key.start);
  const start = first[0]?.key.start ?? 0;
  const last = first.at(-1);
  const end = last === undefined ? start : endOf(text, last.value);
  const portText = port === undefined ? undefined : portOf(text, port);
  const nameText = name === undefined ? undefined : text.slice(name.value.start, name.value.end);
  return [
    {
      start,
      end,
      text: backend.flow ? flowService(nameText, portText) : blockService(nameText, portText, columnOf(text, start)),
    },
  ];
}

function portOf(text: string, port: Entry): string {
  const scalar = deref(port.value);
  const written = text.slice(port.value.start, port.value.end);
  return scalar.kind === 'scalar' && typeof scalar.value === 'number' ? `number: ${written}` : `name: ${written}`;
}

function flowService(name: string | undefined, port: string | undefined): string {
  const parts = [name === undefined ? undefined : `name: ${name}`, port === undefined ? undefined : `port: {${port}}`];
  return `service: {${parts.filter((part) => part !== undefined).join(', ')}}`;
}

function blockService(name: string | undefined, port: string | undefined, column: number): string {
  const indent = ' '.repeat(column);
  const lines = ['service:'];
  if (name !== undefined) lines.push(`${indent}  name: ${name}`);
  if (port !== undefined) lines.push(`${indent}  port:`, `${indent}    ${port}`);
  return lines.join('\n');
}

function itemsOf(node: Node | undefined): readonly Node[] {
  const list = node === undefined ? undefined : deref(node);
  return list?.kind === 'list' ? list.items : [];
}

function mapAt(node: Node | undefined): MapNode | undefined {
  const map = node === undefined ? undefined : deref(node);
  return map?.kind === 'map' ? map : undefined;
}
