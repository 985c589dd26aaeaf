import type { ApiObject, OwnerReference } from '#engine/api/meta.ts';

const revisionAnnotation = 'deployment.kubernetes.io/revision';

/** Gives generated names names made of owner and ordinal, the same on a real cluster and on ours: `web-rs1` for a ReplicaSet by its first revision, `web-rs1-p*` for its pods. */
export class Names {
  readonly #known = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  #pattern: RegExp | undefined;

  /** Learns the names that the object carries. */
  see(object: ApiObject): void {
    const { name, labels, annotations, generateName } = object.metadata;
    const owner = ownerOf(object);
    const hash = labels?.['pod-template-hash'];
    if (object.kind === 'ReplicaSet' && hash !== undefined && name.endsWith(`-${hash}`)) {
      const deployment = name.slice(0, -hash.length - 1);
      const revision = annotations?.[revisionAnnotation] ?? this.#next(`rs ${deployment}`);
      this.#learn(name, `${deployment}-rs${revision}`);
      this.#learn(hash, `rs${revision}`);
    } else if (object.kind === 'Pod' && owner !== undefined && owner.kind !== 'StatefulSet') {
      this.#learn(name, `${this.#known.get(owner.name) ?? owner.name}-p*`);
    } else if (object.kind === 'EndpointSlice' && generateName !== undefined) {
      this.#learn(name, `${generateName}es`);
    } else if (object.kind === 'ControllerRevision' && owner !== undefined) {
      this.#revision(owner.name, name);
    } else if (object.kind === 'Job' && owner?.kind === 'CronJob') {
      this.#learn(name, `${owner.name}-job*`);
    }
    this.#seeRevisions(object, owner);
  }

  /** The text with generated names, uids and the namespace replaced. */
  plain(text: string, namespace: string): string {
    this.#pattern ??= new RegExp(
      `(?<![a-z0-9])(?:${[...this.#known.keys(), '\u0000'].sort((a, b) => b.length - a.length).join('|')})(?![a-z0-9])`,
      'g',
    );
    return text
      .replace(this.#pattern, (found) => this.#known.get(found) ?? found)
      .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uid>')
      .replace(/pods "([^"]+)-(?:[bcdfghjklmnpqrstvwxz2456789]{5})?"/g, 'pods "$1-p*"')
      .split(`${namespace}/`)
      .join('<ns>/');
  }

  #seeRevisions(object: ApiObject, owner: OwnerReference | undefined): void {
    const { name, labels } = object.metadata;
    const status = object['status'] as { currentRevision?: string; updateRevision?: string } | undefined;
    if (object.kind === 'StatefulSet') {
      for (const revision of [status?.currentRevision, status?.updateRevision])
        if (revision) this.#revision(name, revision);
    }
    const hash = labels?.['controller-revision-hash'];
    if (object.kind !== 'Pod' || hash === undefined || owner === undefined) return;
    this.#revision(owner.name, hash.startsWith(`${owner.name}-`) ? hash : `${owner.name}-${hash}`);
  }

  #revision(owner: string, name: string): void {
    if (this.#known.has(name)) return;
    const nth = this.#next(`cr ${owner}`);
    this.#learn(name, `${owner}-cr${nth}`);
    this.#learn(name.slice(owner.length + 1), `cr${nth}`);
  }

  #learn(name: string, plain: string): void {
    if (name === '' || this.#known.has(name)) return;
    this.#known.set(name, plain);
    this.#pattern = undefined;
  }

  #next(of: string): number {
    const count = (this.#counts.get(of) ?? 0) + 1;
    this.#counts.set(of, count);
    return count;
  }
}

export function ownerOf(object: ApiObject): OwnerReference | undefined {
  const owners = object.metadata.ownerReferences;
  return owners?.find((owner) => owner.controller === true) ?? owners?.[0];
}
