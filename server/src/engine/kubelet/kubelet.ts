import type { Key } from '../api/key.ts';
import { keyOf, splitKey } from '../api/key.ts';
import type { Node } from '../api/node.ts';
import type { Container, Pod } from '../api/pod.ts';
import type { Context, Controller, ControllerFactory, Fault, Requeue, Watch } from '../controllers/controller.ts';
import { either } from '../controllers/controller.ts';
import type { StoreView } from '../store/view.ts';
import type { Millis } from '../time.ts';
import { defaultCapacity } from '../world.ts';
import { podAddress } from './addresses.ts';
import { refusal } from './admission.ts';
import { adopted } from './adopt.ts';
import { dependsOn } from './configuration.ts';
import type { ContainerRun, PodRun } from './containerRun.ts';
import { isUp } from './containerRun.ts';
import type { Life, NodeMemory } from './life.ts';
import { behaviourOf, fieldPathOf } from './life.ts';
import { mount, mountRetry } from './mount.ts';
import { joined, postedConditions } from './nodeStatus.ts';
import { mainsDone } from './phase.ts';
import { noteFailing } from './probeFaults.ts';
import { Pulls } from './pulls.ts';
import { nextFinding, take } from './readiness.ts';
import { report } from './report.ts';
import { stages } from './stages.ts';
import { endAll, terminate } from './termination.ts';

/** More transitions at one moment than any pod can make: a behaviour that would loop for ever stops here. */
const mostTransitions = 1_000;

/** Makes the kubelets of a run. */
export const kubelet: ControllerFactory = () => new Kubelet();

/** The kubelets of all nodes: each pod that is bound to a node lives as the table of stages says. One reconcile is one sync of one pod. */
class Kubelet implements Controller {
  readonly name = 'kubelet';
  readonly watches: readonly Watch[] = [
    { kind: 'Pod', keys: (change) => ((either(change) as Pod).spec.nodeName ? [change.key] : []) },
    { kind: 'Node', keys: ({ key, after }) => (after !== null && isBare(after as Node) ? [key] : []) },
    ...['ConfigMap', 'Secret', 'PersistentVolumeClaim'].map((kind) => ({
      kind,
      keys: (change: { key: Key }, view: StoreView) => waitingFor(kind, change.key, view),
    })),
  ];
  readonly #runs = new Map<Key, PodRun>();
  readonly #nodes = new Map<string, NodeMemory>();
  readonly #lastReady = new Map<string, Millis>();

  reconcile(key: Key, context: Context): Requeue | undefined {
    if (key.startsWith('Node/')) return postNode(context.view.get(key) as Node | undefined, context);
    const pod = context.view.get(key) as Pod | undefined;
    if (pod === undefined) {
      this.#runs.delete(key);
      return undefined;
    }
    const nodeName = pod.spec.nodeName ?? '';
    const node = context.view.get(`Node//${nodeName}`) as Node | undefined;
    if (node === undefined || context.conditions.nodeDownSince(nodeName) !== undefined) return undefined;
    const run = this.#runOf(key, pod, context);
    if (pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed') return undefined;
    const life = this.#life(pod, run, node, context);
    const due = isEnding(life) ? terminate(life, key) : live(life);
    const ending = run.endsAt !== undefined && run.endsAt > context.now;
    if (!ending && context.view.get(key) !== undefined) report(life);
    return due === undefined ? undefined : { after: due - context.now };
  }

  /** A fault wakes the pods that it may concern. */
  onFault(fault: Fault, view: StoreView): Iterable<Key> {
    if (fault.kind === 'node') {
      const pods = view.podsOnNode(fault.name).map(keyOf);
      for (const key of pods) {
        const run = this.#runs.get(key);
        if (run !== undefined) run.written = undefined;
      }
      return fault.state === 'up' ? [`Node//${fault.name}`, ...pods] : pods;
    }
    if (fault.kind === 'image') return [...this.#runs.keys()];
    const ended = this.#runs.get(fault.pod)?.containers.find(({ name }) => name === fault.container);
    if (ended?.stage !== 'running') return [];
    ended.ended = fault.code;
    return [fault.pod];
  }

  #runOf(key: Key, pod: Pod, context: Context): PodRun {
    const known = this.#runs.get(key);
    if (known !== undefined && known.uid === pod.metadata.uid) return known;
    const run = adopted(pod, context);
    this.#runs.set(key, run);
    return run;
  }

  #life(pod: Pod, run: PodRun, host: Node, context: Context): Life {
    const nodeName = host.metadata.name;
    const api = context.apiOf(nodeName);
    const node = this.#nodes.get(nodeName) ?? { pulls: new Pulls(imagesOf(context.view, nodeName)), lastAddress: 1 };
    this.#nodes.set(nodeName, node);
    return {
      pod,
      run,
      node,
      host,
      now: context.now,
      context,
      lastReady: this.#lastReady,
      assumed: [],
      say: (type, reason, message, container) =>
        api.event(pod, type, reason, message, container === undefined ? undefined : fieldPathOf(container)),
    };
  }
}

/** A deletion reaches the kubelet by its watch: what is due before that still happens. */
function isEnding({ pod, run, context }: Life): boolean {
  if (pod.metadata.deletionTimestamp === undefined) return false;
  return run.terminatingSince !== undefined || context.wokenBy === 'change';
}

