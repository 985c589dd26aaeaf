import type { Key } from '../api/key.ts';
import { splitKey } from '../api/key.ts';
import type { ApiObject } from '../api/meta.ts';
import type { Conditions } from '../conditions.ts';
import type { Context, Controller, Fault, Requeue, Watch } from '../controllers/controller.ts';
import type { Random } from '../random.ts';
import { randomStream } from '../random.ts';
import type { Api, ControllerApi } from '../store/api.ts';
import type { ApiServer } from '../store/apiServer.ts';
import type { Applied, Outcome } from '../store/change.ts';
import { type EventNames, type EventRequest, eventFor } from '../store/events.ts';
import { guardedApi } from '../store/guardedApi.ts';
import type { Store } from '../store/store.ts';
import type { Millis } from '../time.ts';
import { timestamp } from '../time.ts';
import type { Assumption, Entry, Note } from '../trace/trace.ts';
import type { Bounds } from './bounds.ts';
import { defaultBounds } from './bounds.ts';
import { DueQueue } from './queue.ts';

interface Wake {
  readonly worker: Worker;
  readonly key: Key;
  readonly cause: number | null;
  /** Woken by a change (kept once a key) or by a timer of its own. */
  readonly by: 'change' | 'timer';
}

interface Worker {
  readonly controller: Controller;
  readonly rank: number;
  readonly random: Random;
  /** Keys woken by a change and not served yet, with the moment they are due. */
  readonly pending: Map<Key, Millis>;
  /** Keys that asked to be served again, with the moment they are due: one timer a key, the earliest. */
  readonly timers: Map<Key, Millis>;
  readonly failures: Map<Key, number>;
}

const firstRetry = 5;
const longestRetry = 1_000_000;

/** Moves virtual time: pops what is due, lets its controller reconcile, records every change and wakes who watches it. */
export class Loop {
  now: Millis = 0;
  /** When anything but a Node or Lease last changed. */
  lastChange: Millis = 0;
  /** Why nothing moves any more, in a sentence; undefined while it does. */
  bound: string | undefined;
  readonly entries: Entry[] = [];
  readonly #queue = new DueQueue<Wake>();
  readonly #workers: readonly Worker[];
  readonly #watchers = new Map<string, { worker: Worker; watch: Watch }[]>();
  readonly #store: Store;
  readonly #server: ApiServer;
  readonly #conditions: Conditions;
  readonly #bounds: Bounds;
  readonly #eventNames: EventNames = new Map();
  #servedAtOnce = 0;
  #assumptions: Assumption[] = [];

