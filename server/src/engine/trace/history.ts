import type { Key } from '../api/key.ts';
import { splitKey } from '../api/key.ts';
import type { ApiObject } from '../api/meta.ts';
import { controllerOf } from '../api/meta.ts';
import { apiServerService } from '../api/service.ts';
import type { Applied } from '../store/change.ts';
import type { Millis } from '../time.ts';
import { type Budget, budgetOf, isComplete, workloadKinds } from './budget.ts';
import { beginsEpisode } from './episode.ts';
import { groupKeyOf } from './podGroup.ts';
import { conditionOf, isReady, podState, restartsOf } from './podState.ts';
import { type Steps, StepsBuilder } from './steps.ts';
import type { Entry } from './trace.ts';

/** How many pods one ReplicaSet (or other direct owner) has over time, by how far they are. */
export interface GroupHistory {
  readonly key: Key;
  /** When the group was first seen. */
  readonly since: Millis;
  readonly ready: Steps;
  readonly unready: Steps;
  readonly terminating: Steps;
}

/** One workload over time. Pods are counted from the pods themselves: the status of its owner follows later. */
export interface WorkloadHistory {
  readonly key: Key;
  readonly createdAt: Millis;
  readonly groups: ReadonlyMap<Key, GroupHistory>;
  readonly desired: Steps;
  /** -1 where the strategy sets none. */
  readonly floor: Steps;
  readonly ceiling: Steps;
  /** Ready for minReadySeconds, not Terminating. */
  readonly available: Steps;
  readonly counted: Steps;
  readonly terminating: Steps;
  /** 1 while the workload's own status says it is complete. */
  readonly complete: Steps;
  readonly budget: Budget;
  /** Still in the store. */
  readonly exists: boolean;
}

interface Service {
  readonly key: Key;
  readonly createdAt: Millis;
  readonly ready: StepsBuilder;
  readonly unready: StepsBuilder;
}

interface Group extends GroupHistory {
  readonly ready: StepsBuilder;
  readonly unready: StepsBuilder;
  readonly terminating: StepsBuilder;
  minReady: Millis;
}

interface Workload extends WorkloadHistory {
  readonly groups: Map<Key, Group>;
  readonly desired: StepsBuilder;
  readonly floor: StepsBuilder;
  readonly ceiling: StepsBuilder;
  readonly available: StepsBuilder;
  readonly counted: StepsBuilder;
  readonly terminating: StepsBuilder;
  readonly complete: StepsBuilder;
  budget: Budget;
  exists: boolean;
}

/** What one pod adds to the counts at the moment. */
interface Share {
  readonly workload: Workload;
  readonly group: Group;
  readonly part: 'ready' | 'unready' | 'terminating' | 'ended';
  available: boolean;
}

interface Owner {
  readonly key: Key;
  readonly parent: string | undefined;
  readonly minReady: Millis;
}

/** One pass over a trace that keeps every number a person asks for over time. Grows with the trace: `add` the entries as they come. */
export class History {
  readonly workloads: Map<Key, Workload> = new Map();
  readonly services: Map<Key, Service> = new Map();
  /** Pods of the cluster, Terminating and ended ones not counted. */
  readonly pods: StepsBuilder = new StepsBuilder();
  readonly terminating: StepsBuilder = new StepsBuilder();
  /** Restarts of containers since the beginning. */
  readonly restarts: StepsBuilder = new StepsBuilder();
  readonly nodesDown: StepsBuilder = new StepsBuilder();
  /** When the last episode began: a user's change or a fault that met a cluster at rest. */
  episode: Millis = 0;
  private readonly owners: Map<string, Owner> = new Map();
  private readonly shares: Map<Key, Share> = new Map();
  private readonly slices: Map<Key, { readonly service: Key; ready: number; unready: number }> = new Map();
  private readonly maturing: { readonly due: Millis; readonly share: Share }[] = [];
  private matured = 0;

