import type { GroupKind, Key } from '../api/key.ts';
import type { ApiObject, Labels } from '../api/meta.ts';
import type { Pod } from '../api/pod.ts';
import type { Applied } from './change.ts';

/** What controllers, the scheduler and printers read. Objects are immutable; lists come in order of creation. */
export interface StoreView {
  get(key: Key): ApiObject | undefined;
  /** All objects of a kind, of one namespace if given. */
  list(kind: GroupKind, namespace?: string): readonly ApiObject[];
  /** Pods bound to a node (`spec.nodeName`), in order of binding. */
  podsOnNode(node: string): readonly Pod[];
  /** Objects of a kind whose controller owner reference carries this uid. */
  controlledBy(uid: string, kind: GroupKind): readonly ApiObject[];
  /** Objects of any kind with an owner reference (controller or not) to this uid. */
  ownedBy(uid: string): readonly ApiObject[];
  byUid(uid: string): ApiObject | undefined;
  /** Pods of a namespace whose labels contain all of these. */
  podsWithLabels(namespace: string, labels: Labels): readonly Pod[];
  /** Kinds that have at least one object. */
  kinds(): readonly GroupKind[];
  /** Every change of a kind so far, in order; the list only grows, so that a reader need not look twice at what it has read. */
  changesOf(kind: GroupKind): readonly Applied[];
  /** The newest resourceVersion. */
  readonly resourceVersion: number;
}
