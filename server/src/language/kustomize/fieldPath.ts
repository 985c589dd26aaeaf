import type { Json } from '../document/value.ts';

/**
 * The values at a field path of kustomize: names between dots, `[key=value]` for items of a list, an index, `*` for all of them, `[a.b]`
 * or `a\.b` for a name with dots.
 */
export function valuesAt(value: Json, path: string): readonly Json[] {
  return stepsOf(path).reduce<readonly Json[]>((all, step) => all.flatMap((one) => below(one, step)), [value]);
}

/**
 * The value with what `change` makes of each place that the path leads to; undefined where it leads to none. With `create` the names that
 * are missing are made.
 */
export function replaceAt(
  value: Json,
  path: string,
  create: boolean,
  change: (before: Json | undefined) => Json,
): Json | undefined {
  return replace(value, stepsOf(path), create, change);
}

function stepsOf(path: string): string[] {
  const steps = path.match(/\[[^\]]*\]|(?:\\.|[^.[\\])+/g) ?? [];
  return steps.map((step) => {
    if (!step.startsWith('[')) return step.replace(/\\(.)/g, '$1');
    return step.includes('=') ? step : step.slice(1, -1);
  });
}

/** Where a step leads within a value: the keys of a map, the indices of a list. */
function keysOf(value: Json, step: string): readonly (string | number)[] {
  if (typeof value !== 'object' || value === null) return [];
  if (!Array.isArray(value)) {
    if (step === '*') return Object.keys(value);
    return Object.hasOwn(value, step) ? [step] : [];
  }
  const items = value as readonly Json[];
  const [, key, wanted] = /^\[([^=]+)=([^\]]*)\]$/.exec(step) ?? [];
  if (key !== undefined) return [...items.keys()].filter((index) => fieldText(items[index], key) === wanted);
  if (step === '*') return [...items.keys()];
  const index = /^\d+$/.test(step) ? Number(step) : -1;
  return index >= 0 && index < items.length ? [index] : [];
}

function fieldText(item: Json | undefined, key: string): string | undefined {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined;
  const found = (item as Readonly<Record<string, Json>>)[key];
  return found === undefined ? undefined : String(found);
}

function below(value: Json, step: string): readonly Json[] {
  return keysOf(value, step).map((key) => (value as Readonly<Record<string | number, Json>>)[key] ?? null);
}

function replace(
  value: Json | undefined,
  [step, ...rest]: readonly string[],
  create: boolean,
  change: (before: Json | undefined) => Json,
): Json | undefined {
  if (step === undefined) return change(value);
  const keys = keysOf(value ?? null, step);
  if (keys.length > 0) return replaceKeys(value as Json, keys, rest, create, change);
  const isMap = value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value));
  if (!create || !isMap || step.startsWith('[') || step === '*') return undefined;
  const made = replace(undefined, rest, create, change);
  return made === undefined ? undefined : { ...((value ?? {}) as object), [step]: made };
}

function replaceKeys(
  value: Json,
  keys: readonly (string | number)[],
  rest: readonly string[],
  create: boolean,
  change: (before: Json | undefined) => Json,
): Json | undefined {
  const from = value as Readonly<Record<string | number, Json>>;
  const made = keys.flatMap((key) => {
    const next = replace(from[key], rest, create, change);
    return next === undefined ? [] : [[key, next] as const];
  });
  if (made.length === 0) return undefined;
  if (!Array.isArray(value)) return { ...(value as object), ...Object.fromEntries(made) };
  const byIndex = new Map<string | number, Json>(made);
  return (value as readonly Json[]).map((one, index) => byIndex.get(index) ?? one);
}
