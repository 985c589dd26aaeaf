import type { Node } from '../../../api/node.ts';
import type { Pod } from '../../../api/pod.ts';
import type { Cluster } from '../../cluster.ts';
import type { FilterPlugin, NodeFilter, NodeScore, ScorePlugin } from '../../plugin.ts';
import type { PodInfo } from '../../podInfo.ts';
import { isPlaced } from '../../wakes.ts';
import type { Constraint, DefaultConstraints } from './constraints.ts';
import { defaultConstraints, ownConstraints, systemDefaults } from './constraints.ts';
import { filterByConstraints } from './filter.ts';
import { ownerSelector } from './ownerSelector.ts';
import { scoreByConstraints } from './score.ts';

/** Keeps pods evenly spread over the domains of a topology, or prefers it. Follows kubernetes plugins/podtopologyspread. */
export function podTopologySpread(defaults: DefaultConstraints = systemDefaults): FilterPlugin & ScorePlugin {
  const constraintsOf = (pod: PodInfo, cluster: Cluster, whenUnsatisfiable: string): readonly Constraint[] => {
    if ((pod.pod.spec.topologySpreadConstraints ?? []).length > 0) return ownConstraints(pod, whenUnsatisfiable);
    if (!defaults.constraints.some((constraint) => constraint.whenUnsatisfiable === whenUnsatisfiable)) return [];
    return defaultConstraints(pod, defaults, whenUnsatisfiable, ownerSelector(pod, cluster.view));
  };
  return {
    name: 'PodTopologySpread',
    wakesOn: [
      {
        kind: 'Pod',
        concerns: ({ before, after }) => movesCounts(before as Pod | null, after as Pod | null),
        helps: (waiting, change, cluster) =>
          constraintsOf(waiting, cluster, 'DoNotSchedule').some(
            ({ selector }) =>
              selects(selector, change.before as Pod | null, waiting) ||
              selects(selector, change.after as Pod | null, waiting),
          ),
      },
      {
        kind: 'Node',
        helps: (waiting, change, cluster) =>
          changesDomains(
            change.before as Node | null,
            change.after as Node | null,
            constraintsOf(waiting, cluster, 'DoNotSchedule'),
          ),
      },
    ],
    filterFor: (pod, cluster): NodeFilter =>
      filterByConstraints(constraintsOf(pod, cluster, 'DoNotSchedule'), pod, cluster),
    scoreFor: (pod, cluster, nodes): NodeScore | undefined => {
      const own = (pod.pod.spec.topologySpreadConstraints ?? []).length > 0;
      const constraints = constraintsOf(pod, cluster, 'ScheduleAnyway');
      return scoreByConstraints(constraints, pod, cluster, nodes, own || !defaults.system);
    },
  };
}

/** A pod was placed, went away, began to be deleted, or has other labels. */
function movesCounts(before: Pod | null, after: Pod | null): boolean {
  if (isPlaced(before) !== isPlaced(after)) return true;
  return (
    isPlaced(before) &&
    (before?.metadata.labels !== after?.metadata.labels ||
      before?.metadata.deletionTimestamp !== after?.metadata.deletionTimestamp)
  );
}

function selects(selector: Constraint['selector'], pod: Pod | null, waiting: PodInfo): boolean {
  return pod !== null && pod.metadata.namespace === waiting.namespace && selector.matches(pod.metadata.labels);
}

/** A node with all keys came or went, or one of its values changed, or its taints did. */
function changesDomains(before: Node | null, after: Node | null, constraints: readonly Constraint[]): boolean {
  const hasAll = (node: Node | null): boolean =>
    node !== null && constraints.every(({ topologyKey }) => node.metadata.labels?.[topologyKey] !== undefined);
  if (hasAll(before) !== hasAll(after)) return true;
  if (!hasAll(after)) return false;
  return (
    before?.spec !== after?.spec ||
    constraints.some(
      ({ topologyKey }) => before?.metadata.labels?.[topologyKey] !== after?.metadata.labels?.[topologyKey],
    )
  );
}
