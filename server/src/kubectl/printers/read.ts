import { isFields } from '#engine/patch/json.ts';

/** What stands at a path of field names (`spec.replicas`); undefined where nothing does. */
export function read(value: unknown, path: string): unknown {
  let at = value;
  for (const name of path.split('.')) at = isFields(at) ? at[name] : undefined;
  return at;
}

/** The number at a path; `otherwise` (0) where there is none. */
export function readNumber(value: unknown, path: string, otherwise = 0): number {
  const found = read(value, path);
  return typeof found === 'number' ? found : otherwise;
}

/** The text at a path, `otherwise` where there is none or it is empty. */
export function readText(value: unknown, path: string, otherwise = ''): string {
  const found = read(value, path);
  return found === undefined || found === null || found === '' ? otherwise : String(found);
}

/** The list at a path; empty where there is none. */
export function readList(value: unknown, path: string): readonly unknown[] {
  const found = read(value, path);
  return Array.isArray(found) ? found : [];
}

/** The map at a path; empty where there is none. */
export function readMap(value: unknown, path: string): Readonly<Record<string, unknown>> {
  const found = read(value, path);
  return isFields(found) ? found : {};
}

/** `a=1,b=2` in order of the keys; `<none>` for no labels. */
export function labelsText(labels: Readonly<Record<string, unknown>>, separator = ','): string {
  const names = Object.keys(labels).sort();
  return names.length === 0 ? '<none>' : names.map((name) => `${name}=${labels[name]}`).join(separator);
}
