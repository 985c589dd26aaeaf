import { expect, test } from 'vitest';
import { complete } from './complete.ts';
import { checkKubectl, clusterOf } from './testing/checkKubectl.ts';

const cluster = clusterOf({ './web.yaml': '', './db.yaml': '' });
checkKubectl(cluster, 'create deployment web --image=nginx');
checkKubectl(cluster, 'create ns shop');
checkKubectl(cluster, 'run one --image=nginx');
checkKubectl(cluster, 'expose deployment web --port=80');

test.each([
  ['ro', 'rollout'],
  ['cu', 'curl'],
  ['kube', 'kubectl'],
  ['kubectl roll', 'rollout'],
  ['kubectl rollout res', 'restart resume'],
  ['rollout restart deploy w', 'web'],
  ['get deploym', 'deployments'],
  ['get pods,serv', 'serviceaccounts servicecidrs services'],
  ['get deploy/w', 'deploy/web'],
  ['get -n shop po', 'poddisruptionbudgets pods podtemplates'],
  ['get pods -n sh', 'shop'],
  ['get pods --namespace=sh', 'shop'],
  ['get pods -o js', 'json jsonpath jsonpath-as-json jsonpath-file'],
  ['apply -f ./w', './web.yaml'],
  ['create -f ./w', './web.yaml'],
  ['exec one -c ', 'one'],
  ['logs o', 'one'],
  ['get pods --show-l', '--show-labels'],
  ['drain n', 'n1 n2 n3'],
  ['curl w', 'web'],
  ['get nothing x', ''],
])('%j', (line, words) => {
  expect(complete(cluster, line).words.join(' ')).toBe(words);
});

test('in the shell of a container its programs stand first', () => {
  const inside = clusterOf();
  checkKubectl(inside, 'run one --image=nginx');
  checkKubectl(inside, 'wait --for=condition=Ready pod/one');
  checkKubectl(inside, 'exec -it one -- sh');
  expect(complete(inside, 'ex').words).toEqual(['exit']);
  expect(complete(inside, 'pr').words).toEqual(['printenv']);
});
