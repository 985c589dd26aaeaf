import type { Taint } from '../api/node.ts';
import type { Toleration } from '../api/pod.ts';

/** Whether one of the tolerations tolerates the taint. Follows kubernetes component-helpers/scheduling/corev1/helpers.go. */
export function tolerates(tolerations: readonly Toleration[] | undefined, taint: Taint): boolean {
  for (const toleration of tolerations ?? []) if (toleratesTaint(toleration, taint)) return true;
  return false;
}

/** The first taint with one of the effects that nothing tolerates. */
export function untolerated(
  taints: readonly Taint[],
  tolerations: readonly Toleration[] | undefined,
  effects: readonly Taint['effect'][],
): Taint | undefined {
  for (const taint of taints) if (effects.includes(taint.effect) && !tolerates(tolerations, taint)) return taint;
  return undefined;
}

/** The taints that keep a pod from a node. */
export const repelling: readonly Taint['effect'][] = ['NoSchedule', 'NoExecute'];

function toleratesTaint({ key, operator, value, effect }: Toleration, taint: Taint): boolean {
  if (effect && effect !== taint.effect) return false;
  if (key && key !== taint.key) return false;
  if (operator === 'Exists') return true;
  return (operator === undefined || operator === '' || operator === 'Equal') && (value ?? '') === (taint.value ?? '');
}
