import { expect, test } from 'vitest';
import { checkKubectl, clusterOf, settle } from '../testing/checkKubectl.ts';

test('labels and annotations', () => {
  const cluster = clusterOf();
  expect(checkKubectl(cluster, 'label node n1 disk=ssd')).toBe('node/n1 labeled');
  expect(checkKubectl(cluster, 'label node n1 disk=hdd')).toBe(
    "error: 'disk' already has a value (ssd), and --overwrite is false\n(exit 1)",
  );
  expect(checkKubectl(cluster, 'label node n1 disk=hdd --overwrite')).toBe('node/n1 labeled');
  expect(checkKubectl(cluster, 'label node n1 disk-')).toBe('node/n1 unlabeled');
  expect(checkKubectl(cluster, 'label node n1 gone-')).toBe('label "gone" not found.\nnode/n1 not labeled');
  expect(checkKubectl(cluster, 'annotate node n1 a=b')).toBe('node/n1 annotated');
  expect(checkKubectl(cluster, 'label node n9 a=b')).toBe(
    'Error from server (NotFound): nodes "n9" not found\n(exit 1)',
  );
});

test('taints', () => {
  const cluster = clusterOf();
  expect(checkKubectl(cluster, 'taint node n1 a=b:NoSchedule')).toBe('node/n1 tainted');
  expect(checkKubectl(cluster, 'taint node n1 a=c:NoSchedule')).toBe(
    'error: node n1 already has a taint(s) with same effect(s) and --overwrite is false\n(exit 1)',
  );
  expect(checkKubectl(cluster, 'taint node n1 a:NoSchedule-')).toBe('node/n1 untainted');
  expect(checkKubectl(cluster, 'taint node n1 a-')).toBe('error: taint "a" not found\n(exit 1)');
  expect(checkKubectl(cluster, 'taint node n1 a=b:Never')).toBe(
    'error: invalid taint effect: Never, unsupported taint effect\n(exit 1)',
  );
});

test('scale, delete and wait move the clock as far as they have to', () => {
  const cluster = clusterOf();
  checkKubectl(cluster, 'create deployment web --image=nginx');
  expect(checkKubectl(cluster, 'wait --for=condition=Available deploy/web --timeout=60s')).toBe(
    'deployment.apps/web condition met',
  );
  expect(checkKubectl(cluster, 'scale deploy/web --replicas=2 --current-replicas=5')).toBe(
    'error: Expected replicas to be 5, was 1\n(exit 1)',
  );
  expect(checkKubectl(cluster, 'scale deploy/web --replicas=2')).toBe('deployment.apps/web scaled');
  expect(checkKubectl(cluster, 'wait --for=jsonpath={.status.readyReplicas}=9 deploy/web --timeout=5s')).toBe(
    'error: timed out waiting for the condition on deployments/web\n(exit 1)',
  );
  expect(checkKubectl(cluster, 'delete deploy web')).toBe('deployment.apps "web" deleted from default namespace');
  expect(checkKubectl(cluster, 'delete pods --all')).toMatch(/^(pod "web-\S+" deleted from default namespace\n?){2}$/);
  expect(checkKubectl(cluster, 'delete pod')).toBe(
    'error: resource(s) were provided, but no name was specified\n(exit 1)',
  );
  expect(checkKubectl(cluster, 'delete node n1')).toBe('node "n1" deleted');
});

test('drain: what stops it, and how it ends', () => {
  const cluster = clusterOf({}, {});
  checkKubectl(cluster, 'cordon n2 n3');
  checkKubectl(cluster, 'run lone --image=nginx');
  settle(cluster);
  expect(checkKubectl(cluster, 'drain n1')).toBe(
    [
      'node/n1 cordoned',
      'error: unable to drain node "n1" due to error: cannot delete cannot delete Pods that declare no controller (use --force to override): default/lone, continuing command...',
      'There are pending nodes to be drained:',
      ' n1',
      'cannot delete cannot delete Pods that declare no controller (use --force to override): default/lone',
      '(exit 1)',
    ].join('\n'),
  );
  expect(checkKubectl(cluster, 'drain n1 --force')).toBe(
    'node/n1 already cordoned\nevicting pod default/lone\npod/lone evicted\nnode/n1 drained\nWarning: deleting Pods that declare no controller: default/lone',
  );
  expect(checkKubectl(cluster, 'uncordon n1')).toBe('node/n1 uncordoned');
  checkKubectl(cluster, 'run lone --image=nginx');
  settle(cluster);
  expect(checkKubectl(cluster, 'drain n1 --force --disable-eviction')).toBe(
    'node/n1 cordoned\npod/lone deleted\nnode/n1 drained\nWarning: deleting Pods that declare no controller: default/lone',
  );
  expect(checkKubectl(cluster, 'uncordon n1')).toBe('node/n1 uncordoned');
  expect(checkKubectl(cluster, 'uncordon n1')).toBe('node/n1 already uncordoned');
});

test('patches of all types, and of sub-resources', () => {
  const cluster = clusterOf();
  checkKubectl(cluster, 'create deployment web --image=nginx:1');
  const image = (): string =>
    checkKubectl(cluster, `get deploy web -o jsonpath='{.spec.replicas} {.spec.template.spec.containers[*].image}'`);
  expect(
    checkKubectl(
      cluster,
      `patch deploy web -p '{"spec":{"template":{"spec":{"containers":[{"name":"nginx","image":"nginx:2"}]}}}}'`,
    ),
  ).toBe('deployment.apps/web patched');
  expect(image()).toBe('1 nginx:2');
  expect(checkKubectl(cluster, `patch deploy web --type merge -p '{"spec":{"replicas":1}}'`)).toBe(
    'deployment.apps/web patched (no change)',
  );
  expect(
    checkKubectl(
      cluster,
      `patch deploy web --type json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"nginx:3"}]'`,
    ),
  ).toBe('deployment.apps/web patched');
  checkKubectl(cluster, `patch deploy web --subresource scale --type merge -p '{"spec":{"replicas":4}}'`);
  expect(image()).toBe('4 nginx:3');
  expect(checkKubectl(cluster, `patch deploy web -p '{'`)).toMatch(/^error: unable to parse "\{": /);
});

test('generators show what they would create', () => {
  const cluster = clusterOf({ 'a.txt': 'hello' });
  expect(checkKubectl(cluster, 'create cm c --from-literal=k=v --from-file=a.txt --dry-run=client -o yaml')).toBe(
    'apiVersion: v1\ndata:\n  a.txt: hello\n  k: v\nkind: ConfigMap\nmetadata:\n  name: c',
  );
  expect(checkKubectl(cluster, 'create secret generic s --from-literal=k=päss -o jsonpath={.data.k}')).toBe('cMOkc3M=');
  expect(checkKubectl(cluster, 'create deployment d')).toBe('error: required flag(s) "image" not set\n(exit 1)');
  expect(checkKubectl(cluster, 'create ns prod')).toBe('namespace/prod created');
  expect(checkKubectl(cluster, 'create ns prod')).toBe(
    'Error from server (AlreadyExists): failed to create namespace: namespaces "prod" already exists\n(exit 1)',
  );
  expect(checkKubectl(cluster, 'run a --image=nginx --dry-run=server')).toBe('pod/a created (server dry run)');
});
