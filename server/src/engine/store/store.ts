import type { GroupKind, Key } from '../api/key.ts';
import { groupKind, splitKey } from '../api/key.ts';
import type { ApiObject, Labels } from '../api/meta.ts';
import { controllerOf } from '../api/meta.ts';
import type { Pod } from '../api/pod.ts';
import type { Applied } from './change.ts';
import type { StoreView } from './view.ts';

/**
 * The state of the cluster at one moment: objects by key with the indexes that controllers ask.
 * The one mutable cell of a run; `apply` takes changes that the API server has already accepted.
 */
export class Store implements StoreView {
  resourceVersion = 0;
  readonly #objects = new Map<Key, ApiObject>();
  readonly #byKind = new Map<GroupKind, Map<Key, ApiObject>>();
  readonly #byNamespace = new Map<string, Map<Key, ApiObject>>();
  readonly #byOwner = new Map<string, Map<Key, ApiObject>>();
  readonly #byNode = new Map<string, Map<Key, Pod>>();
  readonly #byUid = new Map<string, Key>();
  readonly #podsByLabel = new Map<string, Map<Key, Pod>>();
  readonly #changes = new Map<GroupKind, Applied[]>();

  get(key: Key): ApiObject | undefined {
    return this.#objects.get(key);
  }

  list(kind: GroupKind, namespace?: string): readonly ApiObject[] {
    const found = namespace === undefined ? this.#byKind.get(kind) : this.#byNamespace.get(`${kind}/${namespace}`);
    return found === undefined ? [] : [...found.values()];
  }

  podsOnNode(node: string): readonly Pod[] {
    const found = this.#byNode.get(node);
    return found === undefined ? [] : [...found.values()];
  }

  controlledBy(uid: string, kind: GroupKind): readonly ApiObject[] {
    const dot = kind.indexOf('.');
    const short = dot < 0 ? kind : kind.slice(0, dot);
    return this.ownedBy(uid).filter(
      (object) =>
        object.kind === short &&
        controllerOf(object)?.uid === uid &&
        (dot < 0 ? !object.apiVersion.includes('/') : groupKind(object.apiVersion, object.kind) === kind),
    );
  }

  ownedBy(uid: string): readonly ApiObject[] {
    const found = this.#byOwner.get(uid);
    return found === undefined ? [] : [...found.values()];
  }

  byUid(uid: string): ApiObject | undefined {
    const key = this.#byUid.get(uid);
    return key === undefined ? undefined : this.#objects.get(key);
  }

  podsWithLabels(namespace: string, labels: Labels): readonly Pod[] {
    const wanted = Object.entries(labels);
    let smallest: { readonly name: string; readonly pods: Map<Key, Pod> } | undefined;
    for (const [name, value] of wanted) {
      const pods = this.#podsByLabel.get(`${namespace}/${name}=${value}`);
      if (pods === undefined) return [];
      if (smallest === undefined || pods.size < smallest.pods.size) smallest = { name, pods };
    }
    if (smallest === undefined) return this.list('Pod', namespace) as readonly Pod[];
    const others = wanted.filter(([name]) => name !== smallest.name);
    const found = [...smallest.pods.values()];
    return others.length === 0
      ? found
      : found.filter((pod) => others.every(([name, value]) => pod.metadata.labels?.[name] === value));
  }

  kinds(): readonly GroupKind[] {
    return [...this.#byKind].filter(([, objects]) => objects.size > 0).map(([kind]) => kind);
  }

  changesOf(kind: GroupKind): readonly Applied[] {
    return this.#changes.get(kind) ?? [];
  }

  /** Takes the change over; the indexes follow. An update keeps the object's place in every list it stays in. */
  apply(change: Applied): void {
    const { key, before, after } = change;
    this.#place(key, before, after);
    const { kind, namespace } = splitKey(key);
    const changes = this.#changes.get(kind);
    if (changes === undefined) this.#changes.set(kind, [change]);
    else changes.push(change);
    move(this.#byKind, key, before && [kind], after && [kind], after);
    move(this.#byNamespace, key, before && [`${kind}/${namespace}`], after && [`${kind}/${namespace}`], after);
    move(this.#byOwner, key, before && owners(before), after && owners(after), after);
    if (kind !== 'Pod') return;
    move(this.#byNode, key, before && nodes(before as Pod), after && nodes(after as Pod), after as Pod | null);
    move(this.#podsByLabel, key, before && labels(before), after && labels(after), after as Pod | null);
  }

  #place(key: Key, before: ApiObject | null, after: ApiObject | null): void {
    if (before?.metadata.uid !== undefined && before.metadata.uid !== after?.metadata.uid)
      this.#byUid.delete(before.metadata.uid);
    if (after === null) {
      this.#objects.delete(key);
      return;
    }
    this.#objects.set(key, after);
    if (after.metadata.uid !== undefined) this.#byUid.set(after.metadata.uid, key);
  }
}

const owners = (object: ApiObject): string[] => object.metadata.ownerReferences?.map((owner) => owner.uid) ?? [];
const nodes = (pod: Pod): string[] => (pod.spec?.nodeName ? [pod.spec.nodeName] : []);
const labels = (object: ApiObject): string[] =>
  Object.entries(object.metadata.labels ?? {}).map(
    ([name, value]) => `${object.metadata.namespace ?? ''}/${name}=${value}`,
  );

function move<T extends ApiObject>(
  index: Map<string, Map<Key, T>>,
  key: Key,
  from: string[] | null,
  to: string[] | null,
  after: T | null,
): void {
  for (const slot of from ?? []) {
    if (to?.includes(slot)) continue;
    const members = index.get(slot);
    members?.delete(key);
    if (members?.size === 0) index.delete(slot);
  }
  if (after === null) return;
  for (const slot of to ?? []) {
    const members = index.get(slot);
    if (members === undefined) index.set(slot, new Map([[key, after]]));
    else members.set(key, after);
  }
}
