import type { Key } from '../../api/key.ts';
import { keyOf } from '../../api/key.ts';
import type { Node, Taint } from '../../api/node.ts';
import type { Pod } from '../../api/pod.ts';
import { tolerates } from '../../scheduler/tolerations.ts';
import type { Applied } from '../../store/change.ts';
import type { StoreView } from '../../store/view.ts';
import type { Millis } from '../../time.ts';
import type { Context, Controller, ControllerFactory, Requeue, Watch } from '../controller.ts';
import { either } from '../controller.ts';

/** Deletes pods from nodes with NoExecute taints that they do not tolerate, or not for longer. Follows kubernetes pkg/controller/tainteviction. */
export const taintEvictionController: ControllerFactory = () => new TaintEvictionController();

class TaintEvictionController implements Controller {
  readonly name = 'taint-eviction-controller';
  readonly watches: readonly Watch[] = [
    { kind: 'Node', keys: podsOfTainted },
    { kind: 'Pod', keys: (change) => ((either(change) as Pod).spec.nodeName ? [change.key] : []) },
  ];
  /** When a pod will be deleted, by its uid. */
  readonly #due = new Map<string, Millis>();

  reconcile(key: Key, context: Context): Requeue | undefined {
    const pod = context.view.get(key) as Pod | undefined;
    if (pod === undefined || pod.metadata.deletionTimestamp !== undefined) return undefined;
    const uid = pod.metadata.uid ?? '';
    const node = context.view.get(`Node//${pod.spec.nodeName ?? ''}`) as Node | undefined;
    const taints = noExecute(node);
    const stays = toleratedFor(pod, taints);
    if (stays === undefined) {
      const { namespace, name } = pod.metadata;
      if (this.#due.delete(uid))
        context.api.event(pod, 'Normal', 'TaintManagerEviction', `Cancelling deletion of Pod ${namespace}/${name}`);
      return undefined;
    }
    const due = this.#due.get(uid) ?? context.now + stays;
    this.#due.set(uid, stays === 0 ? context.now : due);
    if (stays > 0 && due > context.now) return { after: due - context.now };
    this.#due.delete(uid);
    evict(pod, key, context);
    return undefined;
  }
}

function podsOfTainted({ before, after }: Applied, view: StoreView): Key[] {
  const node = (after ?? before) as Node;
  if (noExecute(before as Node | null).length === 0 && noExecute(after as Node | null).length === 0) return [];
  return view.podsOnNode(node.metadata.name).map(keyOf);
}

function noExecute(node: Node | null | undefined): readonly Taint[] {
  return (node?.spec.taints ?? []).filter(({ effect }) => effect === 'NoExecute');
}

/** How long the pod may stay: undefined for ever, 0 not at all; follows kubernetes tainteviction getMinTolerationTime. */
function toleratedFor(pod: Pod, taints: readonly Taint[]): Millis | undefined {
  let shortest: Millis | undefined;
  for (const taint of taints) {
    const matching = (pod.spec.tolerations ?? []).find((toleration) => tolerates([toleration], taint));
    if (matching === undefined) return 0;
    const { tolerationSeconds } = matching;
    if (tolerationSeconds === undefined || tolerationSeconds === null) continue;
    const time = Math.max(0, tolerationSeconds) * 1000;
    if (shortest === undefined || time < shortest) shortest = time;
  }
  return shortest;
}

function evict(pod: Pod, key: Key, context: Context): void {
  const { resourceVersion: _, ...metadata } = pod.metadata;
  const { namespace, name, uid } = metadata;
  context.api.event(pod, 'Normal', 'TaintManagerEviction', `Marking for deletion Pod ${namespace}/${name}`);
  const target = {
    type: 'DisruptionTarget',
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: context.timestamp(),
    reason: 'DeletionByTaintManager',
    message: 'Taint manager: deleting due to NoExecute taint',
  };
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'DisruptionTarget');
  context.api.updateStatus(
    { ...pod, metadata, status: { ...pod.status, conditions: [...others, target] } },
    'it will be deleted for a taint of its node',
  );
  context.api.delete(key, uid === undefined ? {} : { uid }, 'it will be deleted for a taint of its node');
}
