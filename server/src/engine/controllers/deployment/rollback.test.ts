import { describe, expect, test } from 'vitest';
import type { Deployment } from '#engine/api/workloads.ts';
import { controllerBench } from '../../../../../test/support/controllerContext.ts';
import { fresh, replicaSet, web } from '../../../../../test/support/deployments.ts';
import { deploymentController } from './deployment.ts';

/** What a pass does when somebody asks for this revision, and the image the Deployment has after it. */
function rolledBack(revision: string): readonly string[] {
  const deployment = web(1, {
    maxSurge: 1,
    metadata: { annotations: { 'deprecated.deployment.rollback.to': revision } },
  });
  const { context, actions } = controllerBench([
    deployment,
    replicaSet('web-old', 0, { image: 'web:old', revision: '1' }),
    {
      ...fresh(1, 1),
      metadata: { ...fresh(1, 1).metadata, annotations: { 'deployment.kubernetes.io/revision': '2' } },
    },
  ]);
  deploymentController().reconcile('Deployment.apps/default/web', context);
  const after = context.view.get('Deployment.apps/default/web') as Deployment;
  expect(after.metadata.annotations).not.toHaveProperty('deprecated.deployment.rollback.to');
  return [...actions.filter((line) => line.startsWith('event')), `${after.spec.template.spec.containers[0]?.image}`];
}

describe('rollBack', () => {
  test.each([
    ['to a revision', '1', ['event DeploymentRollback: Rolled back deployment "web" to revision 1', 'web:old']],
    ['to the last one', '0', ['event DeploymentRollback: Rolled back deployment "web" to revision 1', 'web:old']],
    [
      'to one that is not there',
      '9',
      ['event DeploymentRollbackRevisionNotFound: Unable to find the revision to rollback to.', 'web:new'],
    ],
    [
      'to the one it has',
      '2',
      [
        'event DeploymentRollbackTemplateUnchanged: The rollback revision contains the same template as current deployment "web"',
        'web:new',
      ],
    ],
  ])('TestDeploymentRollback: %s', (_, revision, expected) => {
    expect(rolledBack(revision)).toEqual(expected);
  });
});
