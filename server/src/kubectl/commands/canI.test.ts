import { expect, test } from 'vitest';
import { checkKubectl, clusterOf } from '../testing/checkKubectl.ts';

const account = '--as=system:serviceaccount:default:robot';

test('oneself may do everything; odd words are warned of', () => {
  const cluster = clusterOf();
  expect(checkKubectl(cluster, 'auth can-i create pods')).toBe(
    'yes\n(you are in the group system:masters, which may do everything)',
  );
  expect(checkKubectl(cluster, 'auth can-i frob nodes')).toMatch(
    /Warning: resource 'nodes' is not namespace scoped\n\nWarning: verb 'frob' is not a known verb\n/,
  );
  expect(checkKubectl(cluster, 'auth can-i get foos.example.org')).toContain(
    "Warning: the server doesn't have a resource type 'foos' in group 'example.org'",
  );
  expect(checkKubectl(cluster, 'auth can-i create')).toMatch(/^error: you must specify two arguments/);
});

test('somebody else may do what bindings give', () => {
  const cluster = clusterOf();
  checkKubectl(cluster, 'create ns shop');
  checkKubectl(cluster, 'create role reader --verb=get,list --resource=pods,deployments.apps -n shop');
  checkKubectl(cluster, 'create rolebinding robot-reads --role=reader --serviceaccount=default:robot -n shop');
  expect(checkKubectl(cluster, `auth can-i list pods -n shop ${account}`)).toBe(
    'yes\n(RBAC: allowed by RoleBinding "robot-reads/shop" of Role "reader" to ServiceAccount "robot/default")',
  );
  expect(checkKubectl(cluster, `auth can-i get deploy/web -n shop ${account}`)).toMatch(/^yes\n/);
  expect(checkKubectl(cluster, `auth can-i delete pods -n shop ${account}`)).toBe(
    'no\n(no binding in the namespace shop or for the whole cluster gives this to system:serviceaccount:default:robot)\n(exit 1)',
  );
  expect(checkKubectl(cluster, `auth can-i list pods ${account} -q`)).toMatch(/^\(no binding .*\n\(exit 1\)$/);
  expect(checkKubectl(cluster, `auth can-i --list -n shop ${account}`)).toBe(
    [
      'Resources          Non-Resource URLs   Resource Names   Verbs',
      'deployments.apps   []                  []               [get list]',
      'pods               []                  []               [get list]',
    ].join('\n'),
  );
});

test('the roles that every cluster has', () => {
  const cluster = clusterOf();
  checkKubectl(cluster, 'create clusterrolebinding all-view --clusterrole=view --group=team');
  checkKubectl(cluster, 'create rolebinding boss --clusterrole=cluster-admin --user=jo');
  const can = (words: string): string => checkKubectl(cluster, `auth can-i ${words}`).split('\n')[0] ?? '';
  expect(can('get pods -n kube-system --as=x --as-group=team')).toBe('yes');
  expect(can('get pods --subresource=log --as=x --as-group=team')).toBe('yes');
  expect(can('get secrets --as=x --as-group=team')).toBe('no');
  expect(can('create pods --as=x --as-group=team')).toBe('no');
  expect(can('delete secrets --as=jo')).toBe('yes');
  expect(can('delete secrets -n kube-system --as=jo')).toBe('no');
});
