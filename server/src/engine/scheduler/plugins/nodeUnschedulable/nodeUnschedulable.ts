import type { Taint } from '../../../api/node.ts';
import type { FilterPlugin, NodeFilter } from '../../plugin.ts';
import { fits, misfit, skip } from '../../plugin.ts';
import { tolerates } from '../../tolerations.ts';
import { nodeChanged } from '../../wakes.ts';

const cordonTaint: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
const unschedulable = misfit('node(s) were unschedulable', false);

/** Keeps pods from cordoned nodes, unless they tolerate that. Follows kubernetes plugins/nodeunschedulable. */
export const nodeUnschedulable: FilterPlugin = {
  name: 'NodeUnschedulable',
  wakesOn: [nodeChanged((node) => node.spec?.unschedulable !== true)],
  filterFor(pod, cluster): NodeFilter {
    if (cluster.cordoned === 0 || tolerates(pod.pod.spec.tolerations, cordonTaint)) return skip;
    return {
      kind: 'check',
      verdict: (node) => (node.unschedulable ? unschedulable : fits),
      remedies: (node) => [{ kind: 'uncordon', subject: node.name }],
    };
  },
};
