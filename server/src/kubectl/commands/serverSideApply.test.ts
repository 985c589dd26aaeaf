import { expect, test } from 'vitest';
import { checkKubectl, clusterOf, settle } from '../testing/checkKubectl.ts';

const web = (spec: string, image = 'x:1', env = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, labels: { app: web } }
spec:
  ${spec}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: c, image: "${image}"${env} }] }
`;

const ports = (more = ''): string => `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ name: http, port: 80 }${more}] }
`;

test('a field that somebody else set otherwise is a conflict, and nothing changes', () => {
  const cluster = clusterOf();
  expect(checkKubectl(cluster, 'apply --server-side -f -', web('replicas: 2'))).toBe(
    'deployment.apps/web serverside-applied',
  );
  checkKubectl(cluster, 'scale deploy/web --replicas=5');
  const said = checkKubectl(cluster, 'apply --server-side -f -', web('replicas: 3')).split('\n');
  expect(said[0]).toBe('error: Apply failed with 1 conflict: conflict with "kubectl" using apps/v1: .spec.replicas');
  expect(said[1]).toBe('Please review the fields above--they currently have other managers. Here');
  expect(said.at(-1)).toBe('(exit 1)');
  expect(checkKubectl(cluster, 'get deploy web -o jsonpath={.spec.replicas}')).toBe('5');
  expect(checkKubectl(cluster, 'apply --server-side --force-conflicts -f -', web('replicas: 3'))).toBe(
    'deployment.apps/web serverside-applied',
  );
  expect(checkKubectl(cluster, 'get deploy web -o jsonpath={.spec.replicas}')).toBe('3');
  expect(checkKubectl(cluster, 'apply --server-side -f -', web('replicas: 4'))).toBe(
    'deployment.apps/web serverside-applied',
  );
});

test('several conflicts stand in a list by manager; equal values are shared', () => {
  const cluster = clusterOf();
  checkKubectl(cluster, 'apply -f -', web('replicas: 2'));
  expect(
    checkKubectl(cluster, 'apply --server-side --field-manager=other -f -', web('replicas: 3', 'x:2'))
      .split('\n')
      .slice(0, 3),
  ).toEqual([
    'error: Apply failed with 2 conflicts: conflicts with "kubectl-client-side-apply" using apps/v1:',
    '- .spec.replicas',
    '- .spec.template.spec.containers[name="c"].image',
  ]);
  expect(checkKubectl(cluster, 'apply --server-side --field-manager=other -f -', web('replicas: 2'))).toBe(
    'deployment.apps/web serverside-applied',
  );
  expect(checkKubectl(cluster, 'apply --server-side --field-manager=third -f -', web('replicas: 9'))).toMatch(
    /^error: Apply failed with 2 conflicts: conflicts with "kubectl-client-side-apply" using apps\/v1:\n- \.spec\.replicas\nconflicts with "other":\n- \.spec\.replicas\n/,
  );
});

test('what a manager does not apply any more goes, unless somebody else wants it', () => {
  const cluster = clusterOf();
  const more = ', { name: extra, port: 81 }';
  checkKubectl(cluster, 'apply --server-side --field-manager=a -f -', ports(more));
  checkKubectl(cluster, 'label svc web team=x');
  const shown = (): string =>
    checkKubectl(cluster, `get svc web -o jsonpath='{.spec.ports[*].name} {.metadata.labels.team}'`);
  expect(shown()).toBe('http extra x');
  checkKubectl(cluster, 'apply --server-side --field-manager=b -f -', ports(more));
  checkKubectl(cluster, 'apply --server-side --field-manager=a -f -', ports());
  expect(shown()).toBe('http extra x');
  checkKubectl(cluster, 'apply --server-side --field-manager=b -f -', ports());
  expect(shown()).toBe('http x');
});

test('managers are shown when they are asked for, and only then', () => {
  const cluster = clusterOf();
  checkKubectl(cluster, 'apply --server-side -f -', web('replicas: 2'));
  checkKubectl(cluster, 'scale deploy/web --replicas=5');
  checkKubectl(cluster, 'label deploy/web a=b --field-manager=me');
  settle(cluster);
  expect(checkKubectl(cluster, 'get deploy web -o yaml')).not.toContain('managedFields');
  const shown = JSON.parse(checkKubectl(cluster, 'get deploy web -o json --show-managed-fields')) as {
    readonly metadata: { readonly managedFields: readonly Record<string, unknown>[] };
  };
  const { managedFields } = shown.metadata;
  expect(managedFields.map(({ manager, operation, subresource }) => [manager, operation, subresource])).toEqual([
    ['kubectl', 'Apply', undefined],
    ['kubectl', 'Update', undefined],
    ['me', 'Update', undefined],
    ['kube-controller-manager', 'Update', undefined],
    ['kube-controller-manager', 'Update', 'status'],
  ]);
  expect(managedFields[0]?.['fieldsV1']).toEqual({
    'f:metadata': { 'f:labels': { 'f:app': {} } },
    'f:spec': {
      'f:selector': {},
      'f:template': {
        'f:metadata': { 'f:labels': { 'f:app': {} } },
        'f:spec': { 'f:containers': { 'k:{"name":"c"}': { '.': {}, 'f:image': {}, 'f:name': {} } } },
      },
    },
  });
  expect(managedFields[1]?.['fieldsV1']).toEqual({ 'f:spec': { 'f:replicas': {} } });
  expect(managedFields[2]?.['fieldsV1']).toEqual({ 'f:metadata': { 'f:labels': { 'f:a': {} } } });
});

test('the same again changes nothing; flags that do not go together', () => {
  const cluster = clusterOf();
  checkKubectl(cluster, 'apply --server-side -f -', ports());
  settle(cluster);
  const version = (): string => checkKubectl(cluster, 'get svc web -o jsonpath={.metadata.resourceVersion}');
  const before = version();
  checkKubectl(cluster, 'apply --server-side -f -', ports());
  expect(version()).toBe(before);
  expect(checkKubectl(cluster, 'apply --force-conflicts -f -', ports())).toBe(
    'error: --force-conflicts only works with --server-side\n(exit 1)',
  );
  expect(checkKubectl(cluster, 'apply --server-side --dry-run=client -f -', ports())).toMatch(
    /^error: --dry-run=client doesn't work/,
  );
  expect(checkKubectl(cluster, 'apply --server-side --dry-run=server -f -', ports(', { name: b, port: 9 }'))).toBe(
    'service/web serverside-applied (server dry run)',
  );
  expect(version()).toBe(before);
});
