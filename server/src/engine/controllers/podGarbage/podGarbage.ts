import type { Key } from '../../api/key.ts';
import { keyOf } from '../../api/key.ts';
import type { Node } from '../../api/node.ts';
import type { Pod } from '../../api/pod.ts';
import type { Millis } from '../../time.ts';
import type { Context, Controller, ControllerFactory, Fault, Requeue, Watch } from '../controller.ts';

/** How often it looks, how long a node has to be gone, how many ended pods may lie around. */
const period = 20_000;
const quarantine = 40_000;
const mostTerminated = 12_500;
const sweep = 'PodGarbage//sweep';

/** Takes away pods that nobody else will: of nodes that are gone or out of service, without a node, too many ended ones. Follows kubernetes pkg/controller/podgc. */
export const podGarbageCollector: ControllerFactory = () => new PodGarbageCollector();

class PodGarbageCollector implements Controller {
  readonly name = 'pod-garbage-collector';
  readonly watches: readonly Watch[] = [
    {
      kind: 'Node',
      keys: ({ before, after }) => (after === null || outOfService(after as Node) || before === null ? [sweep] : []),
    },
    {
      kind: 'Pod',
      keys: ({ after }, view) =>
        after !== null && mayBeOrphan(after as Pod, view.get(nodeKey(after as Pod))) ? [sweep] : [],
    },
  ];
  /** Nodes that are not there though pods name them, since when. */
  readonly #missing = new Map<string, Millis>();

  onFault(fault: Fault): Iterable<Key> {
    return fault.kind === 'node' && fault.state === 'removed' ? [sweep] : [];
  }

  reconcile(_key: Key, context: Context): Requeue | undefined {
    const { now, view } = context;
    if (now % period !== 0) return { after: period - (now % period) };
    const pods = view.list('Pod') as readonly Pod[];
    takeUnscheduled(pods, context);
    takeOutOfService(pods, context);
    takeSurplus(pods, context);
    return this.#orphans(pods, context) ? { after: period } : undefined;
  }

  /** Pods of nodes that have been gone for the quarantine; true while some wait for it. */
  #orphans(pods: readonly Pod[], context: Context): boolean {
    const { now, view } = context;
    const names = new Set(pods.flatMap(({ spec }) => (spec.nodeName ? [spec.nodeName] : [])));
    for (const name of this.#missing.keys())
      if (view.get(`Node//${name}`) !== undefined || !names.has(name)) this.#missing.delete(name);
    let waiting = false;
    for (const name of names) {
      if (view.get(`Node//${name}`) !== undefined) continue;
      const since = this.#missing.get(name) ?? now;
      this.#missing.set(name, since);
      if (now - since < quarantine) waiting = true;
      else for (const pod of view.podsOnNode(name)) forceDelete(pod, 'PodGC: node no longer exists', context);
    }
    return waiting;
  }
}

const nodeKey = (pod: Pod): Key => `Node//${pod.spec.nodeName ?? ''}`;

function mayBeOrphan(pod: Pod, node: unknown): boolean {
  const bound = pod.spec.nodeName !== undefined && pod.spec.nodeName !== '';
  if (bound && node === undefined) return true;
  return pod.metadata.deletionTimestamp !== undefined && (!bound || outOfService(node as Node));
}

function outOfService({ spec }: Node): boolean {
  return (spec.taints ?? []).some(({ key }) => key === 'node.kubernetes.io/out-of-service');
}

/** Pods that are being deleted and never had a node. */
function takeUnscheduled(pods: readonly Pod[], context: Context): void {
  for (const pod of pods) {
    if (pod.metadata.deletionTimestamp === undefined || pod.spec.nodeName) continue;
    forceDelete(pod, undefined, context);
  }
}

/** Pods that cannot end because their node is out of service. */
function takeOutOfService(pods: readonly Pod[], context: Context): void {
  for (const pod of pods) {
    if (pod.metadata.deletionTimestamp === undefined) continue;
    const node = context.view.get(nodeKey(pod)) as Node | undefined;
    if (node === undefined || !outOfService(node)) continue;
    const ready = node.status?.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';
    if (!ready) forceDelete(pod, 'PodGC: node has out-of-service taint', context);
  }
}

function takeSurplus(pods: readonly Pod[], context: Context): void {
  const terminal = pods.filter(({ status }) => status?.phase === 'Succeeded' || status?.phase === 'Failed');
  const surplus = terminal.length - mostTerminated;
  if (surplus > 0) for (const pod of terminal.slice(0, surplus)) forceDelete(pod, undefined, context);
}

function forceDelete(pod: Pod, why: string | undefined, context: Context): void {
  const { phase } = pod.status ?? {};
  if (phase !== 'Succeeded' && phase !== 'Failed') markFailed(pod, why, context);
  const { uid } = pod.metadata;
  const options = { gracePeriodSeconds: 0, ...(uid === undefined ? {} : { uid }) };
  context.api.delete(keyOf(pod), options, why ?? 'nobody else will take it away');
}

function markFailed(pod: Pod, why: string | undefined, context: Context): void {
  const { resourceVersion: _, ...metadata } = pod.metadata;
  const target = {
    type: 'DisruptionTarget',
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: context.timestamp(),
    reason: 'DeletionByPodGC',
    message: why ?? '',
  };
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'DisruptionTarget');
  const conditions = why === undefined ? others : [...others, target];
  context.api.updateStatus(
    { ...pod, metadata, status: { ...pod.status, phase: 'Failed', conditions } },
    why ?? 'it never had a node',
  );
}
