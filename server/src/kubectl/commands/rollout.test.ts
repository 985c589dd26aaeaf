import { expect, test } from 'vitest';
import { checkKubectl, clusterOf, settle } from '../testing/checkKubectl.ts';

const web = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  progressDeadlineSeconds: 20
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: c, image: good:1 }] }
`;

function started(): ReturnType<typeof clusterOf> {
  const cluster = clusterOf({}, { images: [{ match: 'bad*', pull: 'fails' }] });
  checkKubectl(cluster, 'create -f -', web);
  settle(cluster);
  return cluster;
}

test('status waits for the rollout and says how far it is', () => {
  const cluster = started();
  expect(checkKubectl(cluster, 'rollout status deploy/web')).toBe('deployment "web" successfully rolled out');
  checkKubectl(cluster, 'set image deploy/web c=good:2');
  expect(checkKubectl(cluster, 'rollout status deploy/web').split('\n').at(0)).toBe(
    'Waiting for deployment spec update to be observed...',
  );
  expect(checkKubectl(cluster, 'rollout status deploy/web --watch=false')).toBe(
    'deployment "web" successfully rolled out',
  );
});

test('a rollout past its deadline, undone', () => {
  const cluster = started();
  expect(checkKubectl(cluster, 'rollout undo deploy/web')).toBe(
    'error: no rollout history found for deployment "web"\n(exit 1)',
  );
  expect(checkKubectl(cluster, 'set image deploy/web c=bad:1')).toBe('deployment.apps/web image updated');
  const said = checkKubectl(cluster, 'rollout status deploy/web').split('\n');
  expect(said.slice(-2)).toEqual(['error: deployment "web" exceeded its progress deadline', '(exit 1)']);
  expect(checkKubectl(cluster, 'rollout undo deploy/web')).toBe('deployment.apps/web rolled back');
  settle(cluster);
  expect(checkKubectl(cluster, 'rollout history deploy web')).toBe(
    'deployment.apps/web \nREVISION  CHANGE-CAUSE\n2         <none>\n3         <none>',
  );
  expect(checkKubectl(cluster, 'rollout undo deploy/web --to-revision=9')).toBe(
    'error: unable to find specified revision 9 in history\n(exit 1)',
  );
  expect(checkKubectl(cluster, 'rollout undo deploy/web --to-revision=3')).toBe(
    'deployment.apps/web skipped rollback (current template already matches revision 3)',
  );
});

test('pause, resume and restart refuse what makes no sense', () => {
  const cluster = started();
  expect(checkKubectl(cluster, 'rollout pause deploy/web')).toBe('deployment.apps/web paused');
  expect(checkKubectl(cluster, 'rollout pause deploy/web')).toBe(
    'error: deployments.apps "web" is already paused\n(exit 1)',
  );
  expect(checkKubectl(cluster, 'rollout restart deploy/web')).toBe(
    `error: deployments.apps "web" can't restart paused deployment (run rollout resume first)\n(exit 1)`,
  );
  expect(checkKubectl(cluster, 'rollout undo deploy/web')).toBe(
    `error: you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again\n(exit 1)`,
  );
  expect(checkKubectl(cluster, 'rollout resume deploy/web')).toBe('deployment.apps/web resumed');
  expect(checkKubectl(cluster, 'rollout resume deploy/web')).toBe(
    'error: deployments.apps "web" is not paused\n(exit 1)',
  );
  expect(checkKubectl(cluster, 'rollout restart deploy/web')).toBe('deployment.apps/web restarted');
});

test('--record keeps the command line as the cause of the change', () => {
  const cluster = started();
  expect(checkKubectl(cluster, 'set image deploy/web c=good:2 --record')).toBe(
    'deployment.apps/web image updated\nFlag --record has been deprecated, --record will be removed in the future',
  );
  settle(cluster);
  expect(checkKubectl(cluster, 'rollout history deploy/web').split('\n').at(-1)).toBe(
    '2         kubectl set image deploy/web c=good:2 --record=true',
  );
});
