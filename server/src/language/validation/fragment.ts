import { t } from '@vscode/l10n';
import { deref, keyText, type MapNode, valueAt } from '../document/node.ts';
import type { Tree } from '../document/parse.ts';
import { follow, parseField } from '../document/pointer.ts';
import type { Body } from '../document/resource.ts';
import type { Catalog } from '../schema/catalog.ts';
import { bodyProblems } from './bodyProblems.ts';
import type { Problem } from './problem.ts';

/** What a spec without a head was probably cut from, by a field that only this kind has. */
const heads: readonly (readonly [field: string, apiVersion: string, kind: string])[] = [
  ['containers', 'v1', 'Pod'],
  ['nodeSelector', 'v1', 'Pod'],
  ['template', 'apps/v1', 'Deployment'],
  ['ports', 'v1', 'Service'],
];

/**
 * A document that is only the `spec` of an object, as text books show it: it needs a head before kubectl takes it. What is written in it
 * would be refused behind any head: that is said too, as warnings; what is missing may only have been left out. Relative to the document.
 */
export function fragmentProblems(catalog: Catalog, tree: Tree): Problem[] {
  const root = tree.root === null ? undefined : deref(tree.root);
  if (root?.kind !== 'map' || root.entries.some((entry) => !['spec', 'metadata'].includes(keyText(entry.key))))
    return [];
  const entry = root.entries.find((one) => keyText(one.key) === 'spec');
  const spec = entry === undefined ? undefined : deref(entry.value);
  if (entry === undefined || spec?.kind !== 'map') return [];
  const head = heads.find(([field]) => valueAt(spec, field) !== undefined);
  if (head === undefined) return [];
  const [, apiVersion, kind] = head;
  const message = t('This looks like the spec of a {0}: apiVersion, kind and metadata are missing.', kind);
  const fixes = [
    {
      title: t('Add the head of a {0}', kind),
      edits: [{ start: start(root), end: start(root), text: headOf(apiVersion, kind, root) }],
    },
  ];
  return [
    {
      rule: 'fragment',
      source: 'schema',
      severity: 'information',
      message,
      range: [entry.key.start, entry.key.end],
      fixes: root.flow ? [] : fixes,
    },
    ...writtenProblems(catalog, { tree, node: root, prefix: '', apiVersion, kind, name: '', namespace: undefined }),
  ];
}

function writtenProblems(catalog: Catalog, body: Body): Problem[] {
  const meant = catalog.kind(body.apiVersion, body.kind);
  if (meant === undefined) return [];
  return bodyProblems(catalog, body, false, meant).flatMap((problem) => {
    const segments = parseField(problem.field ?? '');
    const written = segments.length > 0 && follow(body.node, segments).depth === segments.length;
    return written && problem.severity === 'error' ? [{ ...problem, severity: 'warning' as const }] : [];
  });
}

function start(root: MapNode): number {
  return root.entries[0]?.key.start ?? root.start;
}

function headOf(apiVersion: string, kind: string, root: MapNode): string {
  const metadata = root.entries.some((entry) => keyText(entry.key) === 'metadata')
    ? ''
    : `metadata:\n  name: ${kind.toLowerCase()}\n`;
  return `apiVersion: ${apiVersion}\nkind: ${kind}\n${metadata}`;
}
