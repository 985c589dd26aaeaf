import type { ApiObject } from '#engine/api/meta.ts';
import { controllerOf } from '#engine/api/meta.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import type { Entry } from '#engine/trace/trace.ts';

/** Names that the cluster made up, by what they were first: `{rs:web@2}`, `{pod:web@1#2}`, `{pod:web#2}`, `{job:tick#1}`. */
export class Placeholders {
  readonly #entries: readonly Entry[];
  readonly #names = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  /** Which Deployment and revision a ReplicaSet had when it was first seen. */
  readonly #replicaSets = new Map<string, string>();
  #read = 0;

  /** `entries` is the live list of a run's trace. */
  constructor(entries: readonly Entry[]) {
    this.#entries = entries;
  }

  /** The text with every placeholder replaced; the error names the first that stands for nothing yet. */
  fill(text: string): Result<string, string> {
    this.#catchUp();
    let unknown: string | undefined;
    const filled = text.replace(/\{((?:rs|pod|job):[^{}\s]+)\}/g, (whole, key: string) => {
      const name = this.#names.get(key);
      if (name === undefined) unknown ??= whole;
      return name ?? whole;
    });
    return unknown === undefined ? ok(filled) : refused(`${unknown} names nothing in the cluster yet`);
  }

  #catchUp(): void {
    for (; this.#read < this.#entries.length; this.#read++) {
      const change = this.#entries[this.#read]?.change;
      if (change?.kind !== 'applied' || change.after === null) continue;
      if (change.after.kind === 'ReplicaSet') this.#replicaSet(change.after);
      if (change.before === null && change.after.kind === 'Pod') this.#pod(change.after);
      if (change.before === null && change.after.kind === 'Job') this.#job(change.after);
    }
  }

  #replicaSet(object: ApiObject): void {
    const uid = object.metadata.uid ?? '';
    const owner = controllerOf(object);
    const revision = object.metadata.annotations?.['deployment.kubernetes.io/revision'];
    if (this.#replicaSets.has(uid) || owner?.kind !== 'Deployment' || revision === undefined) return;
    const name = `${owner.name}@${revision}`;
    this.#replicaSets.set(uid, name);
    if (!this.#names.has(`rs:${name}`)) this.#names.set(`rs:${name}`, object.metadata.name);
  }

  #pod(pod: ApiObject): void {
    const owner = controllerOf(pod);
    if (owner === undefined || pod.metadata.generateName === undefined) return;
    this.#next(`pod:${owner.name}`, pod);
    const revision = this.#replicaSets.get(owner.uid);
    if (revision !== undefined) this.#next(`pod:${revision}`, pod);
  }

  #job(job: ApiObject): void {
    const owner = controllerOf(job);
    if (owner?.kind === 'CronJob') this.#next(`job:${owner.name}`, job);
  }

  #next(prefix: string, object: ApiObject): void {
    const count = (this.#counts.get(prefix) ?? 0) + 1;
    this.#counts.set(prefix, count);
    this.#names.set(`${prefix}#${count}`, object.metadata.name);
  }
}