/** The kubelet of a node that is new or back says that it is well. */
function postNode(node: Node | undefined, context: Context): undefined {
  if (node === undefined || context.conditions.nodeDownSince(node.metadata.name) !== undefined) return;
  const { view, conditions } = context;
  const now = context.timestamp();
  const api = context.apiOf(node.metadata.name);
  const index = view.list('Node').findIndex(({ metadata }) => metadata.name === node.metadata.name);
  const full = isBare(node) ? joined(node, index, now, conditions.kubernetesVersion) : node;
  const { resourceVersion: _, ...metadata } = node.metadata;
  if (isBare(node)) api.update({ ...full, metadata }, 'the node joins the cluster');
  const posted = postedConditions(node.status?.conditions, now);
  const capacity = full.status?.capacity ?? defaultCapacity;
  const allocatable = full.status?.allocatable ?? capacity;
  const status = { ...full.status, capacity, allocatable, conditions: posted };
  api.updateStatus({ ...full, metadata, status }, 'its kubelet runs');
}

function isBare({ status }: Node): boolean {
  return !(status?.conditions ?? []).some(({ type }) => type === 'Ready');
}

/** Lets everything happen that is due, and says when the next thing is. */
function live(life: Life): Millis | undefined {
  const { run } = life;
  if (run.phase === 'new') admit(life);
  if (run.failed === undefined && deadline(life) <= life.now) exceed(life);
  if (run.failed !== undefined) return undefined;
  mount(life);
  for (let count = 0; count < mostTransitions; count++) {
    if (!run.containers.some((container) => step(container, life))) break;
  }
  return nextDue(life);
}

function admit(life: Life): void {
  const { run, pod, context } = life;
  run.phase = 'admitted';
  const refused = refusal(pod, life.host, context.view);
  if (refused === undefined) return;
  run.failed = refused;
  life.say('Warning', refused.reason, refused.message.replace(/^Pod was rejected: /, ''));
}

/** When `activeDeadlineSeconds` is over; follows kubernetes pkg/kubelet/active_deadline.go. */
function deadline({ pod, run }: Life): Millis {
  const { activeDeadlineSeconds } = pod.spec;
  return activeDeadlineSeconds === undefined ? Number.POSITIVE_INFINITY : run.syncedAt + activeDeadlineSeconds * 1000;
}

function exceed(life: Life): void {
  const message = 'Pod was active on the node longer than the specified deadline';
  life.say('Normal', 'DeadlineExceeded', message);
  endAll(life);
  life.run.failed = { reason: 'DeadlineExceeded', message };
}

/** One transition of one container, if one is due. */
function step(container: ContainerRun, life: Life): boolean {
  follow(container, life);
  const stage = stages[container.stage];
  const ends = stage.ends(container, life);
  if (ends !== undefined && ends <= life.now) {
    enter(container, stage.next(container, life), life);
    return true;
  }
  if (container.stage !== 'running' || container.role === 'init') return false;
  const finding = nextFinding(container, life);
  if (finding === undefined || finding.at > life.now) return false;
  if (take(finding, container, life) === 'stop') enter(container, 'stopping', life);
  return true;
}

function enter(container: ContainerRun, stage: ContainerRun['stage'], life: Life): void {
  container.stage = stage;
  container.since = life.now;
  life.run.podIP ??= podAddress(life);
  if (stage !== 'waiting' && stage !== 'pulling' && stage !== 'starting') life.run.sandboxReported = true;
  stages[stage].enter?.(container, life);
}

/** What happens to a container from outside: its image was changed, its behaviour was, or its pod needs it no more. */
function follow(container: ContainerRun, life: Life): void {
  const spec = specs(life.pod).find(({ name }) => name === container.name);
  if (container.stage === 'running') {
    if (container.role === 'sidecar' && mainsDone(life.run)) container.stopFor = 'pod';
    else if (spec !== undefined && spec.image !== container.image) container.stopFor = 'image';
    if (container.stopFor !== undefined) enter(container, 'stopping', life);
  } else if (spec !== undefined && !isUp(container) && container.stage !== 'done' && spec.image !== container.image) {
    Object.assign(container, { image: spec.image, problem: undefined });
    if (container.exit === undefined) container.stage = 'waiting';
  }
  answer(container, life);
}

/** The application answers its probes as the image behaves now. */
function answer(container: ContainerRun, life: Life): void {
  const { probes, startedAt } = container;
  noteFailing(container, life);
  const ready = behaviourOf(container, life)?.ready ?? 0;
  if (ready === 'never') {
    if (probes.up === undefined) return;
    if (probes.up <= life.now) probes.down = life.now;
    probes.up = undefined;
  } else if (probes.up === undefined || probes.up > life.now) {
    probes.up = Math.max(probes.up === undefined ? life.now : 0, startedAt + ready);
  }
}

function nextDue(life: Life): Millis | undefined {
  let due: Millis | undefined;
  const consider = (at: Millis | undefined): void => {
    if (at !== undefined && Number.isFinite(at) && (due === undefined || at < due)) due = at;
  };
  for (const container of life.run.containers) {
    consider(stages[container.stage].ends(container, life));
    if (container.stage === 'running' && container.role !== 'init') consider(nextFinding(container, life)?.at);
  }
  if (!life.run.mounted) consider(mountRetry(life));
  consider(deadline(life));
  return due;
}

function specs(pod: Pod): readonly Container[] {
  return [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
}

function imagesOf(view: StoreView, node: string): readonly string[] {
  const images = (view.get(`Node//${node}`) as Node | undefined)?.status?.images ?? [];
  return images.flatMap(({ names }) => names);
}

/** Pods that may have waited for this ConfigMap, Secret or claim. */
function waitingFor(kind: string, key: Key, view: StoreView): Key[] {
  const { namespace, name } = splitKey(key);
  return (view.list('Pod', namespace) as readonly Pod[])
    .filter((pod) => pod.spec.nodeName && pod.status?.phase === 'Pending' && dependsOn(pod, kind, name))
    .map(keyOf);
}