  /** Adds entries that follow those already added. */
  add(entries: readonly Entry[]): void {
    for (const entry of entries) {
      this.mature(entry.at);
      if (beginsEpisode(entry) && this.atRest()) this.episode = entry.at;
      if (entry.change.kind === 'applied') this.apply(entry.at, entry.change);
    }
  }

  /** Lets time pass without entries: pods become available `minReadySeconds` after they are ready. */
  passUntil(end: Millis): void {
    this.mature(end);
  }

  private atRest(): boolean {
    for (const workload of this.workloads.values()) if (workload.exists && workload.complete.last !== 1) return false;
    return true;
  }

  private apply(at: Millis, change: Applied): void {
    const object = change.after ?? change.before;
    if (object === null) return;
    const { kind } = splitKey(change.key);
    if (kind === 'Pod') this.pod(at, change);
    else if (kind === 'EndpointSlice.discovery.k8s.io') this.slice(at, change.key, object, change.after !== null);
    else if (kind === 'Service' && change.after !== null) this.service(at, change.key);
    else if (kind === 'Node') this.nodesDown.add(at, isDown(change.after) - isDown(change.before));
    else if (workloadKinds.includes(kind)) this.workloadChange(at, change.key, object, change.after !== null);
  }

  private workloadChange(at: Millis, key: Key, object: ApiObject, exists: boolean): void {
    const parent = controllerOf(object)?.uid;
    const minReady = Number((object['spec'] as { minReadySeconds?: unknown } | undefined)?.minReadySeconds ?? 0) * 1000;
    this.owners.set(object.metadata.uid ?? key, { key, parent, minReady });
    if (parent !== undefined && this.owners.has(parent)) return;
    const workload = this.workload(at, key, object);
    workload.budget = budgetOf(object);
    workload.exists = exists;
    workload.desired.set(at, exists ? workload.budget.desired : 0);
    workload.floor.set(at, exists ? (workload.budget.floor ?? -1) : -1);
    workload.ceiling.set(at, exists ? (workload.budget.ceiling ?? -1) : -1);
    workload.complete.set(at, exists && isComplete(object) ? 1 : 0);
  }

  private pod(at: Millis, change: Applied): void {
    const before = this.shares.get(change.key);
    const share = change.after === null ? undefined : this.shareOf(at, change.after);
    const gained = Math.max(
      0,
      (change.after === null ? 0 : restartsOf(change.after)) - (change.before === null ? 0 : restartsOf(change.before)),
    );
    if (gained > 0) this.restarts.add(at, gained);
    if (before !== undefined && share !== undefined && before.part === share.part && before.group === share.group)
      return;
    if (before !== undefined) this.count(at, before, -1);
    if (share === undefined) this.shares.delete(change.key);
    else {
      this.shares.set(change.key, share);
      this.count(at, share, 1);
    }
  }

  private shareOf(at: Millis, pod: ApiObject): Share {
    const direct = this.owners.get(controllerOf(pod)?.uid ?? '');
    const top = direct?.parent === undefined ? direct : (this.owners.get(direct.parent) ?? direct);
    const workload = this.workload(at, top?.key ?? '', undefined);
    const group = this.group(at, workload, groupKeyOf(pod), direct?.minReady ?? 0);
    return { workload, group, part: partOf(pod), available: false };
  }

  private count(at: Millis, share: Share, sign: 1 | -1): void {
    const { workload, group, part } = share;
    if (part === 'ended') return;
    group[part].add(at, sign);
    if (part === 'terminating') {
      workload.terminating.add(at, sign);
      this.terminating.add(at, sign);
      return;
    }
    workload.counted.add(at, sign);
    this.pods.add(at, sign);
    if (part !== 'ready') return;
    if (sign === 1 && group.minReady > 0) this.maturing.push({ due: matureAt(at, group.minReady), share });
    else if (sign === 1 || share.available) this.available(at, share, sign === 1);
    else share.available = true; // left before it matured: the queue must not count it
  }

