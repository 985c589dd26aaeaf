import { child, childOrNew, type Draft, fill } from './draft.ts';

/** Follows kubernetes pkg/apis/autoscaling/v2/defaults.go; of v1 the same fields as far as it has them. */
export function horizontalPodAutoscaler(object: Draft): void {
  const spec = childOrNew(object, 'spec');
  if (spec === undefined) return;
  fill(spec, 'minReplicas', 1);
  if (object['apiVersion'] === 'autoscaling/v1') {
    fill(spec, 'targetCPUUtilizationPercentage', 80);
    return;
  }
  fill(spec, 'metrics', [
    { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
  ]);
  const behavior = child(spec, 'behavior');
  if (behavior === undefined) return;
  behavior['scaleUp'] = { ...scaleUpRules(), ...child(behavior, 'scaleUp') };
  behavior['scaleDown'] = { ...scaleDownRules(), ...child(behavior, 'scaleDown') };
}

function scaleUpRules(): Draft {
  return {
    stabilizationWindowSeconds: 0,
    selectPolicy: 'Max',
    policies: [
      { type: 'Pods', value: 4, periodSeconds: 15 },
      { type: 'Percent', value: 100, periodSeconds: 15 },
    ],
  };
}

function scaleDownRules(): Draft {
  return { selectPolicy: 'Max', policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] };
}
