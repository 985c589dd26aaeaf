import type { Key } from '../../api/key.ts';
import { keyOf } from '../../api/key.ts';
import type { Condition } from '../../api/meta.ts';
import type { Node, Taint } from '../../api/node.ts';
import type { Pod } from '../../api/pod.ts';
import { isReady } from '../../api/pod.ts';
import { equal } from '../../equal.ts';
import type { StoreView } from '../../store/view.ts';
import type { Millis } from '../../time.ts';
import type { Context, Controller, ControllerFactory, Fault, Requeue, Watch } from '../controller.ts';
import { withExecuteTaint, withoutExecuteTaint, withScheduleTaints } from './taints.ts';
import { allDown, isNodeReady, taintInterval, zoneOf } from './zones.ts';

/** How long a node may be silent, how often that is looked at, how often its lease is renewed. */
const gracePeriod = 50_000;
const monitorPeriod = 5_000;
const leaseRenewal = 10_000;
const monitored = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'];

/** Finds out that nodes have stopped, marks them and their pods, and taints them so that pods leave. Follows kubernetes pkg/controller/nodelifecycle/node_lifecycle_controller.go. */
export const nodeLifecycleController: ControllerFactory = () => new NodeLifecycleController();

class NodeLifecycleController implements Controller {
  readonly name = 'node-controller';
  readonly watches: readonly Watch[] = [{ kind: 'Node', keys: nodesConcerned }];
  /** When a monitor pass first found a node not ready. */
  readonly #notReadySince = new Map<Key, Millis>();
  /** When the next node of a zone may be tainted NoExecute. */
  readonly #nextTaint = new Map<string, Millis>();

  onFault(fault: Fault): Iterable<Key> {
    return fault.kind === 'node' && fault.state !== 'removed' ? [`Node//${fault.name}`] : [];
  }

  reconcile(key: Key, context: Context): Requeue | undefined {
    const node = context.view.get(key) as Node | undefined;
    if (node === undefined) {
      this.#notReadySince.delete(key);
      return undefined;
    }
    if (setTaints(node, withScheduleTaints(node, context.timestamp()), 'its conditions say so', context))
      return { after: 0 };
    if (isNodeReady(node)) {
      const down = context.conditions.nodeDownSince(node.metadata.name);
      return down === undefined ? this.#reachable(key, node, context) : this.#silent(key, node, down, context);
    }
    return this.#notReady(key, node, context);
  }

  /** A node that is well: taints that made pods leave go at the next pass. */
  #reachable(key: Key, node: Node, context: Context): Requeue | undefined {
    this.#notReadySince.delete(key);
    const taints = withoutExecuteTaint(node);
    if (equal(taints, node.spec.taints ?? [])) return undefined;
    if (context.now % monitorPeriod !== 0) return { after: toNextPass(context.now) };
    setTaints(node, taints, 'the node is ready again', context);
    return undefined;
  }

  /** A node whose kubelet has stopped, until somebody notices. */
  #silent(key: Key, node: Node, down: Millis, context: Context): Requeue | undefined {
    const lastBeat = Math.floor(down / leaseRenewal) * leaseRenewal;
    const noticed = (Math.floor((lastBeat + gracePeriod) / monitorPeriod) + 1) * monitorPeriod;
    if (context.now < noticed) return { after: noticed - context.now };
    this.#notReadySince.set(key, context.now);
    context.assume({
      kind: 'delay',
      text: 'the lease was last renewed at a full ten seconds, and nodes are looked at every five',
    });
    markUnknown(node, context);
    context.api.event(node, 'Normal', 'NodeNotReady', `Node ${node.metadata.name} status is now: NodeNotReady`);
    for (const pod of context.view.podsOnNode(node.metadata.name)) markPodNotReady(pod, context);
    return { after: monitorPeriod };
  }

  /** A node known to be not ready: tainted NoExecute at the pass after the one that found it, as fast as its zone allows. */
  #notReady(key: Key, node: Node, context: Context): Requeue | undefined {
    const { now } = context;
    const since = this.#notReadySince.get(key);
    if (since === undefined) {
      this.#notReadySince.set(key, now % monitorPeriod === 0 ? now - monitorPeriod : now);
      return { after: toNextPass(now) };
    }
    const nodes = context.view.list('Node') as readonly Node[];
    if (allDown(nodes)) {
      setTaints(node, withoutExecuteTaint(node), 'all nodes are not ready, so none is given up', context);
      return undefined;
    }
    const taints = withExecuteTaint(node, context.timestamp());
    if (equal(taints, node.spec.taints ?? [])) return undefined;
    const due = Math.max(
      (Math.floor(since / monitorPeriod) + 1) * monitorPeriod,
      this.#nextTaint.get(zoneOf(node)) ?? 0,
    );
    if (due > now) return { after: due - now };
    const interval = taintInterval(nodes.filter((other) => zoneOf(other) === zoneOf(node)));
    if (interval === undefined) return undefined;
    this.#nextTaint.set(zoneOf(node), now + interval);
    setTaints(node, taints, 'the node does not come back', context);
    return undefined;
  }
}

/** A node that changes its health can change what is done with all others that are not well. */
function nodesConcerned({ key, before, after }: { key: Key; before: unknown; after: unknown }, view: StoreView): Key[] {
  const was = before !== null && isNodeReady(before as Node);
  const is = after !== null && isNodeReady(after as Node);
  if (was === is) return [key];
  const others = (view.list('Node') as readonly Node[]).filter((node) => !isNodeReady(node)).map(keyOf);
  return [...new Set([key, ...others])];
}

function toNextPass(now: Millis): Millis {
  return monitorPeriod - (now % monitorPeriod);
}

function markUnknown(node: Node, context: Context): void {
  const now = context.timestamp();
  const conditions: Condition[] = (node.status?.conditions ?? []).map((condition) =>
    monitored.includes(condition.type)
      ? {
          ...condition,
          status: 'Unknown',
          lastTransitionTime: now,
          reason: 'NodeStatusUnknown',
          message: 'Kubelet stopped posting node status.',
        }
      : condition,
  );
  const { resourceVersion: _, ...metadata } = node.metadata;
  context.api.updateStatus(
    { ...node, metadata, status: { ...node.status, conditions } },
    'its kubelet has been silent for 50 s',
  );
}

/** Follows kubernetes pkg/util/node MarkPodsNotReady: only the condition Ready changes. */
function markPodNotReady(pod: Pod, context: Context): void {
  if (!isReady(pod)) return;
  const conditions = (pod.status?.conditions ?? []).map((condition) =>
    condition.type === 'Ready' ? { ...condition, status: 'False', lastTransitionTime: context.timestamp() } : condition,
  );
  const { resourceVersion: _, ...metadata } = pod.metadata;
  context.api.updateStatus({ ...pod, metadata, status: { ...pod.status, conditions } }, 'its node is not ready');
  context.api.event(pod, 'Warning', 'NodeNotReady', 'Node is not ready');
}

/** True when the node had other taints before. */
function setTaints(node: Node, taints: readonly Taint[], why: string, context: Context): boolean {
  if (equal(taints, node.spec.taints ?? [])) return false;
  const { taints: _t, ...spec } = node.spec;
  const { resourceVersion: _, ...metadata } = node.metadata;
  context.api.update({ ...node, metadata, spec: taints.length === 0 ? spec : { ...spec, taints } }, why);
  return true;
}
