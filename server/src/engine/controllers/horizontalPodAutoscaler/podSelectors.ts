import { type Key, keyOf, splitKey } from '../../api/key.ts';
import type { ApiObject } from '../../api/meta.ts';
import type { Pod } from '../../api/pod.ts';
import { formatLabelSelector, type LabelSelector, matchesLabelSelector } from '../../api/selector.ts';
import type { Context } from '../controller.ts';

/** The pods that autoscalers look at, each by the selector of its target. Follows kubernetes pkg/controller/podautoscaler/horizontal.go hpaSelectors. */
export class PodSelectors {
  readonly #known = new Map<Key, LabelSelector>();

  /** From now on the autoscaler has pods. */
  put(key: Key, selector: LabelSelector): void {
    this.#known.set(key, selector);
  }

  forget(key: Key): void {
    this.#known.delete(key);
  }

  /** The autoscalers, as `namespace/name`, that share the first pod which more than one has. */
  sharing(pods: readonly Pod[]): readonly string[] {
    const known = [...this.#known].map(([key, selector]) => ({ ...splitKey(key), selector }));
    if (known.length < 2) return [];
    for (const { metadata } of pods) {
      const found = known.filter(
        ({ namespace, selector }) =>
          namespace === metadata.namespace && matchesLabelSelector(selector, metadata.labels),
      );
      if (found.length > 1) return found.map(({ namespace, name }) => `${namespace}/${name}`).sort();
    }
    return [];
  }
}

/** What is wrong with the selector, as the Event and the condition say it. */
export interface SelectorProblem {
  readonly event: string;
  readonly reason: string;
  readonly message: string;
  /** The condition's words, where they are others. */
  readonly condition?: string;
}

/** Why the pods of the target cannot be judged; follows validateAndParseSelector. */
export function selectorProblem(
  autoscaler: ApiObject,
  target: ApiObject,
  selectors: PodSelectors,
  context: Context,
): SelectorProblem | undefined {
  const selector = selectorOf(target);
  if (selector === undefined)
    return {
      event: 'SelectorRequired',
      reason: 'InvalidSelector',
      message: 'selector is required',
      condition: "the HPA target's scale is missing a selector",
    };
  selectors.put(keyOf(autoscaler), selector);
  const sharing = selectors.sharing(podsOf(target, context));
  if (sharing.length < 2) return undefined;
  const message = `pods by selector ${formatLabelSelector(selector)} are controlled by multiple HPAs: [${sharing.join(' ')}]`;
  return { event: 'AmbiguousSelector', reason: 'AmbiguousSelector', message };
}

/** The pods of what is scaled, by its selector. */
export function podsOf(target: ApiObject, { view }: Context): readonly Pod[] {
  const selector = selectorOf(target);
  const pods = view.list('Pod', target.metadata.namespace ?? 'default') as readonly Pod[];
  return pods.filter((pod) => matchesLabelSelector(selector, pod.metadata.labels));
}

/** The selector of what is scaled; undefined where its scale has none. */
function selectorOf(target: ApiObject): LabelSelector | undefined {
  const selector = (target['spec'] as { selector?: unknown } | undefined)?.selector;
  if (selector === undefined || selector === null) return undefined;
  // Of a ReplicationController it is a map of labels.
  if (target.kind === 'ReplicationController') return { matchLabels: selector as Record<string, string> };
  return selector as LabelSelector;
}
