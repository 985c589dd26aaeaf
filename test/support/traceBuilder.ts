import type { Key } from '#engine/api/key.ts';
import { keyOf } from '#engine/api/key.ts';
import type { ApiObject, Condition } from '#engine/api/meta.ts';
import type { Entry, Trace } from '#engine/trace/trace.ts';
import { deployment, event, node, pod, replicaSet, running } from './traceObjects.ts';

/** Makes traces by hand: every call is an entry. Time stands until `at` moves it. */
export class TraceBuilder {
  readonly entries: Entry[] = [];
  readonly objects: Map<Key, ApiObject> = new Map();
  private now = 0;
  private version = 0;

  at(now: number): this {
    this.now = now;
    return this;
  }

  put(actor: string, cause: number | null, why: string, object: ApiObject): number {
    const key = keyOf(object);
    const before = this.objects.get(key) ?? null;
    const after = {
      ...object,
      metadata: {
        ...object.metadata,
        uid: object.metadata.uid ?? `uid-${key}`,
        resourceVersion: String(++this.version),
      },
    };
    this.objects.set(key, after);
    return this.push(actor, cause, why, {
      kind: 'applied',
      verb: before === null ? 'create' : 'update',
      key,
      before,
      after,
    });
  }

  /** Updates the object under `key` with what `change` makes of it. */
  edit(actor: string, cause: number | null, why: string, key: Key, change: (object: ApiObject) => ApiObject): number {
    const object = this.objects.get(key);
    if (object === undefined) throw new Error(`no ${key}`);
    return this.put(actor, cause, why, change(object));
  }

  remove(actor: string, cause: number | null, why: string, key: Key): number {
    const before = this.objects.get(key) ?? null;
    this.objects.delete(key);
    return this.push(actor, cause, why, { kind: 'applied', verb: 'delete', key, before, after: null });
  }

  push(actor: string, cause: number | null, why: string, change: Entry['change']): number {
    const seq = this.entries.length;
    this.entries.push({ seq, at: this.now, actor, cause, why, change });
    return seq;
  }

  trace(end: number = this.now): Trace {
    return { header: { kubernetesVersion: '1.36', seed: 1, startTime: 1_767_225_600_000 }, entries: this.entries, end };
  }
}

export const web: Key = 'Deployment.apps/default/web';

/** A rolling update of `replicas` pods (25 %/25 %) on `nodes` nodes with a Service, worked out by a small model of its own. Apply is at 1000 ms. */
export function rollingUpdate(replicas = 10, nodes = 3): Trace {
  const build = new TraceBuilder();
  for (let i = 1; i <= nodes; i++) build.put('bootstrap', null, 'the world has this node', node(`n${i}`));
  const created = build.put('user', null, 'kubectl apply', deployment(replicas, 'nginx:v1', '1', replicas, 1));
  const service = build.put('user', null, 'kubectl apply', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'default' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
  });
  const old = new Group(build, 'web-old', 'nginx:v1', nodes);
  old.scale(created, replicas);
  for (let i = 0; i < replicas; i++) old.ready(i, service);
  build.at(1000);
  const apply = build.put('user', null, 'kubectl apply', deployment(replicas, 'nginx:v2', '1', replicas, 2));
  rollOver(build, apply, replicas, old, new Group(build, 'web-new', 'nginx:v2', nodes));
  return build.trace(build.entries.at(-1)?.at);
}

function rollOver(build: TraceBuilder, apply: number, replicas: number, old: Group, fresh: Group): void {
  const surge = Math.ceil(replicas / 4);
  const floor = replicas - Math.floor(replicas / 4);
  let now = 1000;
  fresh.scale(apply, Math.min(replicas, surge));
  old.scale(apply, floor);
  fresh.scale(apply, Math.min(replicas, replicas + surge - old.size));
  for (let i = 0; i < replicas; i++) {
    now += 300;
    build.at(now);
    const cause = fresh.ready(i, apply);
    old.sweep(cause);
    old.scale(cause, Math.max(0, Math.min(old.size, floor - (i + 1))));
    fresh.scale(cause, Math.min(replicas, replicas + surge - old.size));
    build.put(
      'deployment-controller',
      cause,
      'status',
      deployment(replicas, 'nginx:v2', '2', i + 1 + old.size, 2, i + 1),
    );
  }
  build.at(now + 800);
  old.sweep(null);
}

