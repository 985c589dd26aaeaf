import { expect, test } from 'vitest';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Node } from '#engine/api/node.ts';
import { nodeOf } from '#engine/world.ts';
import { begin } from '../execute.ts';
import { checkKubectl, clusterOf, settle } from '../testing/checkKubectl.ts';

test('tables of one kind and of several', () => {
  const cluster = clusterOf();
  checkKubectl(cluster, 'create deployment web --image=nginx:1 --replicas=1 --port=80');
  settle(cluster);
  expect(checkKubectl(cluster, 'get deploy')).toMatch(
    /^NAME {3}READY {3}UP-TO-DATE {3}AVAILABLE {3}AGE\nweb {4}1\/1 {5}1 {12}1 {11}\d+s$/,
  );
  expect(checkKubectl(cluster, 'get deploy -o wide --no-headers')).toMatch(
    /^web {3}1\/1 {3}1 {5}1 {5}\d+s {3,4}nginx {3}nginx:1 {3}app=web$/,
  );
  expect(checkKubectl(cluster, 'get deploy,rs --show-labels')).toMatch(
    /^NAME {18}READY .*LABELS\ndeployment\.apps\/web {3}1\/1 .*app=web\n\nNAME {29}DESIRED .*\nreplicaset\.apps\/web-\w+ .*app=web,pod-template-hash=\w+$/,
  );
  expect(checkKubectl(cluster, 'get po -A -L app')).toMatch(
    /^NAMESPACE {3}NAME .* AGE {3}APP\ndefault {5}web-\w+-\w+ {3}1\/1 {5}Running {3}0 {10}\d+s {3,4}web$/,
  );
});

test('selectors, names and formats', () => {
  const cluster = clusterOf();
  for (const [name, labels] of [
    ['a', 'tier=x'],
    ['b', 'tier=y'],
    ['c', 'zone=1'],
  ])
    checkKubectl(cluster, `run ${name} --image=nginx -l ${labels}`);
  const names = (words: string): string =>
    checkKubectl(cluster, `get po -o name ${words}`).replaceAll('pod/', '').replaceAll('\n', ' ');
  expect(names('-l tier')).toBe('a b');
  expect(names("-l 'tier in (x, z)'")).toBe('a');
  expect(names("-l '!tier'")).toBe('c');
  expect(names('-l tier!=x')).toBe('b c');
  expect(names('--field-selector metadata.name=b')).toBe('b');
  expect(checkKubectl(cluster, 'get po a -o jsonpath={.metadata.labels.tier}')).toBe('x');
  expect(checkKubectl(cluster, 'get po -o custom-columns=N:.metadata.name,T:.metadata.labels.tier')).toBe(
    'N     T\na     x\nb     y\nc     <none>',
  );
  expect(checkKubectl(cluster, 'get po --sort-by=.metadata.labels.tier -o name')).toBe('pod/c\npod/a\npod/b');
});

test('templates and columns from files, and as JSON', () => {
  const cluster = clusterOf({
    'columns.txt': 'NAME   IMAGE\n.metadata.name   .spec.containers[0].image\n',
    'path.txt': '{range .items[*]}{.metadata.name};{end}',
    'template.txt': '{{range .items}}{{.metadata.name}};{{end}}',
  });
  checkKubectl(cluster, 'run a --image=x:1');
  checkKubectl(cluster, 'run b --image=y:2');
  expect(checkKubectl(cluster, 'get po -o custom-columns-file=columns.txt')).toBe(
    'NAME   IMAGE\na      x:1\nb      y:2',
  );
  expect(checkKubectl(cluster, 'get po -o jsonpath-file=path.txt')).toBe('a;b;');
  expect(checkKubectl(cluster, 'get po -o go-template-file --template=template.txt')).toBe('a;b;');
  expect(checkKubectl(cluster, 'get po -o jsonpath-as-json={.items[*].metadata.name}')).toBe('[\n    "a",\n    "b"\n]');
  expect(checkKubectl(cluster, `label po a x=y -o go-template='{{.metadata.labels.x}}'`)).toBe('y');
  expect(checkKubectl(cluster, 'get po -o jsonpath-file=none.txt')).toBe(
    'error: error reading --template none.txt, open none.txt: no such file or directory\n(exit 1)',
  );
  expect(checkKubectl(cluster, 'get po -o jsonpath')).toBe(
    'error: template format specified but no template given\n(exit 1)',
  );
});

test('what is not there, and wrong use, in the words of kubectl', () => {
  const cluster = clusterOf();
  expect(checkKubectl(cluster, 'get po')).toBe('No resources found in default namespace.');
  expect(checkKubectl(cluster, 'get po -A')).toBe('No resources found');
  expect(checkKubectl(cluster, 'get po x')).toBe('Error from server (NotFound): pods "x" not found\n(exit 1)');
  expect(checkKubectl(cluster, 'get deploy x --ignore-not-found')).toBe('');
  expect(checkKubectl(cluster, 'get foo')).toBe(`error: the server doesn't have a resource type "foo"\n(exit 1)`);
  expect(checkKubectl(cluster, 'get po --bogus')).toBe(
    "error: unknown flag: --bogus\nSee 'kubectl get --help' for usage.\n(exit 1)",
  );
  expect(checkKubectl(cluster, 'gte po')).toBe(
    'error: unknown command "gte" for "kubectl"\n\nDid you mean this?\n\tget\n(exit 1)',
  );
  expect(checkKubectl(cluster, 'get po --field-selector spec.foo=1')).toBe(
    'Error from server (BadRequest): Unable to find "/v1, Resource=pods" that match label selector "", field selector "spec.foo=1": field label not supported: spec.foo\n(exit 1)',
  );
  expect(checkKubectl(cluster, 'get po -o yml')).toMatch(
    /^error: unable to match a printer suitable for the output format "yml", allowed formats are: /,
  );
});

