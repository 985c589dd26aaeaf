import type { ApiObject } from '../../api/meta.ts';
import { controllerOf } from '../../api/meta.ts';
import type { Pod } from '../../api/pod.ts';
import { isActive } from '../../api/pod.ts';
import { type LabelSelector, matchesLabelSelector } from '../../api/selector.ts';
import type { ReplicaSet } from '../../api/workloads.ts';
import { equal } from '../../equal.ts';
import type { StoreView } from '../../store/view.ts';
import { PodTally } from '../podTally.ts';
import type { RankOf } from '../victims.ts';

/** Active pods by the name of their node. */
type ByNode = Map<string, number>;

interface Followed {
  readonly selector: LabelSelector | undefined;
  readonly tally: PodTally<ByNode>;
}

const templateHash = 'pod-template-hash';

/** Counts the active pods of all ReplicaSets of the same owner, node by node: where a rollout has doubled up, one goes first. */
export class RelatedPods {
  readonly #followed = new Map<string, Followed>();

  rankOf(owner: ApiObject, view: StoreView): RankOf {
    const controller = controllerOf(owner);
    if (controller === undefined) return () => 0;
    const siblings = view.controlledBy(controller.uid, 'ReplicaSet.apps') as readonly ReplicaSet[];
    const counts = areApart(siblings)
      ? siblings.map((sibling) => this.#counts(sibling, view))
      : [countedOnce(siblings, view)];
    return ({ spec }) => counts.reduce((sum, byNode) => sum + (byNode.get(spec.nodeName ?? '') ?? 0), 0);
  }

  #counts(replicaSet: ReplicaSet, view: StoreView): ByNode {
    const { uid = '', namespace = '' } = replicaSet.metadata;
    const selector = replicaSet.spec?.selector;
    const known = this.#followed.get(uid);
    if (known !== undefined && equal(known.selector, selector)) return known.tally.now(view);
    const tally = new PodTally<ByNode>({
      list: (all) => selectedBy(namespace, selector, all),
      nothing: () => new Map(),
      count: (byNode, pod, by) => {
        if (pod.metadata.namespace === namespace && isRelated(pod, selector)) add(byNode, pod, by);
      },
    });
    this.#followed.set(uid, { selector, tally });
    return tally.now(view);
  }
}

/** Whether no pod can be of two of them: each asks for another hash of its template. */
function areApart(siblings: readonly ReplicaSet[]): boolean {
  const hashes = siblings.map(({ spec }) => spec?.selector?.matchLabels?.[templateHash]);
  return !hashes.includes(undefined) && new Set(hashes).size === hashes.length;
}

/** A pod of several ReplicaSets counts once. */
function countedOnce(siblings: readonly ReplicaSet[], view: StoreView): ByNode {
  const related = new Set<Pod>();
  for (const { metadata, spec } of siblings)
    for (const pod of selectedBy(metadata.namespace ?? '', spec?.selector, view)) related.add(pod);
  const byNode: ByNode = new Map();
  for (const pod of related) add(byNode, pod, 1);
  return byNode;
}

function selectedBy(namespace: string, selector: LabelSelector | undefined, view: StoreView): readonly Pod[] {
  return view.podsWithLabels(namespace, selector?.matchLabels ?? {}).filter((pod) => isRelated(pod, selector));
}

function isRelated(pod: Pod, selector: LabelSelector | undefined): boolean {
  return isActive(pod) && matchesLabelSelector(selector, pod.metadata.labels);
}

function add(byNode: ByNode, { spec }: Pod, by: 1 | -1): void {
  const node = spec.nodeName ?? '';
  byNode.set(node, (byNode.get(node) ?? 0) + by);
}
