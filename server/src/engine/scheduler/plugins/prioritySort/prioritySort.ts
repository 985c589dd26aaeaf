import type { QueueSortPlugin } from '../../plugin.ts';

/** Higher priority first, then who came earlier. Follows kubernetes plugins/queuesort. */
export const prioritySort: QueueSortPlugin = {
  name: 'PrioritySort',
  isBefore: (a, b) =>
    a.info.priority !== b.info.priority ? a.info.priority > b.info.priority : a.sequence < b.sequence,
};