test('a watch prints a row for every change and ends when nothing changes any more', () => {
  const cluster = clusterOf();
  checkKubectl(cluster, 'run a --image=nginx');
  const rows = checkKubectl(cluster, 'get po -w').split('\n');
  expect(rows[0]).toBe('NAME   READY   STATUS    RESTARTS   AGE');
  const states = rows.map((row) => row.split(/\s+/).slice(1, 3).join(' '));
  expect(states).toEqual([
    'READY STATUS',
    '0/1 Pending',
    '0/1 Pending',
    '0/1 ContainerCreating',
    '0/1 Running',
    '1/1 Running',
  ]);
});

/** What `get -w` prints of the pod `a` from its creation on, line by line. */
function checkWatch(flags: string): readonly string[] {
  const cluster = clusterOf();
  checkKubectl(cluster, 'run a --image=nginx');
  return checkKubectl(cluster, `get po -w ${flags}`).split('\n');
}

test('the events of a watch are JSON on one line each, with growing resourceVersions', () => {
  const lines = checkWatch('-o json --output-watch-events');
  expect(lines[0]).toMatch(/^\{"type":"ADDED","object":\{"apiVersion":"v1","kind":"Pod","metadata":\{/);
  const events = lines.map((line) => JSON.parse(line) as { type: string; object: ApiObject });
  expect(events.map(({ type }) => type)).toEqual(['ADDED', 'MODIFIED', 'MODIFIED', 'MODIFIED', 'MODIFIED']);
  const versions = events.map(({ object }) => Number(object.metadata.resourceVersion));
  expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
});

test('a watch knows every format of -o', () => {
  expect(checkWatch('--output-watch-events').map((line) => line.split(/ +/).slice(0, 3).join(' '))).toEqual([
    'EVENT NAME READY',
    'ADDED a 0/1',
    'MODIFIED a 0/1',
    'MODIFIED a 0/1',
    'MODIFIED a 0/1',
    'MODIFIED a 1/1',
  ]);
  expect(checkWatch('-o custom-columns=P:.status.phase')).toEqual([
    'P',
    'Pending',
    'Pending',
    'Pending',
    'Running',
    'Running',
  ]);
  expect(checkWatch("-o jsonpath='{.status.phase} '").join('')).toBe('Pending Pending Pending Running Running');
  expect(checkWatch('-o yaml').filter((line) => line === '---')).toHaveLength(4);
  expect(checkWatch('-o yml')[0]).toMatch(/^error: unable to match a printer suitable for the output format "yml"/);
});

test('what leaves the selection of a watch is deleted, what enters it is added', () => {
  const cluster = clusterOf();
  checkKubectl(cluster, 'run a --image=nginx --labels=app=a');
  settle(cluster);
  const words = ['get', 'po', '-w', '-l', 'app=b', '-o', 'json', '--output-watch-events'];
  const printed: string[] = [];
  const job = begin(cluster, words, '', { out: (text) => printed.push(text), err: () => undefined });
  job.next();
  for (const line of ['label pod a app=b --overwrite', 'label pod a app=c --overwrite']) {
    checkKubectl(cluster, line);
    job.next();
  }
  const events = printed.map((line) => JSON.parse(line) as { type: string; object: ApiObject });
  expect(events.map(({ type, object }) => `${type} ${object.metadata.labels?.['app']}`)).toEqual([
    'ADDED b',
    'DELETED b',
  ]);
  const [added = 0, deleted = 0] = events.map(({ object }) => Number(object.metadata.resourceVersion));
  expect(deleted).toBeGreaterThan(added);
});

test('a watch is of one kind, and of one object where objects are named', () => {
  const cluster = clusterOf();
  checkKubectl(cluster, 'run a --image=nginx');
  checkKubectl(cluster, 'run b --image=nginx');
  settle(cluster);
  expect(checkKubectl(cluster, 'get po,svc -w')).toBe('error: you may only specify a single resource type\n(exit 1)');
  expect(checkKubectl(cluster, 'get po a b -w --no-headers -o name')).toBe(
    'pod/a\npod/b\nerror: you may only watch a single resource or type of resource at a time\n(exit 1)',
  );
});

test('events of one object stand in the order in which they came', () => {
  const cluster = clusterOf();
  checkKubectl(cluster, 'run a --image=nginx');
  settle(cluster);
  checkKubectl(cluster, 'delete pod a');
  expect(checkKubectl(cluster, "get events -o jsonpath='{.items[*].reason}'")).toBe(
    'Scheduled Pulling Pulled Created Started Killing',
  );
});

test('the API server is the endpoint of its own Service: on the control plane, or where a provider runs it', () => {
  const address = (...nodes: readonly Node[]): string => {
    const cluster = clusterOf({}, nodes.length === 0 ? {} : { nodes });
    const [endpoints, slice] = ['endpoints', 'endpointslice'].map((kind) =>
      checkKubectl(cluster, `get ${kind} kubernetes --no-headers`),
    );
    expect(endpoints?.split(/ +/)[1]?.split(':')[0]).toBe(slice?.split(/ +/)[3]);
    return slice ?? '';
  };
  const labels = { 'node-role.kubernetes.io/control-plane': '' };
  expect(address(nodeOf({ name: 'worker' }), nodeOf({ name: 'master', labels }))).toMatch(/6443 +192\.168\.0\.2 /);
  expect(address()).toMatch(/6443 +172\.16\.0\.2 /);
});
