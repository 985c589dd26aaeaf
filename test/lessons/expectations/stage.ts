import { parse } from 'yaml';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Pod } from '#engine/api/pod.ts';
import { isReady } from '#engine/api/pod.ts';
import type { ReplicaSet } from '#engine/api/workloads.ts';
import { nodeOf, type World } from '#engine/world.ts';
import type { Output } from '#kubectl/cluster.ts';
import { begin, passTime } from '#kubectl/execute.ts';
import { Lesson } from '../../support/lesson.ts';
import type { Json } from './compare.ts';
import { type Action, type Expectation, type Fields, manifestText, withValues } from './expectation.ts';

/** The oldest Kubernetes known here that fits all sessions: one of them has a warning of 1.33. */
const version = '1.33';
const controlPlane = 'node-role.kubernetes.io/control-plane';

/** A session of a tutorial on a cluster of its own: what was given stands, its commands are run as the expectation has them. */
export class Stage extends Lesson {
  /** What the actions printed that were run, for those expectations that say it. */
  readonly printed = new Map<Action, Output>();
  readonly #given: Fields;
  readonly #texts = new Map<string, string>();
  readonly #names = new Map<string, string>();

  constructor(given: Fields, world: Partial<World>) {
    super({ kubernetesVersion: version, ...nodesOf(given['nodes']), images: [], ...world });
    this.#given = given;
  }

