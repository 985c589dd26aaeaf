import { applyDefaults } from '../api/defaults/defaults.ts';
import type { GroupKind, Key } from '../api/key.ts';
import { groupKind, key as keyFrom, keyOf, splitKey } from '../api/key.ts';
import { kindInfo } from '../api/kinds.ts';
import type { ApiObject } from '../api/meta.ts';
import type { Pod } from '../api/pod.ts';
import type { Status } from '../api/status.ts';
import { validateCreate, validateUpdate } from '../api/validation/validate.ts';
import type { Conditions } from '../conditions.ts';
import { equal } from '../equal.ts';
import type { Random } from '../random.ts';
import { randomStream } from '../random.ts';
import type { Result } from '../result.ts';
import { ok, refused } from '../result.ts';
import type { Millis } from '../time.ts';
import { timestamp } from '../time.ts';
import { admissionPlugins } from './admission/registry.ts';
import type { DeleteOptions } from './api.ts';
import { boundPod } from './binding.ts';
import type { Applied, Outcome, Rejected } from './change.ts';
import { deletionOf, endsDeletion, markedPod, podDeletionOf } from './deletion.ts';
import { mayEvict, withDisruptionTarget } from './eviction.ts';
import { newUid, withGeneratedName } from './generatedNames.ts';
import { hasGeneration, isSameSpec, keptMetadata, withMetadata } from './metadata.ts';
import { alreadyExists, conflict, invalid, notFound, staleness } from './refusals.ts';
import type { Store } from './store.ts';
import { strategies } from './strategies/registry.ts';
import type { AdmissionRequest, Door, Strategy } from './strategy.ts';

/** The door to the store: admission, defaulting, validation, names and versions. Holds the generators and allocators of one run. */
export class ApiServer {
  readonly #store: Store;
  readonly #conditions: Conditions;
  readonly #random: Random;
  readonly #uids: Random;
  readonly #strategies: ReadonlyMap<GroupKind, Strategy>;

  constructor(store: Store, conditions: Conditions, seed: number) {
    this.#store = store;
    this.#conditions = conditions;
    this.#random = randomStream(seed, 'names');
    this.#uids = randomStream(seed, 'uids');
    this.#strategies = new Map(strategies.map((make) => make()).map((strategy) => [strategy.kind, strategy]));
  }

