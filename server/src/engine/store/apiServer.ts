import { applyDefaults } from '../api/defaults/defaults.ts';
import type { GroupKind, Key } from '../api/key.ts';
import { groupKind, key as keyFrom, keyOf, splitKey } from '../api/key.ts';
import { kindInfo } from '../api/kinds.ts';
import type { ApiObject, ObjectMeta } from '../api/meta.ts';
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
import type { Applied, Outcome, Rejected } from './change.ts';
import { mayEvict, withDisruptionTarget } from './eviction.ts';
import { alreadyExists, conflict, invalid, notFound } from './refusals.ts';
import type { Store } from './store.ts';
import { strategies } from './strategies/registry.ts';
import type { Door, Strategy } from './strategy.ts';

const suffixAlphabet = 'bcdfghjklmnpqrstvwxz2456789';
const maxGeneratedBase = 58;

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
    return this.#admitted(named, kind, now);
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
    const kind = groupKind(object.apiVersion, object.kind);
    const key = keyOf(this.#scoped(object, kind));
    const old = this.#store.get(key);
    if (old === undefined) return rejected('update', key, notFound(kind, object.metadata.name));
    const stale = staleness(object, old, kind);
    if (stale !== undefined) return rejected('update', key, stale);
    const strategy = this.#strategies.get(kind);
    const door = this.#door(now);
    let next = withMeta(
      applyDefaults(this.#scoped(object, kind), this.#conditions.kubernetesVersion),
      keptMeta(object, old),
    );
    if ('status' in old || 'status' in next) next = { ...next, status: old['status'] };
    const prepared = strategy?.prepareForUpdate?.(next, old, door) ?? ok(next);
    if (!prepared.ok) return rejected('update', key, prepared.error);
    next = prepared.value;
    for (const plugin of admissionPlugins) {
      const admitted = plugin.admit({ verb: 'update', object: next, old }, door);
      if (!admitted.ok) return rejected('update', key, admitted.error);
      next = admitted.value;
    }
    const causes = validateUpdate(next, old, this.#conditions.kubernetesVersion);
    if (causes.length > 0) return rejected('update', key, invalid(kind, object.metadata.name, causes));
    if (old.metadata.generation !== undefined && !sameButMeta(next, old))
      next = withMeta(next, { ...next.metadata, generation: old.metadata.generation + 1 });
    if (equal(next, old)) return { kind: 'applied', verb: 'update', key, before: old, after: old };
    if (
      next.metadata.deletionTimestamp !== undefined &&
      (next.metadata.finalizers ?? []).length === 0 &&
      kind !== 'Pod' &&
      kind !== 'Namespace'
    ) {
      return this.#remove(key, old);
    }
    return this.#apply('update', key, old, this.#versioned(next));
  }

  updateStatus(object: ApiObject): Outcome {
    const kind = groupKind(object.apiVersion, object.kind);
    const key = keyOf(this.#scoped(object, kind));
    const old = this.#store.get(key);
    if (old === undefined) return rejected('update', key, notFound(kind, object.metadata.name));
    const stale = staleness(object, old, kind);
    if (stale !== undefined) return rejected('update', key, stale);
    const keeps = this.#strategies.get(kind)?.statusKeepsAnnotations === true;
    const annotations =
      keeps && object.metadata.annotations !== undefined ? { annotations: object.metadata.annotations } : {};
    const next = { ...old, metadata: { ...old.metadata, ...annotations }, status: object['status'] };
    if (equal(next, old)) return { kind: 'applied', verb: 'update', key, before: old, after: old };
    return this.#apply('update', key, old, this.#versioned(next));
  }

  delete(key: Key, options: DeleteOptions, now: Millis): Outcome {
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
    if (kind === 'Pod') return this.#deletePod(key, old as Pod, options, now);
    const finalizers = finalizersFor(old, options.propagation);
    const spec = old['spec'] as { finalizers?: readonly string[] } | undefined;
    if (finalizers.length === 0 && !(kind === 'Namespace' && (spec?.finalizers ?? []).length > 0))
      return this.#remove(key, old);
    if (old.metadata.deletionTimestamp !== undefined && equal(finalizers, old.metadata.finalizers ?? [])) {
      return { kind: 'applied', verb: 'update', key, before: old, after: old };
    }
    const meta: ObjectMeta = {
      ...old.metadata,
      ...(finalizers.length > 0 ? { finalizers } : {}),
      deletionTimestamp: old.metadata.deletionTimestamp ?? this.#timestamp(now),
      deletionGracePeriodSeconds: 0,
      ...(old.metadata.generation === undefined ? {} : { generation: old.metadata.generation + 1 }),
    };
    const phase = kind === 'Namespace' ? { status: { ...(old['status'] as object), phase: 'Terminating' } } : {};
    return this.#apply('update', key, old, this.#versioned({ ...old, ...phase, metadata: meta }));
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

  bind(key: Key, node: string): Outcome {
    const old = this.#store.get(key) as Pod | undefined;
    const { kind, name } = splitKey(key);
    if (old === undefined) return rejected('bind', key, notFound(kind, name));
    if (old.spec.nodeName)
      return rejected(
        'bind',
        key,
        conflict(kind, name, `pod ${name} is already assigned to node "${old.spec.nodeName}"`),
      );
    return this.#apply('update', key, old, this.#versioned({ ...old, spec: { ...old.spec, nodeName: node } }));
  }

  /** A new uid from the run's own stream. */
  uid(): string {
    const hex = (count: number): string =>
      Array.from({ length: count }, () => this.#uids.next(16).toString(16)).join('');
    return `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[this.#uids.next(4)]}${hex(3)}-${hex(12)}`;
  }

  /** Stores as it is: bootstrap objects and Events, which pass no admission. */
  put(object: ApiObject, now: Millis): Applied {
    const key = keyOf(object);
    const before = this.#store.get(key) ?? null;
    const metadata = {
      ...object.metadata,
      uid: object.metadata.uid ?? this.uid(),
      creationTimestamp: object.metadata.creationTimestamp ?? this.#timestamp(now),
    };
    return this.#apply(before === null ? 'create' : 'update', key, before, this.#versioned({ ...object, metadata }));
  }

  #deletePod(key: Key, old: Pod, options: DeleteOptions, now: Millis): Outcome {
    const asked =
      options.gracePeriodSeconds ??
      old.metadata.deletionGracePeriodSeconds ??
      old.spec.terminationGracePeriodSeconds ??
      30;
    const terminal = old.status?.phase === 'Succeeded' || old.status?.phase === 'Failed';
    const grace = !old.spec.nodeName || terminal ? 0 : Math.max(asked, 0);
    const running = old.metadata.deletionGracePeriodSeconds;
    if (grace === 0) {
      if ((old.metadata.finalizers ?? []).length === 0) return this.#remove(key, old);
    } else if (running !== undefined && running <= grace) {
      return { kind: 'applied', verb: 'update', key, before: old, after: old };
    }
    const metadata = {
      ...old.metadata,
      deletionTimestamp: this.#timestamp(now + grace * 1000),
      deletionGracePeriodSeconds: grace,
    };
    return this.#apply('update', key, old, this.#versioned({ ...old, metadata }));
  }

  #admitted(object: ApiObject, kind: GroupKind, now: Millis): Result<ApiObject, Status> {
    const door = this.#door(now);
    const version = this.#conditions.kubernetesVersion;
    let next = applyDefaults(object, version);
    const created = {
      ...next.metadata,
      uid: this.uid(),
      creationTimestamp: door.timestamp,
      ...(hasGeneration(next) ? { generation: 1 } : {}),
    };
    next = { ...next, metadata: created };
    const prepared = this.#strategies.get(kind)?.prepareForCreate?.(next, door) ?? ok(next);
    if (!prepared.ok) return prepared;
    next = prepared.value;
    for (const plugin of admissionPlugins) {
      const admitted = plugin.admit({ verb: 'create', object: next }, door);
      if (!admitted.ok) return admitted;
      next = admitted.value;
    }
    const causes = validateCreate(next, version);
    return causes.length > 0 ? refused(invalid(kind, next.metadata.name, causes)) : ok(next);
  }

  #named(object: ApiObject, kind: GroupKind): ApiObject {
    const scoped = this.#scoped(object, kind);
    const base = scoped.metadata.generateName;
    if (scoped.metadata.name || base === undefined) return scoped;
    const suffix = Array.from({ length: 5 }, () => suffixAlphabet[this.#random.next(suffixAlphabet.length)]).join('');
    return { ...scoped, metadata: { ...scoped.metadata, name: `${base.slice(0, maxGeneratedBase)}${suffix}` } };
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

function staleness(object: ApiObject, old: ApiObject, kind: GroupKind): Status | undefined {
  const given = object.metadata.resourceVersion;
  if (given === undefined || given === '' || given === old.metadata.resourceVersion) return undefined;
  return conflict(
    kind,
    object.metadata.name,
    'the object has been modified; please apply your changes to the latest version and try again',
  );
}

function keptMeta(object: ApiObject, old: ApiObject): ObjectMeta {
  const {
    uid,
    creationTimestamp,
    generation,
    deletionTimestamp,
    deletionGracePeriodSeconds,
    resourceVersion,
    generateName,
  } = old.metadata;
  const {
    uid: _u,
    creationTimestamp: _c,
    generation: _g,
    deletionTimestamp: _d,
    deletionGracePeriodSeconds: _s,
    ...given
  } = object.metadata;
  const kept = {
    uid,
    creationTimestamp,
    generation,
    deletionTimestamp,
    deletionGracePeriodSeconds,
    resourceVersion,
    generateName,
  };
  const set = Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined));
  return { ...given, ...(old.metadata.namespace === undefined ? {} : { namespace: old.metadata.namespace }), ...set };
}

function withMeta(object: ApiObject, metadata: ObjectMeta): ApiObject {
  return { ...object, metadata };
}

function sameButMeta(a: ApiObject, b: ApiObject): boolean {
  const { metadata: _a, status: _s, ...restA } = a;
  const { metadata: _b, status: _t, ...restB } = b;
  return equal(restA, restB);
}

const withoutGeneration = new Set([
  'ConfigMap',
  'Secret',
  'Event',
  'Namespace',
  'Node',
  'ServiceAccount',
  'Endpoints',
  'EndpointSlice',
  'Lease',
]);
function hasGeneration(object: ApiObject): boolean {
  return (
    object['spec'] !== undefined &&
    !withoutGeneration.has(object.kind) &&
    object.kind !== 'Service' &&
    object.kind !== 'PersistentVolumeClaim' &&
    object.kind !== 'PersistentVolume' &&
    object.kind !== 'ResourceQuota'
  );
}

function finalizersFor(object: ApiObject, propagation: DeleteOptions['propagation']): readonly string[] {
  const others = (object.metadata.finalizers ?? []).filter(
    (name) => name !== 'foregroundDeletion' && name !== 'orphan',
  );
  if (propagation === 'Foreground') return [...others, 'foregroundDeletion'];
  if (propagation === 'Orphan') return [...others, 'orphan'];
  return propagation === undefined ? (object.metadata.finalizers ?? []) : others;
}

/** The key of an object named by kind, namespace and name, with the namespace left out for cluster-scoped kinds. */
export function keyFor(kind: GroupKind, namespace: string, name: string): Key {
  return keyFrom(kind, kindInfo(kind)?.namespaced === false ? '' : namespace, name);
}
