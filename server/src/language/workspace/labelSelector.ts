import type { Labels } from '#engine/api/meta.ts';
import type { LabelSelector, LabelSelectorRequirement } from '#engine/api/selector.ts';

/** A LabelSelector out of whatever stands in a manifest: labels and values that are texts, or null, which Go reads as ''. Undefined where no map stands. */
export function labelSelectorOf(value: unknown): LabelSelector | undefined {
  if (!isMap(value)) return undefined;
  const { matchLabels, matchExpressions } = value;
  return {
    ...(isMap(matchLabels) ? { matchLabels: textsOf(matchLabels) } : {}),
    ...(Array.isArray(matchExpressions) ? { matchExpressions: matchExpressions.map(requirementIn) } : {}),
  };
}

/** The texts of a map of strings: the selector of a Service. Undefined where no map stands. */
export function labelsIn(value: unknown): Labels | undefined {
  return isMap(value) ? textsOf(value) : undefined;
}

function textsOf(map: Readonly<Record<string, unknown>>): Labels {
  return Object.fromEntries(
    Object.entries(map).flatMap(([key, item]) =>
      typeof item === 'string' ? [[key, item]] : item === null ? [[key, '']] : [],
    ),
  );
}

function requirementIn(item: unknown): LabelSelectorRequirement {
  const { key, operator, values } = isMap(item) ? item : {};
  return {
    key: typeof key === 'string' ? key : '',
    operator: typeof operator === 'string' ? operator : '',
    values: Array.isArray(values) ? values.filter((one) => typeof one === 'string') : [],
  };
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
