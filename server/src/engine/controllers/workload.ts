import type { ApiObject } from '../api/meta.ts';

/**
 * Whether a workload has what the API server never stores it without: a pod template with containers, and a selector.
 * A saved cluster may bring others; controllers leave them alone.
 */
export function isWorkload(object: ApiObject | undefined): boolean {
  const spec = objectAt(object, 'spec');
  const template = objectAt(objectAt(spec, 'template'), 'spec');
  return Array.isArray(template?.['containers']) && objectAt(spec, 'selector') !== undefined;
}

function objectAt(parent: unknown, field: string): Readonly<Record<string, unknown>> | undefined {
  if (typeof parent !== 'object' || parent === null) return undefined;
  const child = (parent as Readonly<Record<string, unknown>>)[field];
  return typeof child === 'object' && child !== null ? (child as Readonly<Record<string, unknown>>) : undefined;
}
