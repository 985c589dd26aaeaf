import type { Pod } from '../../../api/pod.ts';
import type { FilterPlugin, NodeFilter } from '../../plugin.ts';
import { fits, misfit, skip } from '../../plugin.ts';
import { podLeft } from '../../wakes.ts';

const taken = misfit("node(s) didn't have free ports for the requested pod ports", true);

/** Keeps pods with host ports from nodes where these are taken. Follows kubernetes plugins/nodeports. */
export const nodePorts: FilterPlugin = {
  name: 'NodePorts',
  wakesOn: [
    podLeft((left, waiting, cluster) => {
      const freed = cluster.info(left as Pod).hostPorts;
      return freed.some((port) => waiting.hostPorts.some((wanted) => wanted.port === port.port));
    }),
    { kind: 'Node' },
  ],
  filterFor(pod): NodeFilter {
    if (pod.hostPorts.length === 0) return skip;
    return {
      kind: 'check',
      verdict: (node) => (pod.hostPorts.every((port) => node.portIsFree(port)) ? fits : taken),
      remedies: (node) =>
        pod.hostPorts
          .filter((port) => !node.portIsFree(port))
          .map(({ protocol, port }) => ({ kind: 'port', subject: `${protocol}/${port}` })),
    };
  },
};
