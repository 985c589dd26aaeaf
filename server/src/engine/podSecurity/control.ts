import type { Fields } from '../patch/json.ts';

/** A pod as the Pod Security Standards look at it. */
export interface CheckedPod {
  readonly annotations: Fields;
  readonly spec: Fields;
  /** In the order in which upstream visits them: init containers, containers, ephemeral ones. */
  readonly containers: readonly CheckedContainer[];
  /** The minor version of the standard. */
  readonly version: number;
  /** Windows has no such thing, as the pod says where it runs; from 1.25 on. */
  readonly windows: boolean;
  /** Root in the pod is nobody on the node, and the standard knows it; from 1.35 on. */
  readonly ownUsers: boolean;
}

/** A container of any sort, with its place. */
export interface CheckedContainer {
  readonly name: string;
  /** `containers[0]`, from the pod's spec. */
  readonly field: string;
  readonly value: Fields;
}

/** What a control finds: upstream's reason and detail, and the fields that are at fault, from the pod's spec. */
export interface Finding {
  readonly reason: string;
  readonly detail: string;
  readonly fields: readonly string[];
}

/** One control of the standards. */
export interface Control {
  /** Upstream's ID; they speak in the order of these. */
  readonly id: string;
  /** The control of "baseline" whose place this one takes at "restricted". */
  readonly overrides?: string;
  check(pod: CheckedPod): Finding | undefined;
}

/** A field that is at fault, and whose it is. */
export interface Fault {
  readonly container?: CheckedContainer;
  readonly field: string;
  readonly value?: string;
}

/** The value at a path of names; undefined where it leads nowhere. */
export function valueIn(value: unknown, path: string): unknown {
  let at = value;
  for (const name of path.split('.')) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Fields)[name];
  }
  return at ?? undefined;
}

/** The items of a list at a path. */
export function itemsIn(value: unknown, path: string): readonly unknown[] {
  const list = valueIn(value, path);
  return Array.isArray(list) ? list : [];
}

/** The value of one field of the pod and of each container, where it is written. */
export function written(pod: CheckedPod, path: string): (Fault & { readonly given: unknown })[] {
  const own = { field: path, given: valueIn(pod.spec, path) };
  return [own, ...inContainers(pod, path)].filter(({ given }) => given !== undefined);
}

/** The value of one field of each container, written or not. */
export function inContainers(
  pod: CheckedPod,
  path: string,
): (Fault & { readonly container: CheckedContainer; readonly given: unknown })[] {
  return pod.containers.map((container) => ({
    container,
    field: `${container.field}.${path}`,
    given: valueIn(container.value, path),
  }));
}

/** `pod and containers "a", "b"`: who is at fault. */
export function setters(faults: readonly Fault[]): string {
  const pod = faults.some(({ container }) => container === undefined) ? ['pod'] : [];
  return [...pod, ...containersOf(faults)].join(' and ');
}

/** `… must not set …`; undefined where nobody does. */
export function mustNotSet(what: string, reason: string, faults: readonly Fault[]): Finding | undefined {
  if (faults.length === 0) return undefined;
  return { reason, detail: `${setters(faults)} must not set ${what}`, fields: fieldsOf(faults) };
}

/** `container "a"`, `containers "a", "b"`; nothing where none is at fault. */
export function containersOf(faults: readonly Fault[]): string[] {
  const names = [...new Set(faults.flatMap(({ container }) => (container === undefined ? [] : [container.name])))];
  return names.length === 0 ? [] : [`${plural('container', names.length)} ${quoted(names)}`];
}

/** What was set, each once and in order. */
export function valuesOf(faults: readonly Fault[]): string[] {
  return [...new Set(faults.flatMap(({ value }) => value ?? []))].sort();
}

/** Where the faults stand, from the pod's spec. */
export function fieldsOf(faults: readonly Fault[]): string[] {
  return faults.map(({ field }) => field);
}

/** `"a", "b"`. */
export function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

/** The word, with an s unless there is one. */
export function plural(word: string, count: number): string {
  return count === 1 ? word : `${word}s`;
}
