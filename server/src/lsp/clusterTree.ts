import { t } from '@vscode/l10n';
import { keyOf } from '#engine/api/key.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import type { StoreView } from '#engine/store/view.ts';
import { conditionOf } from '#engine/trace/podState.ts';
import type { ClusterTreeItem } from '#protocol/clusterTree.ts';
import { nodeItem } from './clusterTreeNodes.ts';
import { podItem } from './clusterTreePods.ts';
import { endpointItems, readyCount, serviceItem, servicesIn } from './clusterTreeServices.ts';
import { ownedItems, topWorkloads, workloadItem } from './clusterTreeWorkloads.ts';

/** What stands below a line of the tree of a cluster: `null` is the top. A line that there is no more has nothing below it. */
export function clusterTree(view: StoreView, parent: string | null): readonly ClusterTreeItem[] {
  if (parent === null) return [nodesGroup(view), workloadsGroup(view), servicesGroup(view)];
  const [group = '', ...path] = parent.split('>');
  const key = path.at(-1);
  return groups[group]?.(view, parent, key === undefined ? null : view.get(key)) ?? [];
}

/** What stands below a heading (`object` is null) or below one of its lines (undefined where that is gone), by the heading's id. */
type Below = (view: StoreView, id: string, object: ApiObject | null | undefined) => readonly ClusterTreeItem[];

const belowNodes: Below = (view, id, object) => {
  if (object === null) return view.list('Node').map((node) => nodeItem(view, node, `${id}>${keyOf(node)}`));
  const pods = object?.kind === 'Node' ? view.podsOnNode(object.metadata.name) : [];
  return pods.map((pod) => podItem(view, pod, `${id}>${keyOf(pod)}`));
};

const belowWorkloads: Below = (view, id, object) => {
  if (object === null) return topWorkloads(view).map((each) => workloadItem(view, each, `${id}>${keyOf(each)}`));
  return object === undefined ? [] : ownedItems(view, object, id);
};

const belowServices: Below = (view, id, object) => {
  if (object === null) return servicesIn(view).map((each) => serviceItem(view, each, `${id}>${keyOf(each)}`));
  return object?.kind === 'Service' ? endpointItems(view, object, id) : [];
};

const groups: Readonly<Record<string, Below>> = {
  nodes: belowNodes,
  workloads: belowWorkloads,
  services: belowServices,
};

function nodesGroup(view: StoreView): ClusterTreeItem {
  const nodes = view.list('Node');
  const ready = nodes.filter((node) => conditionOf(node, 'Ready')?.status === 'True').length;
  return heading('nodes', t('Nodes'), nodes.length, t('{0} of {1} ready', ready, nodes.length));
}

function workloadsGroup(view: StoreView): ClusterTreeItem {
  const items = topWorkloads(view).map((each) => workloadItem(view, each, ''));
  const fine = items.filter(({ status }) => status === 'ok' || status === 'idle').length;
  return heading('workloads', t('Workloads'), items.length, t('{0} of {1} complete', fine, items.length));
}

function servicesGroup(view: StoreView): ClusterTreeItem {
  const services = servicesIn(view);
  const ready = services.filter((service) => readyCount(view, service) > 0).length;
  return heading(
    'services',
    t('Services'),
    services.length,
    t('{0} of {1} with a ready endpoint', ready, services.length),
  );
}

function heading(id: string, label: string, count: number, facts: string): ClusterTreeItem {
  const description = count === 0 ? t('none') : facts;
  return {
    id,
    label,
    description,
    spoken: `${label}, ${description}`,
    status: 'group',
    expandable: count > 0,
    sources: [],
    actions: {},
  };
}