  private available(at: Millis, share: Share, available: boolean): void {
    share.available = available;
    share.workload.available.add(at, available ? 1 : -1);
  }

  /** Pods with different minReadySeconds stand in one queue in the order of readiness; a later one with less waits for the earlier, at most until its due. */
  private mature(now: Millis): void {
    for (let i = this.matured; i < this.maturing.length; i++) {
      const next = this.maturing[i];
      if (next === undefined || next.due > now) break;
      this.matured = i + 1;
      if (!next.share.available) this.available(next.due, next.share, true);
    }
  }

  private slice(at: Millis, key: Key, slice: ApiObject, exists: boolean): void {
    const name = slice.metadata.labels?.['kubernetes.io/service-name'];
    const of = `Service/${slice.metadata.namespace ?? ''}/${name}`;
    if (name === undefined || of === apiServerService) return;
    const service = this.service(at, of);
    const known = this.slices.get(key) ?? { service: service.key, ready: 0, unready: 0 };
    const { ready, unready } = exists ? endpointsOf(slice) : { ready: 0, unready: 0 };
    service.ready.add(at, ready - known.ready);
    service.unready.add(at, unready - known.unready);
    this.slices.set(key, { ...known, ready, unready });
  }

  private service(at: Millis, key: Key): Service {
    const known = this.services.get(key);
    if (known !== undefined) return known;
    const made = { key, createdAt: at, ready: new StepsBuilder(), unready: new StepsBuilder() };
    this.services.set(key, made);
    return made;
  }

  private workload(at: Millis, key: Key, object: ApiObject | undefined): Workload {
    const known = this.workloads.get(key);
    if (known !== undefined) return known;
    const steps = (): StepsBuilder => new StepsBuilder();
    const budget =
      object === undefined
        ? { desired: 0, floor: null, ceiling: null, floorField: '', ceilingField: '' }
        : budgetOf(object);
    const made: Workload = {
      ...{
        key,
        createdAt: at,
        groups: new Map(),
        desired: steps(),
        floor: steps(),
        ceiling: steps(),
        available: steps(),
      },
      ...{ counted: steps(), terminating: steps(), complete: steps(), budget, exists: object !== undefined },
    };
    this.workloads.set(key, made);
    return made;
  }

  private group(at: Millis, workload: Workload, key: Key, minReady: Millis): Group {
    const known = workload.groups.get(key);
    if (known !== undefined) {
      known.minReady = minReady;
      return known;
    }
    const made = {
      key,
      since: at,
      ready: new StepsBuilder(),
      unready: new StepsBuilder(),
      terminating: new StepsBuilder(),
      minReady,
    };
    workload.groups.set(key, made);
    return made;
  }
}

/** Ready and other endpoints of a slice, Terminating ones left out. */
export function endpointsOf(slice: ApiObject): { readonly ready: number; readonly unready: number } {
  let ready = 0;
  let unready = 0;
  const endpoints = slice['endpoints'];
  if (!Array.isArray(endpoints)) return { ready, unready };
  for (const endpoint of endpoints as readonly { conditions?: { ready?: boolean; terminating?: boolean } }[]) {
    if (endpoint?.conditions?.ready !== false) ready++;
    else if (endpoint.conditions.terminating !== true) unready++;
  }
  return { ready, unready };
}

/** A pod is available `minReady` after its Ready condition's time stamp, which has whole seconds: up to a second earlier than one would count. */
function matureAt(ready: Millis, minReady: Millis): Millis {
  return Math.max(ready, Math.floor(ready / 1000) * 1000 + minReady);
}

function partOf(pod: ApiObject): Share['part'] {
  const state = podState(pod);
  if (state === 'terminating') return 'terminating';
  if (state === 'succeeded' || state === 'failed') return 'ended';
  return isReady(pod) ? 'ready' : 'unready';
}

function isDown(node: ApiObject | null): number {
  const ready = node === null ? undefined : conditionOf(node, 'Ready');
  return ready !== undefined && ready.status !== 'True' ? 1 : 0;
}
