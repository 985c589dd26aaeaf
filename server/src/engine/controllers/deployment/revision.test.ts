import { describe, expect, test } from 'vitest';
import { web } from '../../../../../test/support/deployments.ts';
import { newReplicaSetAnnotations, scaleAnnotations } from './revision.ts';

describe('newReplicaSetAnnotations', () => {
  const deployment = web(1, {
    metadata: {
      annotations: {
        mine: 'yes',
        'kubectl.kubernetes.io/last-applied-configuration': '{}',
        'deployment.kubernetes.io/revision': '7',
      },
    },
  });

  test('TestAnnotationUtils: copies but for its own and the last applied configuration', () => {
    expect(newReplicaSetAnnotations(deployment, undefined, 3)).toEqual({
      mine: 'yes',
      'deployment.kubernetes.io/revision': '3',
    });
  });

  test('TestAnnotationUtils: a higher revision pushes the old one into the history, a lower one changes nothing', () => {
    const current = { 'deployment.kubernetes.io/revision': '2', 'deployment.kubernetes.io/revision-history': '1' };
    expect(newReplicaSetAnnotations(deployment, current, 6)['deployment.kubernetes.io/revision-history']).toBe('1,2');
    expect(newReplicaSetAnnotations(deployment, current, 1)['deployment.kubernetes.io/revision']).toBe('2');
  });

  test('TestAnnotationUtils: the history drops its oldest beyond 2000 characters', () => {
    const history = Array.from({ length: 400 }, (_, index) => String(index + 1000)).join(',');
    const current = {
      'deployment.kubernetes.io/revision': '1400',
      'deployment.kubernetes.io/revision-history': history,
    };
    const next = newReplicaSetAnnotations(deployment, current, 1500)['deployment.kubernetes.io/revision-history'] ?? '';
    expect(next.length).toBeLessThanOrEqual(2000);
    expect([next.slice(0, 9), next.slice(-9)]).toEqual(['1001,1002', '1399,1400']);
  });

  test('TestSetReplicasAnnotations: desired and most', () => {
    expect(scaleAnnotations(web(10, { maxSurge: '25%', maxUnavailable: '25%' }))).toEqual({
      'deployment.kubernetes.io/desired-replicas': '10',
      'deployment.kubernetes.io/max-replicas': '13',
    });
  });
});
