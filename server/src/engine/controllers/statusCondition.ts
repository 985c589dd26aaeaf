import type { Condition } from '../api/meta.ts';

type Conditions = readonly Condition[] | undefined;

export function conditionOf(conditions: Conditions, type: string): Condition | undefined {
  return conditions?.find((condition) => condition.type === type);
}

/**
 * The conditions with this one. One of equal status and reason stays as it was; the time of transition is kept while the status is.
 * Follows kubernetes pkg/controller/deployment/util SetDeploymentCondition.
 */
export function withCondition(conditions: Conditions, condition: Condition): readonly Condition[] {
  const current = conditionOf(conditions, condition.type);
  if (current?.status === condition.status && current.reason === condition.reason) return conditions ?? [];
  const { lastTransitionTime } = current?.status === condition.status ? current : condition;
  const next = lastTransitionTime === undefined ? condition : { ...condition, lastTransitionTime };
  return [...withoutCondition(conditions, condition.type), next];
}

export function withoutCondition(conditions: Conditions, type: string): readonly Condition[] {
  return (conditions ?? []).filter((condition) => condition.type !== type);
}

/** Counts as the API server prints them: a zero or an empty list is left out. */
export function omitEmpty<T extends object>(status: T): T {
  const kept = Object.entries(status).filter(
    ([, value]) => value !== undefined && value !== 0 && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(kept) as T;
}
