import { describe, expect, test } from 'vitest';
import { checkKubectl, clusterOf } from '../testing/checkKubectl.ts';

const web = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: c, image: x }] }
`;

/** One line after `before`, on a cluster with a Deployment and a Pod named web. */
function check(line: string, before: readonly string[] = []): string {
  const cluster = clusterOf({ 'web.yaml': web });
  for (const each of ['apply -f web.yaml', 'run web --image=nginx', ...before]) checkKubectl(cluster, each);
  return checkKubectl(cluster, line);
}

describe('wrong use in the words of kubectl', () => {
  test.each([
    [
      'create foo',
      'Error: must specify one of -f and -k\n\nerror: unknown command "foo"\nSee \'kubectl create -h\' for help and examples',
    ],
    ['label deploy web a=b=c', 'error: invalid label spec: a=b=c'],
    [
      'label deploy web a=b --resource-version=1',
      /^Error from server \(Conflict\): Operation cannot be fulfilled on deployments\.apps "web": /,
    ],
    ['taint nodes n1 k=v', /^error: invalid taint spec: k=v, name part must consist of /],
    [
      'taint nodes n1 k=v:NoSchedule k=w:NoSchedule',
      'error: duplicated taints with the same key and effect: k:NoSchedule',
    ],
    ['events --types=Foo', 'error: valid --types are Normal or Warning'],
    ['wait deploy/web', 'error: unrecognized condition: ""'],
    [
      `patch pod web --type=merge -p '{"metadata":{"name":"other"}}'`,
      'Error from server (BadRequest): the name of the object (other) does not match the name on the URL (web)',
    ],
    [
      `patch pod web --subresource=foo -p '{}'`,
      'error: invalid subresource value: "foo". Must be one of [status scale resize]',
    ],
    ['scale deploy web --replicas=2 --resource-version=1', /^error: Expected resource version to be 1, was \d+\n/],
    ['cp a b', 'error: one of src or dest must be a remote file specification'],
    ['cp nobody:/x y', 'Error from server (NotFound): pods "nobody" not found'],
    ['debug', 'error: NAME or TYPE/NAME is required for debug'],
    ['debug nobody', 'Error from server (NotFound): pods "nobody" not found'],
    [
      'get',
      'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\nerror: Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).\nSee \'kubectl get -h\' for help and examples',
    ],
    ['get pods --all', "error: unknown flag: --all\nSee 'kubectl get --help' for usage."],
    ['describe pods --ignore-not-found', /^error: unknown flag: --ignore-not-found\n/],
    ['delete pods --all web', 'error: name cannot be provided when a selector is specified'],
    ['delete pods web -l a=b', 'error: name cannot be provided when a selector is specified'],
    ['delete pod/web -l a=b', 'error: at least one resource must be specified to use a selector'],
    ['scale deploy web', 'error: required flag(s) "replicas" not set'],
    ['autoscale deploy web', 'error: required flag(s) "max" not set'],
    ['autoscale deploy web --max=0', 'error: --max=MAXPODS is required and must be at least 1, max: 0'],
    ['rollout undo', 'error: required resource not specified'],
    ['rollout restart', 'error: required resource not specified'],
    ['rollout status', 'error: required resource not specified'],
    ['rollout history', 'error: required resource not specified'],
    ['label', 'error: one or more resources must be specified as <resource> <name> or <resource>/<name>'],
    ['label pod', 'error: at least one label update is required'],
    ['taint', 'error: one or more resources must be specified as <resource> <name>'],
    ['taint nodes', 'error: at least one taint update is required'],
    [
      'taint nodes a=b:NoSchedule',
      "error: at least one resource name must be specified since 'all' parameter is not set",
    ],
    [
      'set image',
      'error: one or more resources must be specified as <resource> <name> or <resource>/<name>\nerror: at least one image update is required',
    ],
    [
      'port-forward web',
      "error: TYPE/NAME and list of ports are required for port-forward\nSee 'kubectl port-forward -h' for help and examples",
    ],
    ['attach nobody', 'Error from server (NotFound): pods "nobody" not found'],
  ])('%s', (line, said) => {
    const answer = check(line);
    expect(answer).toMatch(/\n\(exit 1\)$/);
    if (typeof said === 'string') expect(answer).toBe(`${said}\n(exit 1)`);
    else expect(answer).toMatch(said);
  });

  test('what is written over in annotations is told at once', () => {
    expect(check('annotate pod web a=2 b=3 c=4', ['annotate pod web a=1 b=2'])).toBe(
      "error: --overwrite is false but found the following declared annotation(s): 'a' already has a value (1); 'b' already has a value (2)\n(exit 1)",
    );
    expect(
      check('annotate pod web kubernetes.io/change-cause=y', ['annotate pod web kubernetes.io/change-cause=x']),
    ).toBe('pod/web annotated');
  });
});

describe('what a simulated cluster cannot do is said', () => {
  test.each([
    'cp web:/etc/x y',
    'debug web -it --image=busybox',
    'attach web',
    'proxy',
    'plugin list',
    'completion bash',
    'cluster-info dump',
    'config delete-context x',
    'create token default',
    'certificate approve x',
  ])('%s', (line) => {
    expect(check(line, ['wait --for=condition=Ready pod/web'])).toMatch(/^(Defaulted.*\n)?error: .*\n\(exit 1\)$/);
  });
});

test('labels of one object stand alone, those of several below their names', () => {
  expect(check('label pod web --list')).toBe('run=web');
  expect(check('label pods,deploy --all --list', ['label deploy web a=b'])).toMatch(
    /^Listing labels for Pod\.\/web:\n run=web\n[\s\S]*Listing labels for Deployment\.apps\/web:\n a=b$/,
  );
});

test('replace --force deletes first and says so', () => {
  expect(check('replace --force -f web.yaml')).toBe(
    'deployment.apps "web" deleted from default namespace\ndeployment.apps/web replaced',
  );
});

test('short names of what top shows', () => {
  expect(check('top po web').split('\n')[1]).toMatch(/^web +0m +0Mi$/);
  expect(check('top no').split('\n').length).toBe(5);
});

test('a Service may select what the command line says', () => {
  expect(check('expose deploy web --port=80 --selector=app=other')).toBe('service/web exposed');
});