  /** What a create would store, without storing it: admission, defaulting and validation (`--dry-run=server`). */
  dryRun(object: ApiObject, now: Millis): Result<ApiObject, Status> {
    const kind = groupKind(object.apiVersion, object.kind);
    const named = this.#named(object, kind);
    if (this.#store.get(keyOf(named)) !== undefined) return refused(alreadyExists(kind, named.metadata.name));
    const admitted = this.#admitted(named, kind, now);
    return admitted.ok && kind === 'Pod' ? ok(withoutPodGeneration(admitted.value)) : admitted;
  }

  /** The same for an update of an object that is there. */
  dryRunUpdate(object: ApiObject, now: Millis): Result<ApiObject, Status> {
    const { kind, old } = this.#target(object);
    return old.ok ? this.#admittedUpdate(object, old.value, kind, now) : old;
  }

  create(object: ApiObject, now: Millis): Outcome {
    const kind = groupKind(object.apiVersion, object.kind);
    const named = this.#named(object, kind);
    const key = keyOf(named);
    if (this.#store.get(key) !== undefined) return rejected('create', key, alreadyExists(kind, named.metadata.name));
    const admitted = this.#admitted(named, kind, now);
    if (!admitted.ok) return rejected('create', key, admitted.error);
    return this.#apply('create', key, null, this.#versioned(admitted.value));
  }

  update(object: ApiObject, now: Millis): Outcome {
    const { kind, key, old: found } = this.#target(object);
    if (!found.ok) return rejected('update', key, found.error);
    const old = found.value;
    const admitted = this.#admittedUpdate(object, old, kind, now);
    if (!admitted.ok) return rejected('update', key, admitted.error);
    const next = admitted.value;
    if (equal(next, old)) return unchanged(key, old);
    return endsDeletion(next) ? this.#remove(key, old) : this.#apply('update', key, old, this.#versioned(next));
  }

  /** The update of `ControllerApi.replace`. */
  replace(object: ApiObject): Outcome {
    const { key, old: found } = this.#target(object);
    if (!found.ok) return rejected('update', key, found.error);
    const old = found.value;
    const next = withMetadata(object, keptMetadata(object, old));
    if (equal(next, old)) return unchanged(key, old);
    return this.#apply('update', key, old, this.#versioned(counted(next, old)));
  }

  updateStatus(object: ApiObject): Outcome {
    const { kind, key, old: found } = this.#target(object);
    if (!found.ok) return rejected('update', key, found.error);
    const old = found.value;
    const keeps = this.#strategies.get(kind)?.statusKeepsAnnotations === true;
    const annotations =
      keeps && object.metadata.annotations !== undefined ? { annotations: object.metadata.annotations } : {};
    const next = { ...old, metadata: { ...old.metadata, ...annotations }, status: object['status'] };
    return equal(next, old) ? unchanged(key, old) : this.#apply('update', key, old, this.#versioned(next));
  }

  /** `onMarked` hears of a pod that is marked for deletion right before it goes. */
  delete(key: Key, options: DeleteOptions, now: Millis, onMarked: (marked: Applied) => void = () => {}): Outcome {
    const old = this.#store.get(key);
    const { kind, name } = splitKey(key);
    if (old === undefined) return rejected('delete', key, notFound(kind, name));
    if (options.uid !== undefined && options.uid !== old.metadata.uid) {
      const why = `the UID in the precondition (${options.uid}) does not match the UID in record (${old.metadata.uid}). The object might have been deleted and then recreated`;
      return rejected(
        'delete',
        key,
        conflict(kind, name, `Precondition failed: UID in precondition: ${options.uid}, UID in object meta: ${why}`),
      );
    }
    const kept = this.#strategies.get(kind)?.keepsFromDeletion?.(old);
    if (kept !== undefined) return rejected('delete', key, kept);
    const orphans = this.#strategies.get(kind)?.orphansByDefault === true;
    const deletion =
      kind === 'Pod'
        ? podDeletionOf(old as Pod, options, (seconds) => this.#timestamp(now + seconds * 1000))
        : deletionOf(old, options, orphans, this.#timestamp(now));
    if (deletion === 'gone' && kind === 'Pod' && old.metadata.deletionTimestamp === undefined) {
      const marked = this.#apply('update', key, old, this.#versioned(markedPod(old as Pod, this.#timestamp(now))));
      onMarked(marked);
      return this.#remove(key, marked.after ?? old);
    }
    if (deletion === 'gone') return this.#remove(key, old);
    if (deletion === 'unchanged') return unchanged(key, old);
    return this.#apply('update', key, old, this.#versioned(deletion));
  }

  /** `onStatus` writes the statuses that an accepted eviction changes before the pod is deleted: the budget's and the pod's own. */
  evict(key: Key, options: DeleteOptions, now: Millis, onStatus: (object: ApiObject) => void): Outcome {
    const pod = this.#store.get(key) as Pod | undefined;
    const { kind, name } = splitKey(key);
    if (pod === undefined) return rejected('evict', key, notFound(kind, name));
    const verdict = mayEvict(pod, this.#store, this.#timestamp(now));
    if (!verdict.ok) return rejected('evict', key, verdict.error);
    if (verdict.value !== undefined) onStatus(verdict.value);
    if (pod.metadata.deletionTimestamp === undefined) onStatus(withDisruptionTarget(pod, this.#timestamp(now)));
    return this.delete(key, options, now);
  }

  bind(key: Key, node: string, now: Millis): Outcome {
    const old = this.#store.get(key) as Pod | undefined;
    const { kind, name } = splitKey(key);
    if (old === undefined) return rejected('bind', key, notFound(kind, name));
    if (old.spec.nodeName)
      return rejected(
        'bind',
        key,
        conflict(kind, name, `pod ${name} is already assigned to node "${old.spec.nodeName}"`),
      );
    return this.#apply('update', key, old, this.#versioned(boundPod(old, node, this.#timestamp(now))));
  }

  /** Stores as it is: bootstrap objects and Events, which pass no admission. */
  put(object: ApiObject, now: Millis): Applied {
    const key = keyOf(object);
    const before = this.#store.get(key) ?? null;
    const metadata = {
      ...object.metadata,
      uid: object.metadata.uid ?? newUid(this.#uids),
      creationTimestamp: object.metadata.creationTimestamp ?? this.#timestamp(now),
    };
    return this.#apply(before === null ? 'create' : 'update', key, before, this.#versioned({ ...object, metadata }));
  }

  #admitted(object: ApiObject, kind: GroupKind, now: Millis): Result<ApiObject, Status> {
    const door = this.#door(now);
    const version = this.#conditions.kubernetesVersion;
    let next = applyDefaults(object, version);
    const created = {
      ...next.metadata,
      uid: newUid(this.#uids),
      creationTimestamp: door.timestamp,
      ...(hasGeneration(next) ? { generation: 1 } : {}),
    };
    next = { ...next, metadata: created };
    const prepared = this.#strategies.get(kind)?.prepareForCreate?.(next, door) ?? ok(next);
    if (!prepared.ok) return prepared;
    next = prepared.value;
    const admitted = admit({ verb: 'create', object: next }, door);
    if (!admitted.ok) return admitted;
    next = admitted.value;
    const causes = validateCreate(next, version);
    return causes.length > 0 ? refused(invalid(kind, next.metadata.name, causes)) : ok(next);
  }

  #admittedUpdate(object: ApiObject, old: ApiObject, kind: GroupKind, now: Millis): Result<ApiObject, Status> {
    const strategy = this.#strategies.get(kind);
    const door = this.#door(now);
    const version = this.#conditions.kubernetesVersion;
    const given = applyDefaults(this.#scoped(object, kind), version);
    let next = withMetadata(given, keptMetadata(object, old));
    if ('status' in old || 'status' in next) next = { ...next, status: old['status'] };
    const prepared = strategy?.prepareForUpdate?.(next, old, door) ?? ok(next);
    if (!prepared.ok) return prepared;
    const admitted = admit({ verb: 'update', object: prepared.value, old }, door);
    if (!admitted.ok) return admitted;
    next = admitted.value;
    const causes = validateUpdate(next, old, version);
    if (causes.length > 0) return refused(invalid(kind, object.metadata.name, causes));
    const { generation } = old.metadata;
    const moved =
      !isSameSpec(next, old) ||
      (strategy?.annotationsStartGenerations === true &&
        !equal(next.metadata.annotations ?? {}, old.metadata.annotations ?? {}));
    if (generation === undefined || !moved) return ok(next);
    return ok(withMetadata(next, { ...next.metadata, generation: generation + 1 }));
  }

  /** What an update of this object replaces, or why it cannot: there is none, or it is newer than the one that was read. */
  #target(object: ApiObject): { kind: GroupKind; key: Key; old: Result<ApiObject, Status> } {
    const kind = groupKind(object.apiVersion, object.kind);
    const key = keyOf(this.#scoped(object, kind));
    const old = this.#store.get(key);
    if (old === undefined) return { kind, key, old: refused(notFound(kind, object.metadata.name)) };
    const stale = staleness(object, old, kind);
    return { kind, key, old: stale === undefined ? ok(old) : refused(stale) };
  }

  #named(object: ApiObject, kind: GroupKind): ApiObject {
    const isTaken = (named: ApiObject): boolean => this.#store.get(keyOf(named)) !== undefined;
    return withGeneratedName(this.#scoped(object, kind), this.#random, isTaken);
  }

  #scoped(object: ApiObject, kind: GroupKind): ApiObject {
    const info = kindInfo(kind);
    if (info?.namespaced === false || object.metadata.namespace !== undefined) return object;
    if (info === undefined) return object;
    return { ...object, metadata: { ...object.metadata, namespace: 'default' } };
  }

  #remove(key: Key, old: ApiObject): Applied {
    this.#strategies.get(splitKey(key).kind)?.released?.(old);
    this.#store.resourceVersion++;
    return this.#apply('delete', key, old, null);
  }

  #apply(verb: Applied['verb'], key: Key, before: ApiObject | null, after: ApiObject | null): Applied {
    const change: Applied = { kind: 'applied', verb, key, before, after };
    this.#store.apply(change);
    return change;
  }

  #versioned(object: ApiObject): ApiObject {
    return { ...object, metadata: { ...object.metadata, resourceVersion: String(++this.#store.resourceVersion) } };
  }

  #door(now: Millis): Door {
    return { view: this.#store, conditions: this.#conditions, random: this.#random, timestamp: this.#timestamp(now) };
  }

  #timestamp(now: Millis): string {
    return timestamp(this.#conditions.startTime, now);
  }
}

function rejected(verb: Rejected['verb'], key: Key, status: Status): Rejected {
  return { kind: 'rejected', verb, key, status };
}

function unchanged(key: Key, old: ApiObject): Applied {
  return { kind: 'applied', verb: 'update', key, before: old, after: old };
}

function admit(request: AdmissionRequest, door: Door): Result<ApiObject, Status> {
  let { object } = request;
  for (const plugin of admissionPlugins) {
    const admitted = plugin.admit({ ...request, object }, door);
    if (!admitted.ok) return admitted;
    object = admitted.value;
  }
  return ok(object);
}

/** The key of an object named by kind, namespace and name, with the namespace left out for cluster-scoped kinds. */
export function keyFor(kind: GroupKind, namespace: string, name: string): Key {
  return keyFrom(kind, kindInfo(kind)?.namespaced === false ? '' : namespace, name);
}

/** The next generation where what is replaced is counted, and its content or its labels changed. */
function counted(next: ApiObject, old: ApiObject): ApiObject {
  const { generation } = old.metadata;
  if (generation === undefined) return next;
  if (isSameSpec(next, old) && equal(next.metadata.labels, old.metadata.labels)) return next;
  return withMetadata(next, { ...next.metadata, generation: generation + 1 });
}

/** The recorded dry runs, of a server before 1.33, count no generation of Pods. */
function withoutPodGeneration(pod: ApiObject): ApiObject {
  const { generation: _, ...metadata } = pod.metadata;
  return { ...pod, metadata };
}
