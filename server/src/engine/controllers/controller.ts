import type { GroupKind, Key } from '../api/key.ts';
import type { ApiObject } from '../api/meta.ts';
import type { Conditions } from '../conditions.ts';
import type { Random } from '../random.ts';
import type { Api, ControllerApi } from '../store/api.ts';
import type { Applied } from '../store/change.ts';
import type { StoreView } from '../store/view.ts';
import type { Millis } from '../time.ts';
import type { Assumption, Note } from '../trace/trace.ts';

/**
 * One loop of the control plane. `reconcile` reads all, decides once, writes through `context.api`; it never throws and keeps
 * no more state than its upstream does (back-offs, timers, caches of decisions), because a new one is made for each run.
 */
export interface Controller {
  /** The actor of its entries, as in the source of its events: `deployment-controller`. */
  readonly name: string;
  /** Which change wakes which key. */
  readonly watches: readonly Watch[];
  reconcile(key: Key, context: Context): Requeue | undefined;
  /** Keys to wake when a fault begins or ends (a node down, an image that changes its behaviour). */
  onFault?(fault: Fault, view: StoreView): Iterable<Key>;
}

export interface Watch {
  /** `*`: every kind. */
  readonly kind: GroupKind;
  /** The keys to reconcile after this change. */
  keys(change: Applied, view: StoreView): Iterable<Key>;
}

/** Makes a controller for one run. */
export type ControllerFactory = () => Controller;

/**
 * `after`: the same key (or the one named) again so much later; of several such waits of a key the earliest is kept. `retry`: it failed;
 * again after the work queue's back-off (5 ms · 2ⁿ, at most 1000 s), at most so many times in a row as `most` says.
 */
export type Requeue = { readonly after: Millis; readonly key?: Key } | { readonly retry: true; readonly most?: number };

export type Fault =
  | { readonly kind: 'node'; readonly name: string; readonly state: 'down' | 'up' | 'removed' }
  | { readonly kind: 'image'; readonly match: string }
  | { readonly kind: 'container'; readonly pod: Key; readonly container: string; readonly code: number };

export interface Context {
  /** A change (or fault) that was watched, or a timer of the controller's own, which knows of no change that is still on its way. */
  readonly wokenBy: 'change' | 'timer';
  readonly now: Millis;
  readonly view: StoreView;
  readonly api: ControllerApi;
  /** The same API for an actor within this controller: the kubelet of one node acts as `kubelet/n1`. */
  apiOf(host: string): Api;
  /** What is assumed of machines and images at this moment. */
  readonly conditions: Conditions;
  /** The stream of chance of this controller. */
  readonly random: Random;
  /** metav1.Time of now (whole seconds). */
  timestamp(): string;
  /** Records something that changes no object. */
  note(topic: Note['topic'], text: string, key?: Key, data?: unknown): void;
  /** Marks the next write as resting on chance or on an assumed delay. */
  assume(assumption: Assumption): void;
}

/** Watch helpers: the changed object's own key; the key of its controller of a given kind. */
export function own(change: Applied): Key[] {
  return [change.key];
}

export function either(change: Applied): ApiObject {
  return (change.after ?? change.before) as ApiObject;
}
