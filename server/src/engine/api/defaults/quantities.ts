import { formatQuantity, parseQuantity, roundUpToMilli } from '../quantity.ts';
import { type Draft, isDraft } from './draft.ts';

/** Fields that hold a map from resource to quantity, wherever they stand. */
const lists = new Set([
  'limits',
  'requests',
  'capacity',
  'allocatable',
  'hard',
  'used',
  'overhead',
  'default',
  'defaultRequest',
  'max',
  'min',
  'maxLimitRequestRatio',
]);
/** Fields that are one quantity, and the objects in which these names mean one. */
const scalars = ['sizeLimit', 'averageValue', 'value', 'divisor'];
const owners = new Set(['emptyDir', 'target', 'resourceFieldRef']);

/** Writes every quantity as the API server does; texts that are no quantities stay. Follows kubernetes pkg/apis/core/v1/defaults.go SetDefaults_ResourceList. */
export function canonicalQuantities(draft: Draft): void {
  for (const [field, value] of Object.entries(draft)) {
    if (Array.isArray(value)) for (const item of value) if (isDraft(item)) canonicalQuantities(item);
    if (isDraft(value)) canonicalIn(field, value);
  }
}

function canonicalIn(field: string, value: Draft): void {
  if (lists.has(field)) canonicalList(value);
  if (!owners.has(field)) canonicalQuantities(value);
  else for (const name of scalars) if (value[name] !== undefined) value[name] = canonical(value[name], false);
}

function canonicalList(list: Draft): void {
  for (const [resource, quantity] of Object.entries(list)) list[resource] = canonical(quantity, true);
}

function canonical(value: unknown, rounds: boolean): unknown {
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  const parsed = parseQuantity(value);
  if (!parsed.ok) return value;
  return formatQuantity(rounds ? roundUpToMilli(parsed.value) : parsed.value);
}
