import { expect, it } from 'vitest';
import { web } from '../../../../test/support/webBehindService.ts';
import { workspaceOf } from '../../../../test/support/workspace.ts';
import { validate } from '../validation/validate.ts';

const budget =
  'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web}\nspec: {minAvailable: 1, selector: {matchLabels: {app: web}}}\n';
const autoscaler =
  'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}\n';

/** Rules that find something in the second file, before and after the first has got another text. */
function checkOther(other: string, before: string, after: string): readonly (readonly string[])[] {
  const workspace = workspaceOf(`# file: web.yaml\n${before}# file: other.yaml\n${other}`);
  const found = (): readonly string[] => validate(workspace.snapshot, 'other.yaml').map(({ rule }) => rule);
  const first = found();
  workspace.change([{ uri: 'web.yaml', text: after }]);
  return [first, found()];
}

it('what was found of another object is found anew when its pods or their requests change', () => {
  expect(checkOther(budget, web('replicas: 2', ''), web('replicas: 1', ''))).toEqual([[], ['disruptionBudgetBlocks']]);
  expect(checkOther(budget, web('replicas: 1', ''), web('replicas: 2', ''))).toEqual([['disruptionBudgetBlocks'], []]);
  const silent = web('', '').replace('{limits: {memory: 1Gi, cpu: 1}}', '{requests: {memory: 1Gi}}');
  expect(checkOther(autoscaler, web('', ''), silent)).toEqual([[], ['autoscalerWithoutRequests']]);
});

it('and when its names or labels do', () => {
  const renamed = web('', '').replace('metadata: {name: web}', 'metadata: {name: webs}');
  expect(checkOther(autoscaler, web('', ''), renamed)).toEqual([[], ['unresolvedReference']]);
});

it('and when the ports that its containers list do', () => {
  const service =
    'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}\n';
  const listing = (port: number): string => web('', `ports: [{containerPort: ${port}}]`);
  expect(checkOther(service, listing(8080), listing(9090))).toEqual([[], ['unlistedTargetPort']]);
});
