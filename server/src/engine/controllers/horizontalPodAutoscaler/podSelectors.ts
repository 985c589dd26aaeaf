import { type Key, splitKey } from '../../api/key.ts';
import type { ApiObject } from '../../api/meta.ts';
import type { LabelSelector, Pod } from '../../api/pod.ts';
import { matchesLabelSelector } from '../../api/selector.ts';

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
    for (const pod of pods) {
      const found = [...this.#known].filter(([key, selector]) => {
        const inside = splitKey(key).namespace === pod.metadata.namespace;
        return inside && matchesLabelSelector(selector, pod.metadata.labels);
      });
      if (found.length > 1) return found.map(([key]) => `${splitKey(key).namespace}/${splitKey(key).name}`).sort();
    }
    return [];
  }
}

/** The selector of what is scaled; undefined where its scale has none. */
export function selectorOf(target: ApiObject): LabelSelector | undefined {
  const selector = (target['spec'] as { selector?: unknown } | undefined)?.selector;
  if (selector === undefined || selector === null) return undefined;
  // Of a ReplicationController it is a map of labels.
  if (target.kind === 'ReplicationController') return { matchLabels: selector as Record<string, string> };
  return selector as LabelSelector;
}
