import type { GroupKind, Key } from '../../../api/key.ts';
import { groupKind, key } from '../../../api/key.ts';
import type { Labels } from '../../../api/meta.ts';
import { controllerOf } from '../../../api/meta.ts';
import type { LabelSelector, Requirement } from '../../../api/selector.ts';
import { matchesLabels, requirementOf } from '../../../api/selector.ts';
import type { StoreView } from '../../../store/view.ts';
import type { LabelMatch } from '../../labelMatch.ts';
import { requirementsMatch } from '../../labelMatch.ts';
import type { PodInfo } from '../../podInfo.ts';

const owners: Readonly<Record<string, GroupKind>> = {
  ReplicationController: 'ReplicationController',
  ReplicaSet: 'ReplicaSet.apps',
  StatefulSet: 'StatefulSet.apps',
};

/** What selects the pod and its like: the labels of the Services that select it, and its owner's selector. Follows kubernetes plugins/helper/spread.go. */
export function ownerSelector(pod: PodInfo, view: StoreView): LabelMatch {
  const labels: Record<string, string> = {};
  for (const service of view.list('Service', pod.namespace)) {
    const selector = (service['spec'] as { readonly selector?: Labels } | undefined)?.selector;
    if (selector && Object.keys(selector).length > 0 && matchesLabels(selector, pod.labels))
      Object.assign(labels, selector);
  }
  const requirements: Requirement[] = [];
  const owner = controllerOf(pod.pod);
  const kind = owner === undefined ? undefined : owners[owner.kind];
  if (owner !== undefined && kind === groupKind(owner.apiVersion, owner.kind)) {
    const found: Key = key(kind, pod.namespace, owner.name);
    const selector = (view.get(found)?.['spec'] as { readonly selector?: unknown } | undefined)?.selector;
    if (owner.kind === 'ReplicationController') Object.assign(labels, selector);
    else requirements.push(...requirementsOf(selector as LabelSelector | undefined));
  }
  for (const [name, value] of Object.entries(labels)) requirements.push({ key: name, operator: 'in', values: [value] });
  return requirementsMatch(requirements);
}

function requirementsOf(selector: LabelSelector | undefined): readonly Requirement[] {
  return [
    ...Object.entries(selector?.matchLabels ?? {}).map(
      ([name, value]): Requirement => ({ key: name, operator: 'in', values: [value] }),
    ),
    ...(selector?.matchExpressions ?? []).flatMap((expression) => requirementOf(expression) ?? []),
  ];
}
