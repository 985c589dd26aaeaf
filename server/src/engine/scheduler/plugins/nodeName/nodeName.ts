import type { FilterPlugin, NodeFilter } from '../../plugin.ts';
import { fits, misfit, skip } from '../../plugin.ts';

const otherNode = misfit("node(s) didn't match the requested node name", false);

/** Keeps a pod that names its node from all others. Follows kubernetes plugins/nodename. */
export const nodeName: FilterPlugin = {
  name: 'NodeName',
  wakesOn: [{ kind: 'Node' }],
  filterFor(pod): NodeFilter {
    const wanted = pod.pod.spec.nodeName;
    return wanted ? { kind: 'check', verdict: (node) => (node.name === wanted ? fits : otherNode) } : skip;
  },
};