  /** Puts the manifest that was given (the only one, or that of this number) under the name that the commands have for it. */
  place(name: string, index = 0): this {
    const text = manifestText((this.#given['manifests'] as readonly Json[])[index]);
    return this.write(name, withValues(text, this.#given['overrides']));
  }

  write(name: string, text: string): this {
    this.#texts.set(name, text);
    return this.file(name, text);
  }

  /** The text of a file as it stands now. */
  text(name: string): string {
    return this.#texts.get(name) ?? '';
  }

  /** From here on a name of the session means an object of this cluster. */
  call(name: string, ours: string): void {
    this.#names.set(name, ours);
  }

  /** Whether a name of this cluster has one in the session. */
  knows(ours: string): boolean {
    return [...this.#names.values()].includes(ours);
  }

  /** A text of the session in the names of this cluster. */
  ours(text: string): string {
    return [...this.#names].reduce((sum, [name, ours]) => sum.replaceAll(name, ours), text);
  }

  /** The name in the session of an object of this cluster; its own where it has none. */
  named(ours: string): string {
    return [...this.#names].find(([, each]) => each === ours)?.[0] ?? ours;
  }

  /** Runs the command of an action, on the file as it says; does not wait for what follows. */
  act(action: Action | undefined): Output {
    if (action === undefined) throw new Error('the expectation has no such action');
    const file = /-f (\S+)/.exec(action.cmd)?.[1];
    if (file !== undefined && action['set'] !== undefined) this.write(file, withValues(this.text(file), action['set']));
    const output = this.type(this.ours(action.cmd));
    this.printed.set(action, output);
    return output;
  }

  /** Runs the command of an action, and lets the cluster come to rest. */
  perform(action: Action | undefined): Output {
    const output = this.act(action);
    this.settle();
    return output;
  }

  /** Runs all that is done, and rests after each. */
  performAll({ action }: Expectation): readonly Output[] {
    return action.map((each) => this.perform(each));
  }

  /** What `kubectl get --watch` prints, line by line, while another command runs in a second terminal. */
  watch(line: string, other: string): readonly string[] {
    let printed = '';
    const print = (text: string): void => {
      printed += text;
    };
    const silent = { out: () => undefined, err: () => undefined };
    const words = (text: string): readonly string[] => text.replace(/^kubectl /, '').split(' ');
    const watching = begin(this.cluster, words(line), '', { out: print, err: print });
    let seen = watching.next();
    const second = begin(this.cluster, words(other), '', silent);
    for (let job = second.next(); seen.done !== true; job = job.done === true ? job : second.next()) {
      const until = Math.min(seen.value.until, job.done === true ? Number.POSITIVE_INFINITY : job.value.until);
      passTime(this.cluster, { until });
      seen = watching.next();
    }
    return printed.trimEnd().split('\n').slice(1);
  }

  /** The rows of a table that kubectl prints, by the names of its columns. */
  rows(command: string): readonly Readonly<Record<string, string>>[] {
    const [header = '', ...lines] = this.type(command).stdout.trimEnd().split('\n');
    const columns = Array.from(header.matchAll(/\S+(?: \S+)*/g), ({ 0: name, index }) => ({ name, index }));
    return lines.map((line) =>
      Object.fromEntries(
        columns.map(({ name, index }, at) => [name, line.slice(index, columns[at + 1]?.index).trim()]),
      ),
    );
  }

  /** What a command prints as YAML. */
  yaml(command: string): unknown {
    return parse(this.type(command).stdout);
  }

  /** Living pods of a name; not those that end. */
  living(prefix = ''): readonly Pod[] {
    return this.pods(prefix).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  }

  /** Living pods on a node, of all namespaces. */
  podsOn(node: string, prefix = ''): readonly Pod[] {
    return this.run.view
      .podsOnNode(node)
      .filter(({ metadata }) => metadata.deletionTimestamp === undefined && metadata.name.startsWith(prefix));
  }

  /** Their names. */
  onNode(node: string, prefix = ''): readonly string[] {
    return this.podsOn(node, prefix).map(({ metadata }) => metadata.name);
  }

  /** Living pods by node; nodes of the control plane only where there are some. */
  spread(prefix: string): Readonly<Record<string, number>> {
    const counts = this.run.view.list('Node').map((node) => {
      const count = this.living(prefix).filter(({ spec }) => spec.nodeName === node.metadata.name).length;
      return [node.metadata.name, count, !keepsOff(node)] as const;
    });
    return Object.fromEntries(counts.flatMap(([name, count, open]) => (open || count > 0 ? [[name, count]] : [])));
  }

  /** The ReplicaSets of a Deployment, the oldest first. */
  owned(deployment: string): readonly ReplicaSet[] {
    const all = this.run.view.list('ReplicaSet.apps', 'default') as readonly ReplicaSet[];
    return all.filter(({ metadata }) => metadata.ownerReferences?.[0]?.name === deployment);
  }

  /** `up new 1` of `scalings` in three parts. */
  scaled(deployment: string, from: number): readonly (readonly [string, string, number])[] {
    return this.scalings(deployment, from).map(({ text }) => {
      const [way = '', which = '', to] = text.split(' ');
      return [way, which, Number(to)];
    });
  }

  /** Fewest available and most living pods of a Deployment since an entry of the trace. */
  extremes(deployment: string, from: number): { readonly least: number; readonly most: number } {
    const pods = new Map<string, Pod>();
    let [least, most, available] = [Number.POSITIVE_INFINITY, 0, 0];
    for (const { seq, change } of this.run.trace.entries) {
      if (change.kind !== 'applied') continue;
      if (change.key === `Deployment.apps/default/${deployment}`)
        available = Number(((change.after?.['status'] ?? {}) as Fields)['availableReplicas'] ?? 0);
      if (change.key.startsWith(`Pod/default/${deployment}-`)) {
        if (change.after === null) pods.delete(change.key);
        else pods.set(change.key, change.after as Pod);
      }
      if (seq < from) continue;
      const living = [...pods.values()].filter(({ metadata }) => metadata.deletionTimestamp === undefined);
      least = Math.min(least, available, living.filter(isReady).length);
      most = Math.max(most, living.length);
    }
    return { least, most };
  }
}

function keepsOff(node: ApiObject): boolean {
  return JSON.stringify(node['spec'] ?? {}).includes(controlPlane);
}

/** The machines of a session: their names, or their names and what they are like. */
function nodesOf(given: Json | undefined): Partial<World> {
  if (given === undefined) return {};
  const nodes = (given as readonly (string | Fields)[]).map((node) => {
    if (typeof node === 'string') return nodeOf({ name: node.split(' ')[0] ?? '', ...taintsOf(/^m-/.test(node)) });
    const {
      name,
      cpu = '2',
      memory = '3Gi',
      labels = {},
    } = node as Readonly<Record<string, string>> & {
      readonly labels?: Readonly<Record<string, string>>;
    };
    const kept = node['unschedulableFor'] !== undefined;
    return nodeOf({ name: named(name ?? ''), capacity: { cpu, memory }, labels, ...taintsOf(kept) });
  });
  return { nodes };
}

/** A name that the session cut (`…-56s9`) as one that a node can have. */
function named(name: string): string {
  return name.replace(/^…-/, '');
}

function taintsOf(kept: boolean): Pick<Parameters<typeof nodeOf>[0], 'taints'> {
  return kept ? { taints: [{ key: controlPlane, effect: 'NoSchedule' }] } : {};
}
