import { insertField } from '../../document/insert.ts';
import { deref, type MapNode, valueAt } from '../../document/node.ts';
import { nodeAtField } from '../../document/pointer.ts';
import type { Body } from '../../document/resource.ts';
import { type Json, toValue } from '../../document/value.ts';
import type { Edit } from '../problem.ts';

/** apps/v1 wants the selector that extensions/v1beta1 took from the template's labels. */
export function rewriteWorkload(body: Body): Edit[] {
  const spec = valueAt(body.node, 'spec');
  const map = spec === undefined ? undefined : deref(spec);
  if (map?.kind !== 'map') return [];
  const rollback = map.entries.find((entry) => entry.key.text === 'rollbackTo');
  const dropped = rollback === undefined ? [] : [{ start: rollback.key.start, end: rollback.value.end, text: '' }];
  return [...selectorEdit(body, map), ...dropped];
}

/** Adds the selector that the template's labels ask for, where none stands. */
export function selectorEdit(body: Body, spec: MapNode): Edit[] {
  if (valueAt(spec, 'selector') !== undefined) return [];
  const labels = nodeAtField(body.node, 'spec.template.metadata.labels');
  const values = labels === undefined ? undefined : toValue(labels);
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return [];
  const pairs = Object.entries(values as Record<string, Json>).map(
    ([key, value]) => `${scalarText(key)}: ${scalarText(value)}`,
  );
  if (pairs.length === 0) return [];
  const lines = ['matchLabels:', ...pairs.map((pair) => `  ${pair}`)];
  return [
    insertField(body.tree.text, spec, {
      key: 'selector',
      value: { lines, flow: `{matchLabels: {${pairs.join(', ')}}}` },
    }),
  ];
}

function scalarText(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /^[A-Za-z][\w./-]*$/.test(text) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(text)
    ? text
    : JSON.stringify(text);
}
