import type { BindPlugin } from '../../plugin.ts';

/** Gives the pod its node through the binding sub-resource. Follows kubernetes plugins/defaultbinder. */
export const defaultBinder: BindPlugin = {
  name: 'DefaultBinder',
  bind: (pod, node, why, { api }) => api.bind(pod.key, node.name, why),
};