  constructor(
    store: Store,
    server: ApiServer,
    conditions: Conditions,
    controllers: readonly Controller[],
    seed: number,
    bounds: Bounds = defaultBounds,
  ) {
    this.#bounds = bounds;
    this.#store = store;
    this.#server = server;
    this.#conditions = conditions;
    this.#workers = controllers.map((controller, rank) => ({
      controller,
      rank: rank + 1,
      random: randomStream(seed, controller.name),
      pending: new Map(),
      timers: new Map(),
      failures: new Map(),
    }));
    for (const worker of this.#workers) {
      for (const watch of worker.controller.watches) {
        const found = this.#watchers.get(watch.kind) ?? [];
        found.push({ worker, watch });
        this.#watchers.set(watch.kind, found);
      }
    }
  }

  /** When the next thing is due; undefined when nothing is. */
  nextDue(): Millis | undefined {
    return this.bound === undefined ? this.#queue.peek()?.at : undefined;
  }

  /** Serves the next thing due; false when nothing is, or at a bound. */
  step(): boolean {
    if (this.bound !== undefined) return false;
    const due = this.#queue.pop();
    if (due === undefined) return false;
    this.#servedAtOnce = due.at > this.now ? 1 : this.#servedAtOnce + 1;
    this.now = Math.max(this.now, due.at);
    const { worker, key, cause, by } = due.item;
    // An earlier wake has taken this one's place, or it was served together with another of the same moment.
    if ((by === 'change' ? worker.pending : worker.timers).get(key) !== due.at) return true;
    for (const waiting of [worker.pending, worker.timers])
      if ((waiting.get(key) ?? Number.POSITIVE_INFINITY) <= due.at) waiting.delete(key);
    const context = this.#context(worker, cause, by);
    const requeue = this.#guarded(worker, key, cause, () => worker.controller.reconcile(key, context));
    this.#requeue(worker, key, requeue, this.#lastOf(worker, cause));
    this.#assumptions = [];
    this.#endAtBound(worker, cause);
    return true;
  }

  /** Every call of a controller goes through here: an exception is a bug of ours, which the trace tells and the run outlives. */
  #guarded<T>(worker: Worker, key: Key, cause: number | null, call: () => T): T | undefined {
    try {
      return call();
    } catch (error) {
      const { name } = worker.controller;
      const text = `${name} failed on ${key}, which is a bug of the simulator, and goes on: ${String(error)}`;
      this.note(name, cause, { topic: 'bound', text, key });
      return undefined;
    }
  }

  #endAtBound(worker: Worker, cause: number | null): void {
    const { entries, atOnce } = this.#bounds;
    const full = this.entries.length >= entries;
    if (!full && this.#servedAtOnce < atOnce) return;
    const { name } = worker.controller;
    const far = full ? `${entries} changes` : `${atOnce} turns at one moment`;
    this.bound = `it does not come to rest: after ${far} the simulation ends; the last was by ${name}`;
    this.note(name, cause, { topic: 'bound', text: this.bound });
  }

  /** The API as `actor` sees it; everything it does has `cause` as its cause. */
  api(actor: string, cause: number | null): ControllerApi {
    const put = (outcome: Outcome, why: string): Outcome => this.#record(actor, cause, why, outcome);
    return {
      create: (object, why) => put(this.#server.create(object, this.now), why),
      update: (object, why) => put(this.#server.update(object, this.now), why),
      replace: (object, why) => put(this.#server.replace(object), why),
      updateStatus: (object, why) => put(this.#server.updateStatus(object), why),
      delete: (key, options, why) =>
        put(
          this.#server.delete(key, options, this.now, (marked) => put(marked, why)),
          why,
        ),
      evict: (key, options, why) =>
        put(
          this.#server.evict(key, options, this.now, (budget) => put(this.#server.updateStatus(budget), why)),
          why,
        ),
      bind: (key, node, why) => put(this.#server.bind(key, node, this.now), why),
      event: (about, type, reason, message, fieldPath) =>
        this.#event(actor, cause, about, { type, reason, message, ...(fieldPath === undefined ? {} : { fieldPath }) }),
    };
  }

  /** The same for those outside the engine, who may send anything. */
  outsideApi(actor: string): Api {
    return guardedApi(this.api(actor, null), (rejected, why) => this.#record(actor, null, why, rejected));
  }

  /** Stores an object as it is, past the door (bootstrap, saved clusters). */
  put(actor: string, object: ApiObject, why: string): void {
    this.#record(actor, null, why, this.#server.put(object, this.now));
  }

  note(actor: string, cause: number | null, note: Omit<Note, 'kind'>): number {
    const seq = this.entries.length;
    this.entries.push({ seq, at: this.now, actor, cause, why: note.text, change: { kind: 'note', ...note } });
    return seq;
  }

  /** Wakes the keys that controllers name for a fault. */
  fault(fault: Fault, cause: number): void {
    for (const worker of this.#workers)
      this.#guarded(worker, '//', cause, () => {
        for (const key of worker.controller.onFault?.(fault, this.#store) ?? [])
          this.#wake(worker, key, cause, this.now);
      });
  }

  #context(worker: Worker, cause: number | null, wokenBy: Wake['by']): Context {
    return {
      wokenBy,
      now: this.now,
      view: this.#store,
      api: this.api(worker.controller.name, cause),
      apiOf: (host) => this.api(`${worker.controller.name}/${host}`, cause),
      conditions: this.#conditions,
      random: worker.random,
      timestamp: () => timestamp(this.#conditions.startTime, this.now),
      note: (topic, text, key, data) => {
        this.note(worker.controller.name, cause, {
          topic,
          text,
          ...(key === undefined ? {} : { key }),
          ...(data === undefined ? {} : { data }),
        });
      },
      assume: (assumption) => {
        this.#assumptions.push(assumption);
      },
    };
  }

  #lastOf(worker: Worker, cause: number | null): number | null {
    const last = this.entries[this.entries.length - 1];
    if (last === undefined || last.cause !== cause || last.at !== this.now) return cause;
    const { name } = worker.controller;
    return last.actor === name || last.actor.startsWith(`${name}/`) ? last.seq : cause;
  }

  #requeue(worker: Worker, key: Key, requeue: Requeue | undefined, cause: number | null): void {
    if (requeue === undefined || !('retry' in requeue)) {
      worker.failures.delete(key);
      if (requeue !== undefined) this.#again(worker, requeue.key ?? key, Math.max(0, requeue.after), cause);
      return;
    }
    const failures = worker.failures.get(key) ?? 0;
    if (failures >= (requeue.most ?? Number.POSITIVE_INFINITY)) {
      worker.failures.delete(key);
      return;
    }
    worker.failures.set(key, failures + 1);
    this.#again(worker, key, Math.min(firstRetry * 2 ** failures, longestRetry), cause);
  }

  /** Follows kubernetes client-go util/workqueue AddAfter: of several waits for a key the shortest counts. */
  #again(worker: Worker, key: Key, delay: Millis, cause: number | null): void {
    const at = this.now + delay;
    const set = worker.timers.get(key);
    if (set !== undefined && set <= at) return;
    worker.timers.set(key, at);
    this.#queue.push(at, worker.rank, { worker, key, cause, by: 'timer' });
  }

  #record(actor: string, cause: number | null, why: string, change: Outcome): Outcome {
    if (change.kind === 'applied' && change.verb === 'update' && change.before === change.after) return change;
    const seq = this.entries.length;
    const assumptions = this.#assumptions;
    this.#assumptions = [];
    this.entries.push({
      seq,
      at: this.now,
      actor,
      cause,
      why,
      change,
      ...(assumptions.length === 0 ? {} : { assumptions }),
    });
    if (change.kind === 'rejected') return change;
    const { kind } = splitKey(change.key);
    if (kind !== 'Node' && kind !== 'Lease.coordination.k8s.io') this.lastChange = this.now;
    this.#deliver(change, kind, seq);
    return change;
  }

  #deliver(change: Applied, kind: string, seq: number): void {
    const at = this.now + this.#conditions.timing.watchLatency;
    for (const watched of [kind, '*']) {
      for (const { worker, watch } of this.#watchers.get(watched) ?? [])
        this.#guarded(worker, change.key, seq, () => {
          for (const key of watch.keys(change, this.#store)) this.#wake(worker, key, seq, at);
        });
    }
  }

  #wake(worker: Worker, key: Key, cause: number, at: Millis): void {
    const pending = worker.pending.get(key);
    if (pending !== undefined && pending <= at) return;
    worker.pending.set(key, at);
    this.#queue.push(at, worker.rank, { worker, key, cause, by: 'change' });
  }

  #event(
    actor: string,
    cause: number | null,
    about: ApiObject,
    said: Pick<EventRequest, 'type' | 'reason' | 'message' | 'fieldPath'>,
  ): void {
    // Nothing is made in a namespace on its way out, Events neither.
    const namespace = this.#store.get(`Namespace//${about.metadata.namespace ?? 'default'}`);
    if (namespace?.metadata.deletionTimestamp !== undefined) return;
    const event = eventFor(this.#store, this.#eventNames, {
      about,
      ...said,
      actor,
      at: this.#conditions.startTime + this.now,
      sequence: this.entries.length,
    });
    this.#record(actor, cause, `${said.reason}: ${said.message}`, this.#server.put(event, this.now));
  }
}
