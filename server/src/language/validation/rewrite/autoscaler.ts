import { columnOf, endOf } from '../../document/insert.ts';
import { deref, type Entry, entryOf, type MapNode, type Node, textAt, valueAt } from '../../document/node.ts';
import type { Body } from '../../document/resource.ts';
import type { Edit } from '../problem.ts';

/** autoscaling/v2 writes `target: {type, averageUtilization}` where v2beta1 had `targetAverageUtilization`; v2beta2 needs nothing. */
export function rewriteAutoscaler(body: Body): Edit[] {
  if (body.apiVersion !== 'autoscaling/v2beta1') return [];
  const metrics = valueAt(valueAt(body.node, 'spec'), 'metrics');
  const list = metrics === undefined ? undefined : deref(metrics);
  if (list?.kind !== 'list') return [];
  return list.items.flatMap((metric) => metricEdits(body.tree.text, metric));
}

const targets: Readonly<Record<string, readonly [type: string, field: string]>> = {
  targetAverageUtilization: ['Utilization', 'averageUtilization'],
  targetAverageValue: ['AverageValue', 'averageValue'],
  targetValue: ['Value', 'value'],
};

function metricEdits(text: string, metric: Node): Edit[] {
  const type = textAt(metric, 'type') ?? '';
  const source = valueAt(metric, type.charAt(0).toLowerCase() + type.slice(1));
  const map = source === undefined ? undefined : deref(source);
  if (map?.kind !== 'map') return [];
  return [...targetEdits(text, map), ...nameEdits(text, type, map)];
}

function targetEdits(text: string, map: MapNode): Edit[] {
  for (const [old, [type, field]] of Object.entries(targets)) {
    const entry = entryOf(map, old);
    if (entry !== undefined)
      return [replaced(text, map, entry, 'target', [`type: ${type}`, `${field}: ${written(text, entry)}`])];
  }
  return [];
}

/** `metricName: x` becomes `metric: {name: x}`, but not for resources, which keep `name`. */
function nameEdits(text: string, type: string, map: MapNode): Edit[] {
  const entry = entryOf(map, 'metricName');
  if (entry === undefined || type === 'Resource') return [];
  return [replaced(text, map, entry, 'metric', [`name: ${written(text, entry)}`])];
}

function replaced(text: string, map: MapNode, entry: Entry, key: string, fields: readonly string[]): Edit {
  const indent = ' '.repeat(columnOf(text, entry.key.start) + 2);
  const value = map.flow ? ` {${fields.join(', ')}}` : fields.map((field) => `\n${indent}${field}`).join('');
  return { start: entry.key.start, end: endOf(text, entry.value), text: `${key}:${value}` };
}

function written(text: string, entry: Entry): string {
  return text.slice(entry.value.start, endOf(text, entry.value));
}
