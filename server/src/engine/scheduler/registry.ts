import { defaultPreemption } from './plugins/defaultPreemption/defaultPreemption.ts';
import { imageLocality } from './plugins/imageLocality/imageLocality.ts';
import { interPodAffinity } from './plugins/interPodAffinity/interPodAffinity.ts';
import { nodeAffinity } from './plugins/nodeAffinity/nodeAffinity.ts';
import { nodeName } from './plugins/nodeName/nodeName.ts';
import { nodePorts } from './plugins/nodePorts/nodePorts.ts';
import { nodeResourcesBalancedAllocation } from './plugins/nodeResourcesBalancedAllocation/nodeResourcesBalancedAllocation.ts';
import { nodeResourcesFit } from './plugins/nodeResourcesFit/nodeResourcesFit.ts';
import { nodeUnschedulable } from './plugins/nodeUnschedulable/nodeUnschedulable.ts';
import { podTopologySpread } from './plugins/podTopologySpread/podTopologySpread.ts';
import { taintToleration } from './plugins/taintToleration/taintToleration.ts';
import type { Profile } from './profile.ts';

/** The plugins of kube-scheduler 1.36 with their weights, in the order in which they are asked. Adding one: a folder and a line in each list it belongs to. */
export const defaultProfile: Profile = {
  schedulerName: 'default-scheduler',
  percentageOfNodesToScore: 0,
  filters: [
    nodeUnschedulable,
    nodeName,
    taintToleration,
    nodeAffinity,
    nodePorts,
    nodeResourcesFit(),
    podTopologySpread(),
    interPodAffinity(),
  ],
  scores: [
    { plugin: taintToleration, weight: 3 },
    { plugin: nodeAffinity, weight: 2 },
    { plugin: nodeResourcesFit(), weight: 1 },
    { plugin: podTopologySpread(), weight: 2 },
    { plugin: interPodAffinity(), weight: 2 },
    { plugin: nodeResourcesBalancedAllocation(), weight: 1 },
    { plugin: imageLocality, weight: 1 },
  ],
  postFilters: [defaultPreemption()],
};
