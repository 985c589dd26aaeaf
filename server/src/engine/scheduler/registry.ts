import type {
  BindPlugin,
  FilterPlugin,
  Plugin,
  PostFilterPlugin,
  PreBindPlugin,
  PreEnqueuePlugin,
  QueueSortPlugin,
  ScorePlugin,
} from './plugin.ts';
import type { PluginArgs } from './pluginArgs.ts';
import { defaultBinder } from './plugins/defaultBinder/defaultBinder.ts';
import { defaultPreemption } from './plugins/defaultPreemption/defaultPreemption.ts';
import { imageLocality } from './plugins/imageLocality/imageLocality.ts';
import { interPodAffinity } from './plugins/interPodAffinity/interPodAffinity.ts';
import { nodeAffinity } from './plugins/nodeAffinity/nodeAffinity.ts';
import { nodeName } from './plugins/nodeName/nodeName.ts';
import { nodePorts } from './plugins/nodePorts/nodePorts.ts';
import { nodeResourcesBalancedAllocation } from './plugins/nodeResourcesBalancedAllocation/nodeResourcesBalancedAllocation.ts';
import { nodeResourcesFit } from './plugins/nodeResourcesFit/nodeResourcesFit.ts';
import { nodeUnschedulable } from './plugins/nodeUnschedulable/nodeUnschedulable.ts';
import { nodeVolumeLimits } from './plugins/nodeVolumeLimits/nodeVolumeLimits.ts';
import { podTopologySpread } from './plugins/podTopologySpread/podTopologySpread.ts';
import { prioritySort } from './plugins/prioritySort/prioritySort.ts';
import { schedulingGates } from './plugins/schedulingGates/schedulingGates.ts';
import { taintToleration } from './plugins/taintToleration/taintToleration.ts';
import { volumeBinding } from './plugins/volumeBinding/volumeBinding.ts';
import { volumeRestrictions } from './plugins/volumeRestrictions/volumeRestrictions.ts';
import { volumeZone } from './plugins/volumeZone/volumeZone.ts';

/** A plugin at all the extension points that it has. */
export type AnyPlugin = Plugin &
  Partial<
    FilterPlugin & ScorePlugin & PostFilterPlugin & PreBindPlugin & QueueSortPlugin & PreEnqueuePlugin & BindPlugin
  >;

export interface PluginEntry {
  readonly name: string;
  /** Of its score; 0 for plugins that do not score. */
  readonly weight: number;
  make(args: PluginArgs): AnyPlugin;
}

/** The plugins of kube-scheduler 1.36 in the order in which they are asked. Adding one: a folder and a line. Follows kubernetes apis/config/v1/default_plugins.go. */
export const plugins: readonly PluginEntry[] = [
  { name: 'SchedulingGates', weight: 0, make: () => schedulingGates },
  { name: 'PrioritySort', weight: 0, make: () => prioritySort },
  { name: 'NodeUnschedulable', weight: 0, make: () => nodeUnschedulable },
  { name: 'NodeName', weight: 0, make: () => nodeName },
  { name: 'TaintToleration', weight: 3, make: () => taintToleration },
  { name: 'NodeAffinity', weight: 2, make: (args) => nodeAffinity(args.addedAffinity()) },
  { name: 'NodePorts', weight: 0, make: () => nodePorts },
  { name: 'NodeResourcesFit', weight: 1, make: (args) => nodeResourcesFit(args.fit()) },
  { name: 'VolumeRestrictions', weight: 0, make: () => volumeRestrictions },
  { name: 'NodeVolumeLimits', weight: 0, make: () => nodeVolumeLimits },
  { name: 'VolumeBinding', weight: 0, make: () => volumeBinding },
  { name: 'VolumeZone', weight: 0, make: () => volumeZone },
  { name: 'PodTopologySpread', weight: 2, make: (args) => podTopologySpread(args.defaultConstraints()) },
  { name: 'InterPodAffinity', weight: 2, make: (args) => interPodAffinity(args.interPodAffinity()) },
  { name: 'DefaultPreemption', weight: 0, make: (args) => defaultPreemption(args.preemption()) },
  {
    name: 'NodeResourcesBalancedAllocation',
    weight: 1,
    make: (args) => nodeResourcesBalancedAllocation(args.balancedResources()),
  },
  { name: 'ImageLocality', weight: 1, make: () => imageLocality },
  { name: 'DefaultBinder', weight: 0, make: () => defaultBinder },
];
