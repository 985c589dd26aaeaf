import type { ApiObject } from '#engine/api/meta.ts';
import type { Pod } from '#engine/api/pod.ts';
import { isReady } from '#engine/api/pod.ts';
import type { Deployment, ReplicaSet } from '#engine/api/workloads.ts';
import type { Run } from '#engine/engine.ts';
import { start } from '#engine/engine.ts';
import type { World } from '#engine/world.ts';
import { defaultTiming, defaultWorld, nodeOf } from '#engine/world.ts';
import type { Cluster, Output } from '#kubectl/cluster.ts';
import { execute } from '#kubectl/execute.ts';
import { splitWords } from '#kubectl/words.ts';

/** A cluster as a tutorial sets it up, driven by kubectl lines; questions are answered as short texts. */
export class Lesson {
  readonly run: Run;
  protected readonly cluster: Cluster;
  readonly #files = new Map<string, string>();

  constructor(world: Partial<World> = {}) {
    this.run = start({ ...defaultWorld(), timing: { ...defaultTiming, stagger: 0 }, ...world });
    this.cluster = {
      run: this.run,
      namespace: 'default',
      files: { read: (name) => this.#files.get(name), list: () => undefined },
    };
  }

  /** Puts a file beside the person at the keyboard. */
  file(name: string, text: string): this {
    this.#files.set(name, text);
    return this;
  }

  /** Runs one line as typed (with `kubectl` in front); does not wait for what follows. */
  type(line: string, stdin = ''): Output {
    const words = splitWords(line.replace(/^kubectl /, ''));
    if (!words.ok) throw new Error(words.error);
    return execute(this.cluster, words.value, stdin);
  }

  /** Runs one line and lets the cluster come to rest; answers what it printed. */
  kubectl(line: string, stdin = ''): string {
    const { stdout, stderr } = this.type(line, stdin);
    this.settle();
    return (stdout + stderr).trimEnd();
  }

  settle(): void {
    this.run.settle(20_000, this.run.now + 3_600_000);
  }

  pass(seconds: number): void {
    this.run.advance(this.run.now + Math.round(seconds * 1000));
  }

  pods(prefix = ''): readonly Pod[] {
    return (this.run.view.list('Pod', 'default') as readonly Pod[]).filter(({ metadata }) =>
      metadata.name.startsWith(prefix),
    );
  }

  /** `w1=1 w2=2`: living pods by node, in order of the nodes. */
  placement(prefix = ''): string {
    return this.run.view
      .list('Node')
      .map(({ metadata }) => [
        metadata.name,
        this.pods(prefix).filter(
          (pod) => pod.spec.nodeName === metadata.name && pod.metadata.deletionTimestamp === undefined,
        ).length,
      ])
      .map(([name, count]) => `${name}=${count}`)
      .join(' ');
  }

  deployment(name: string): Deployment {
    return this.#get(`Deployment.apps/default/${name}`) as Deployment;
  }

  /** `3/3 ready` of each ReplicaSet of the Deployment, oldest first. */
  replicaSets(deployment: string): readonly string[] {
    const owned = this.run.view.list('ReplicaSet.apps', 'default') as readonly ReplicaSet[];
    return owned
      .filter(({ metadata }) => metadata.ownerReferences?.[0]?.name === deployment)
      .map(({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec.replicas} ready`);
  }

  /** `up new 1` for every scaling of the Deployment's ReplicaSets since entry `from`; `new` is the youngest, else `old`. With the second at which it came. */
  scalings(deployment: string, from = 0): readonly { readonly at: number; readonly text: string }[] {
    const young = this.run.view
      .list('ReplicaSet.apps', 'default')
      .filter(({ metadata }) => metadata.ownerReferences?.[0]?.name === deployment)
      .at(-1)?.metadata.name;
    return this.run.trace.entries.slice(from).flatMap(({ at, change }) => {
      if (change.kind !== 'applied' || change.after?.kind !== 'Event' || change.verb !== 'create') return [];
      const match = /^Scaled (up|down) replica set (\S+) from \d+ to (\d+)$/.exec(String(change.after['message']));
      return match === null
        ? []
        : [{ at: at / 1000, text: `${match[1]} ${match[2] === young ? 'new' : 'old'} ${match[3]}` }];
    });
  }

  /** How many entries the trace has: the place to ask `scalings` from. */
  get mark(): number {
    return this.run.trace.entries.length;
  }

  ready(prefix = ''): number {
    return this.pods(prefix).filter((pod) => isReady(pod) && pod.metadata.deletionTimestamp === undefined).length;
  }

  object(key: string): ApiObject {
    return this.#get(key);
  }

  #get(key: string): ApiObject {
    const found = this.run.view.get(key);
    if (found === undefined) throw new Error(`there is no ${key}`);
    return found;
  }
}

/** The four machines of a small course cluster: one that pods keep off, three workers of one CPU. */
export const courseNodes: World['nodes'] = [
  nodeOf({
    name: 'm',
    capacity: { cpu: '2', memory: '3Gi' },
    taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
  }),
  ...['w1', 'w2', 'w3'].map((name) => nodeOf({ name, capacity: { cpu: '1', memory: '2560Mi' } })),
];
