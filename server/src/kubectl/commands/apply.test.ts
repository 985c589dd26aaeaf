import { expect, test } from 'vitest';
import type { KubernetesVersion } from '#engine/api/version.ts';
import { checkKubectl, clusterOf } from '../testing/checkKubectl.ts';

const manifest = (containers: string, extra = ''): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  ${extra}
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [${containers}] }
`;

test('created, unchanged, configured; what somebody else set stays, what the manifest dropped goes', () => {
  const cluster = clusterOf();
  const [a, b] = ['{ name: a, image: "x:1", env: [{ name: A, value: "1" }] }', '{ name: b, image: "y:1" }'];
  expect(checkKubectl(cluster, 'apply -f -', manifest(`${a}, ${b}`))).toBe('deployment.apps/web created');
  expect(checkKubectl(cluster, 'apply -f -', manifest(`${a}, ${b}`))).toBe('deployment.apps/web unchanged');
  checkKubectl(cluster, 'set env deploy/web -c a B=2');
  checkKubectl(cluster, 'label deploy/web team=x');
  expect(checkKubectl(cluster, 'apply -f -', manifest(a))).toBe('deployment.apps/web configured');
  expect(
    checkKubectl(
      cluster,
      `get deploy web -o jsonpath='{.metadata.labels} {.spec.template.spec.containers[*].name} {.spec.template.spec.containers[0].env[*].name}'`,
    ),
  ).toBe('{"team":"x"} a A B');
});

test('a strategy keeps no fields of another type', () => {
  const cluster = clusterOf();
  checkKubectl(
    cluster,
    'apply -f -',
    manifest('{ name: a, image: x }', 'strategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 1 } }'),
  );
  expect(checkKubectl(cluster, 'apply -f -', manifest('{ name: a, image: x }', 'strategy: { type: Recreate }'))).toBe(
    'deployment.apps/web configured',
  );
  expect(checkKubectl(cluster, 'get deploy web -o jsonpath={.spec.strategy}')).toBe('{"type":"Recreate"}');
});

test('refusals name the object and change nothing', () => {
  const cluster = clusterOf({ 'bad.yaml': 'kind: Deployment\nmetadata: {name: x}\n', 'broken.yaml': 'a: [b\n' });
  expect(checkKubectl(cluster, 'apply -f bad.yaml')).toBe(
    'error: error validating "bad.yaml": error validating data: apiVersion not set; if you choose to ignore these errors, turn validation off with --validate=false\n(exit 1)',
  );
  expect(checkKubectl(cluster, 'apply -f nope.yaml')).toBe('error: the path "nope.yaml" does not exist\n(exit 1)');
  expect(checkKubectl(cluster, 'apply -f broken.yaml')).toMatch(
    /^error: error parsing broken.yaml: error converting YAML to JSON: yaml: line \d+: /,
  );
  expect(checkKubectl(cluster, 'apply -f -', 'apiVersion: apps/v9\nkind: Deployment\nmetadata: {name: x}\n')).toBe(
    'error: resource mapping not found for name: "x" namespace: "" from "STDIN": no matches for kind "Deployment" in version "apps/v9"\nensure CRDs are installed first\n(exit 1)',
  );
  expect(checkKubectl(cluster, 'apply -f https://example.org/x.yaml')).toMatch(/reads nothing from the network/);
  expect(checkKubectl(cluster, 'get deploy')).toBe('No resources found in default namespace.');
});

test('an immutable field is refused in the words of the API server', () => {
  const cluster = clusterOf();
  checkKubectl(cluster, 'apply -f -', manifest('{ name: a, image: x }'));
  const other = manifest('{ name: a, image: x }').replaceAll('app: web', 'app: other');
  expect(checkKubectl(cluster, 'apply -f -', other)).toMatch(
    /^The Deployment "web" is invalid: spec\.selector: Invalid value: .*: field is immutable\n\(exit 1\)$/,
  );
});

test('diff says what an apply would change, and exits with 1', () => {
  const cluster = clusterOf();
  checkKubectl(cluster, 'apply -f -', manifest('{ name: a, image: "x:1" }'));
  expect(checkKubectl(cluster, 'diff -f -', manifest('{ name: a, image: "x:1" }'))).toBe('');
  const lines = checkKubectl(cluster, 'diff -f -', manifest('{ name: a, image: "x:2" }')).split('\n');
  expect(lines.filter((line) => /^[-+] /.test(line))).toEqual([
    '-  generation: 1',
    '+  generation: 2',
    '-      - image: x:1',
    '+      - image: x:2',
  ]);
  expect(lines.at(-1)).toBe('(exit 1)');
});

test('what the API server warns of is said, each warning once', () => {
  const cluster = clusterOf();
  const pod = (name: string, tier = 'a'): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, labels: { tier: ${tier} } }\nspec: { containers: [{ name: c, image: x, env: [{ name: A }, { name: A }] }] }\n`;
  const warning =
    'Warning: spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply';
  expect(checkKubectl(cluster, 'apply -f - --dry-run=server', pod('a'))).toBe(
    `pod/a created (server dry run)\n${warning}`,
  );
  expect(checkKubectl(cluster, 'apply -f - --dry-run=client', pod('a'))).toBe('pod/a created (dry run)');
  expect(checkKubectl(cluster, 'apply -f -', `${pod('a')}---\n${pod('b')}`)).toBe(
    `pod/a created\npod/b created\n${warning}`,
  );
  expect(checkKubectl(cluster, 'apply -f -', pod('a'))).toBe('pod/a unchanged');
});

test('the kind Endpoints is deprecated since 1.33', () => {
  const endpoints = 'apiVersion: v1\nkind: Endpoints\nmetadata: { name: e }\n';
  const warning = 'Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice';
  const answers = (kubernetesVersion: KubernetesVersion): readonly string[] => {
    const cluster = clusterOf({}, { kubernetesVersion });
    return [checkKubectl(cluster, 'create -f -', endpoints), checkKubectl(cluster, 'get endpoints e -o name')];
  };
  expect(answers('1.32')).toEqual(['endpoints/e created', 'endpoints/e']);
  expect(answers('1.33')).toEqual([`endpoints/e created\n${warning}`, `endpoints/e\n${warning}`]);
});

test('a dry run on the server refuses what the server would, and stores nothing', () => {
  const cluster = clusterOf({ 'web.yaml': manifest('{ name: a, image: x }') });
  checkKubectl(cluster, 'apply -f web.yaml');
  const other = manifest('{ name: a, image: x }').replaceAll('app: web', 'app: other');
  expect(checkKubectl(cluster, 'apply --dry-run=server -f -', other)).toMatch(/spec\.selector: .*field is immutable/);
  expect(checkKubectl(cluster, 'apply --dry-run=client -f -', other)).toBe('deployment.apps/web configured (dry run)');
  expect(checkKubectl(cluster, `patch deploy web --dry-run=server -p '{"spec":{"replicas":-1}}'`)).toMatch(
    /spec\.replicas: Invalid value: -1/,
  );
  expect(checkKubectl(cluster, 'set image deploy/web a=y --dry-run=server -o jsonpath={.metadata.generation}')).toBe(
    '2',
  );
  expect(checkKubectl(cluster, 'get deploy web -o jsonpath={.metadata.generation}')).toBe('1');
});
