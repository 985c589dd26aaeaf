import fc from 'fast-check';
import { expect, test } from 'vitest';
import { execute } from './execute.ts';
import { commands } from './registry.ts';
import { checkKubectl, clusterOf, settle } from './testing/checkKubectl.ts';

const manifest = `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: example.org/v9
kind: Nothing
metadata: { name: x }
`;

const words = [
  ...commands.map((command) => command.name),
  ...[
    'pods',
    'po',
    'deploy',
    'deploy/web',
    'svc/web',
    'node',
    'n1',
    'web',
    'all',
    'nope',
    'po,svc',
    'rs',
    'hpa',
    'events',
    'ns',
    'cm/x/y',
    '-',
    'a=b',
    'a-',
    'a=b:NoSchedule',
    'c=x:1',
  ],
  ...[
    '-A',
    '-o',
    'yaml',
    'json',
    'wide',
    'name',
    '-o=jsonpath={.items[*]}',
    '-o=custom-columns=A:.b',
    '--all',
    '-l',
    'app=web',
    '--bogus',
    '-f',
    '-f=a.yaml',
    '--dry-run=client',
    '--dry-run=server',
  ],
  ...[
    '--replicas=2',
    '--image=nginx',
    '--port=80',
    '--timeout=2s',
    '--wait=false',
    '--force',
    '--from-literal=a=b',
    '--for=condition=Ready',
    '-p',
    '{"spec":null}',
    '[]',
    '--type=json',
    '--min=1',
    '--max=3',
    '--',
    'ls',
    '--record',
    '--hard=pods=1',
    '--tcp=80:80',
    '--rule=a/b=c:80',
    '',
  ],
];

// A core never throws for bad input, and what kubectl refuses leaves the cluster as it was.
test('no line makes it throw', () => {
  const anyLine = fc.array(fc.constantFrom(...words), { maxLength: 7 });
  fc.assert(
    fc.property(fc.array(anyLine, { minLength: 1, maxLength: 6 }), (lines) => {
      const cluster = clusterOf({ 'a.yaml': manifest });
      checkKubectl(cluster, 'create deployment web --image=nginx');
      for (const line of lines) {
        const output = execute(cluster, line.join(' ').split(' '), manifest);
        expect(typeof output.code).toBe('number');
        if (output.code !== 0) expect(`${output.stdout}${output.stderr}`).not.toBe('');
      }
    }),
    { numRuns: 150 },
  );
});

test('every kind of a running cluster can be printed and described', () => {
  const cluster = clusterOf();
  for (const line of [
    'create deployment web --image=nginx --replicas=2',
    'expose deploy web --port=80',
    'autoscale deploy web --max=3 --cpu=50%',
    'create pdb web --selector=app=web --min-available=1',
    'create job j --image=x',
    'create cronjob c --image=x --schedule=@hourly',
    'create cm c --from-literal=a=b',
    'create secret generic s --from-literal=a=b',
    'create quota q --hard=pods=50',
    'create role r --verb=get --resource=pods',
    'create rolebinding b --role=r --user=u',
    'create ingress i --rule=a.b/c=web:80',
  ])
    expect(checkKubectl(cluster, line), line).not.toContain('(exit');
  settle(cluster);
  for (const kind of cluster.run.view.kinds()) {
    for (const command of [`get ${kind} -A`, `get ${kind} -A -o wide`, `get ${kind} -A -o yaml`, `describe ${kind} -A`])
      expect(checkKubectl(cluster, command), command).not.toMatch(/\(exit|undefined|NaN|\[object/);
  }
});

test('an unknown command, a group without a member, and help', () => {
  const cluster = clusterOf();
  expect(checkKubectl(cluster, 'rollout')).toBe(
    'error: must specify one of: history, pause, restart, resume, status, undo\n(exit 1)',
  );
  expect(checkKubectl(cluster, 'rollout stauts')).toBe(
    'error: unknown command "stauts"\nSee \'kubectl rollout -h\' for help and examples\n(exit 1)',
  );
  expect(checkKubectl(cluster, 'help')).toMatch(/\n {2}annotate .* cordon .* wait\n[\s\S]*curl URL/);
  expect(checkKubectl(cluster, 'help get')).toMatch(/^kubectl get, on the simulated cluster\./);
  expect(checkKubectl(cluster, 'help gte')).toMatch(/^error: unknown command "gte"/);
  expect(checkKubectl(cluster, 'get -h')).toMatch(/^kubectl get, on the simulated cluster\./);
});

test('a word that --dry-run does not know is refused before anything is done', () => {
  const cluster = clusterOf();
  checkKubectl(cluster, 'create deployment web --image=web:1 --replicas=2');
  settle(cluster);
  const refusal = 'error: Invalid dry-run value (maybe). Must be "none", "server", or "client".\n(exit 1)';
  for (const line of ['scale deployment web --replicas=5', 'delete deployment web', 'drain n1', 'run a --image=a'])
    expect(checkKubectl(cluster, `${line} --dry-run=maybe`)).toBe(refusal);
  expect(checkKubectl(cluster, 'get deployment web -o jsonpath={.spec.replicas}')).toBe('2');
});
