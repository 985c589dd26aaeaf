import { isFields } from '#engine/patch/json.ts';
import { listStrategy } from '#engine/patch/mergeKeys.ts';

/** One step into an object: a field, an item of a list by its keys, a member of a set. */
export type Element =
  | { readonly field: string }
  | { readonly keys: Readonly<Record<string, unknown>> }
  | { readonly value: unknown };

/** From the object down. */
export type FieldPath = readonly Element[];

/** Fields of an object, by the text of their paths: `.spec.template.spec.containers[name="web"].image`. */
export type FieldSet = ReadonlyMap<string, FieldPath>;

/** The path as messages of the API server write it. */
export function pathText(path: FieldPath): string {
  return path.map(elementText).join('');
}

function elementText(element: Element): string {
  if ('field' in element) return `.${element.field}`;
  if ('value' in element) return `[=${JSON.stringify(element.value)}]`;
  const keys = Object.entries(element.keys).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `[${keys.join(',')}]`;
}

/**
 * The fields that an object says something of, each with its value: the leaves, and the items of lists. What is written as a whole (most
 * lists, selectors, references to keys) is one leaf. `kind` undefined: a custom resource, whose lists are leaves.
 * Follows the list and map types in the schemas of kubernetes staging/src/k8s.io/api.
 */
export function fieldsOf(kind: string | undefined, object: unknown): ReadonlyMap<string, Leaf> {
  const found = new Map<string, Leaf>();
  collect(kind, object, { path: [], names: [] }, found);
  for (const ignored of notOwned) for (const text of found.keys()) if (isUnder(text, ignored)) found.delete(text);
  return found;
}

/** A field that is owned as a whole. */
export interface Leaf {
  readonly path: FieldPath;
  /** Undefined for an item of a list, whose fields are leaves of their own. */
  readonly value: unknown;
}

/** What nobody manages: it says which object it is, or belongs to the server. */
const notOwned = [
  '.apiVersion',
  '.kind',
  '.metadata.name',
  '.metadata.namespace',
  '.metadata.uid',
  '.metadata.creationTimestamp',
  '.metadata.generation',
  '.metadata.resourceVersion',
  '.metadata.managedFields',
  '.metadata.deletionTimestamp',
  '.metadata.deletionGracePeriodSeconds',
];

/** Whether the path of that text is the field's, or one below it. */
export function isUnder(text: string, field: string): boolean {
  return text === field || text.startsWith(`${field}.`) || text.startsWith(`${field}[`);
}

interface Place {
  readonly path: FieldPath;
  /** The names of the fields alone, as merge strategies count them. */
  readonly names: readonly string[];
}

function collect(kind: string | undefined, value: unknown, at: Place, found: Map<string, Leaf>): void {
  if (value === undefined) return;
  if (isFields(value) && Object.keys(value).length > 0 && !isAtomic(at.names)) {
    for (const [name, inner] of Object.entries(value))
      collect(kind, inner, { path: [...at.path, { field: name }], names: [...at.names, name] }, found);
    return;
  }
  const keys = Array.isArray(value) && value.length > 0 ? keysOfItems(kind, at.names) : undefined;
  if (keys === undefined) found.set(pathText(at.path), { path: at.path, value });
  else for (const item of value as readonly unknown[]) collectItem(kind, item, keys, at, found);
}

function collectItem(
  kind: string | undefined,
  item: unknown,
  keys: readonly string[] | 'set',
  at: Place,
  found: Map<string, Leaf>,
): void {
  const element = keys === 'set' || !isFields(item) ? { value: item } : { keys: keysIn(item, keys) };
  const path = [...at.path, element];
  found.set(pathText(path), { path, value: undefined });
  if (keys !== 'set' && isFields(item))
    for (const [name, inner] of Object.entries(item))
      collect(kind, inner, { path: [...path, { field: name }], names: [...at.names, name] }, found);
}

/** What an item of a list is known by; a protocol that is not said is TCP. */
export function keysIn(
  item: Readonly<Record<string, unknown>>,
  keys: readonly string[],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(keys.map((name) => [name, item[name] ?? (name === 'protocol' ? 'TCP' : '')]));
}

/** By which fields an item is known: like a merge patch's, but ports by their protocol, too. */
function keysOfItems(kind: string | undefined, names: readonly string[]): readonly string[] | 'set' | undefined {
  const strategy = kind === undefined ? undefined : listStrategy(kind, names);
  if (strategy === undefined || strategy === 'set') return strategy;
  const { key } = strategy;
  if (names.at(-1) === 'ports') return [key, 'protocol'];
  return key === 'topologyKey' ? [key, 'whenUnsatisfiable'] : [key];
}

const atomic =
  /^(selector|labelSelector|nodeSelector|namespaceSelector|podSelector|nodeSelectorTerms|configMapKeyRef|secretKeyRef|fieldRef|resourceFieldRef|claimRef|secretRef|roleRef|scopeSelector|scaleTargetRef)$/;

/** Selectors and references are written as a whole. */
function isAtomic(names: readonly string[]): boolean {
  return atomic.test(names.at(-1) ?? '');
}
