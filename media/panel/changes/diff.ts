import type { ApiObject } from '#engine/api/meta.ts';
import { isRecord } from '../record.ts';

/** One field that differs between two states of an object. */
export interface FieldDiff {
  /** `spec.template.spec.containers[0].image`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Fields that change with every write and say nothing to a person. */
const noise: ReadonlySet<string> = new Set([
  ...[
    'metadata.resourceVersion',
    'metadata.managedFields',
    'metadata.generation',
    'metadata.uid',
    'metadata.creationTimestamp',
  ],
  ...[
    'status.observedGeneration',
    'lastTimestamp',
    'metadata.annotations.kubectl.kubernetes.io/last-applied-configuration',
  ],
]);

const noisyEnds: readonly string[] = [
  'lastTransitionTime',
  'lastUpdateTime',
  'lastProbeTime',
  'lastHeartbeatTime',
  'observedGeneration',
];

/** The fields that differ, in the order of the later object; at most `most`. */
export function fieldDiffs(before: ApiObject | null, after: ApiObject | null, most = 60): readonly FieldDiff[] {
  const found: FieldDiff[] = [];
  compare('', before ?? undefined, after ?? undefined, found, most);
  return found;
}

/** A value as short text: `3`, `nginx:v2`; a condition as its status. */
export function valueText(value: unknown): string {
  if (value === undefined) return '–';
  if (isRecord(value) && typeof value['status'] === 'string') return value['status'];
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function compare(path: string, before: unknown, after: unknown, found: FieldDiff[], most: number): void {
  if (before === after || found.length >= most || noise.has(path) || noisyEnds.some((end) => path.endsWith(`.${end}`)))
    return;
  if (Array.isArray(before) && Array.isArray(after)) {
    const [old, fresh] = [named(before), named(after)];
    for (const name of new Set([...fresh.keys(), ...old.keys()]))
      compare(`${path}[${name}]`, old.get(name), fresh.get(name), found, most);
    return;
  }
  if (isRecord(before) && isRecord(after)) {
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)]))
      compare(path === '' ? name : `${path}.${name}`, before[name], after[name], found, most);
    return;
  }
  found.push({ path, before, after });
}

/** The items of a list by what tells them apart: conditions by their type, everything else by its place. */
function named(items: readonly unknown[]): ReadonlyMap<string, unknown> {
  return new Map(
    items.map((item, i) => [
      isRecord(item) && typeof item['type'] === 'string' && 'status' in item ? item['type'] : String(i),
      item,
    ]),
  );
}