class Group {
  size = 0;
  private readonly build: TraceBuilder;
  private readonly name: string;
  private readonly image: string;
  private readonly nodes: number;
  private made = 0;
  private readonly alive: Key[] = [];
  private readonly leaving: Key[] = [];

  constructor(build: TraceBuilder, name: string, image: string, nodes: number) {
    this.build = build;
    this.name = name;
    this.image = image;
    this.nodes = nodes;
  }

  scale(cause: number, size: number): void {
    if (size === this.size) return;
    const why = `Scaled ${size > this.size ? 'up' : 'down'} replica set ${this.name} from ${this.size} to ${size}`;
    const seq = this.build.put('deployment-controller', cause, why, replicaSet(this.name, this.image, size));
    this.build.put('deployment-controller', cause, `ScalingReplicaSet: ${why}`, event(this.name, size, why));
    while (this.size < size) this.create(seq);
    while (this.size > size) this.leave(seq);
  }

  ready(i: number, cause: number): number {
    const key = this.alive[i] ?? this.alive[this.alive.length - 1] ?? '';
    const seq = this.build.edit('kubelet/n1', cause, 'its containers are ready', key, (pod) => ({
      ...pod,
      status: running(true),
    }));
    this.slices(seq);
    return seq;
  }

  sweep(cause: number | null): void {
    for (const key of this.leaving.splice(0)) this.build.remove('kubelet/n1', cause, 'its containers have ended', key);
  }

  private create(cause: number): void {
    const name = `${this.name}-${this.made++}`;
    const seq = this.build.put(
      'replicaset-controller',
      cause,
      `pod ${this.made} of ${this.size + 1}`,
      pod(name, this.name, this.image),
    );
    const key = `Pod/default/${name}`;
    const target = `n${(this.made % this.nodes) + 1}`;
    const bound = this.build.edit('default-scheduler', seq, `${target} scored highest`, key, (object) => ({
      ...object,
      spec: { ...(object['spec'] as object), nodeName: target },
    }));
    this.build.edit(`kubelet/${target}`, bound, 'its containers run', key, (object) => ({
      ...object,
      status: running(false),
    }));
    this.alive.push(key);
    this.size++;
  }

  private leave(cause: number): void {
    const key = this.alive.shift();
    if (key === undefined) return;
    const seq = this.build.edit('replicaset-controller', cause, 'one pod too many', key, (object) => ({
      ...object,
      metadata: { ...object.metadata, deletionTimestamp: '2026-01-01T00:00:01Z' },
    }));
    this.leaving.push(key);
    this.size--;
    this.slices(seq);
  }

  private slices(cause: number): void {
    const endpoints = this.alive.flatMap((key) => {
      const object = this.build.objects.get(key);
      return object === undefined
        ? []
        : [
            {
              targetRef: { kind: 'Pod', name: object.metadata.name, namespace: 'default' },
              conditions: { ready: isReady(object) },
            },
          ];
    });
    this.build.put('endpointslice-controller', cause, 'the pods behind the Service changed', {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: `web-${this.name}`, namespace: 'default', labels: { 'kubernetes.io/service-name': 'web' } },
      endpoints,
    });
  }
}

function isReady(object: ApiObject): boolean {
  const conditions = (object['status'] as { conditions?: readonly Condition[] } | undefined)?.conditions;
  return conditions?.some((each) => each.type === 'Ready' && each.status === 'True') === true;
}
