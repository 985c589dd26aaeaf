import type { PreEnqueuePlugin } from '../../plugin.ts';

/** Keeps pods out of the queue while they have scheduling gates. Follows kubernetes plugins/schedulinggates. */
export const schedulingGates: PreEnqueuePlugin = {
  name: 'SchedulingGates',
  whyGated: ({ pod }) => {
    const gates = pod.spec.schedulingGates ?? [];
    return gates.length === 0
      ? undefined
      : `waiting for scheduling gates: [${gates.map(({ name }) => name).join(' ')}]`;
  },
};
