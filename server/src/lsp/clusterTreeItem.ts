import { keyOf } from '#engine/api/key.ts';
import { type ApiObject, controllerOf } from '#engine/api/meta.ts';
import type { StoreView } from '#engine/store/view.ts';
import type { ClusterTreeAction, ClusterTreeItem, ClusterTreeStatus } from '#protocol/clusterTree.ts';

/** How one line differs from the others of its kind. */
export interface Line {
  readonly id: string;
  readonly facts: readonly string[];
  readonly status: ClusterTreeStatus;
  readonly expandable: boolean;
  readonly actions: readonly ClusterTreeAction[];
  readonly replicas?: number;
}

/** The line of an object: its name, with the namespace where that is not `default`, and what there is to say of it. */
export function objectItem(view: StoreView, object: ApiObject, line: Line): ClusterTreeItem {
  const { facts, actions, ...rest } = line;
  const { name, namespace } = object.metadata;
  const foreign = namespace !== undefined && namespace !== 'default' ? [namespace] : [];
  const described = [...facts, ...foreign].join(', ');
  return {
    ...rest,
    label: name,
    description: described,
    spoken: `${object.kind} ${name}, ${described}`,
    sources: [object, ...ownersOf(view, object)].map(keyOf),
    actions: Object.fromEntries(actions.map((action) => [action, commandOf(object, action)])),
  };
}

function commandOf(object: ApiObject, action: ClusterTreeAction): string {
  const { name, namespace } = object.metadata;
  const where = namespace === undefined || namespace === 'default' ? '' : ` -n ${namespace}`;
  if (action === 'drain') return `drain ${name} --ignore-daemonsets --delete-emptydir-data --force`;
  if (action === 'uncordon') return `uncordon ${name}`;
  const target = `${action} ${object.kind.toLowerCase()}/${name}${where}`;
  return action === 'scale' ? `${target} --replicas=` : target;
}

/** The controller that made it, that one's, and so on. */
function ownersOf(view: StoreView, object: ApiObject): readonly ApiObject[] {
  const owners: ApiObject[] = [];
  let next = view.byUid(controllerOf(object)?.uid ?? '');
  while (next !== undefined && owners.length < 8) {
    owners.push(next);
    next = view.byUid(controllerOf(next)?.uid ?? '');
  }
  return owners;
}
