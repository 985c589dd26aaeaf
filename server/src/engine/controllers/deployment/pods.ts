import { controllerOf } from '../../api/meta.ts';
import type { Pod } from '../../api/pod.ts';
import { matchesLabelSelector } from '../../api/selector.ts';
import type { ReplicaSet } from '../../api/workloads.ts';
import type { Sync } from './sync.ts';

/** The pods that the selector matches, by the uid of the ReplicaSet that controls them; terminating and ended ones included. */
export function podsByReplicaSet(
  { context, deployment }: Pick<Sync, 'deployment'> & { readonly context: Pick<Sync['context'], 'view'> },
  owned: readonly ReplicaSet[],
): ReadonlyMap<string, readonly Pod[]> {
  const { selector } = deployment.spec;
  return new Map(
    owned.map(({ metadata: { uid = '' } }) => {
      const pods = context.view.controlledBy(uid, 'Pod') as readonly Pod[];
      return [
        uid,
        pods.filter((pod) => controllerOf(pod)?.uid === uid && matchesLabelSelector(selector, pod.metadata.labels)),
      ];
    }),
  );
}
