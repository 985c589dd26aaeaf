import { expect, test } from 'vitest';
import { checkKubectl, clusterOf, settle } from '../testing/checkKubectl.ts';

const settings = `apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { COLOUR: blue, SIZE: "5" }
---
apiVersion: v1
kind: Secret
metadata: { name: keys }
stringData: { WORD: "grüß" }
`;

const pod = `apiVersion: v1
kind: Pod
metadata: { name: hello, labels: { app: hello } }
spec:
  hostname: greeter
  enableServiceLinks: false
  containers:
    - name: main
      image: hello:1
      resources: { limits: { cpu: 1500m, memory: 64Mi } }
      envFrom: [{ prefix: S_, configMapRef: { name: settings } }]
      env:
        - { name: PORT, value: "80" }
        - { name: ADDRESS, value: "$(HOST_IP):$(PORT) $(NONE) $$(PORT)" }
        - { name: POD_NAME, valueFrom: { fieldRef: { fieldPath: metadata.name } } }
        - { name: APP, valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } }
        - { name: NODE, valueFrom: { fieldRef: { fieldPath: spec.nodeName } } }
        - { name: POD_IP, valueFrom: { fieldRef: { fieldPath: status.podIP } } }
        - { name: CPU, valueFrom: { resourceFieldRef: { resource: limits.cpu } } }
        - { name: MEMORY, valueFrom: { resourceFieldRef: { resource: limits.memory, divisor: 1Mi } } }
        - { name: WORD, valueFrom: { secretKeyRef: { name: keys, key: WORD } } }
        - { name: COLOUR, valueFrom: { configMapKeyRef: { name: settings, key: COLOUR } } }
`;

function started(): ReturnType<typeof clusterOf> {
  const cluster = clusterOf();
  checkKubectl(cluster, 'apply -f -', settings);
  checkKubectl(cluster, 'apply -f -', pod);
  settle(cluster);
  return cluster;
}

test('env is what the kubelet gave the container', () => {
  const cluster = started();
  const [address] = checkKubectl(cluster, 'get pod hello -o jsonpath={.status.podIP}').split('\n');
  const [node] = checkKubectl(cluster, 'get pod hello -o jsonpath={.spec.nodeName}').split('\n');
  expect(checkKubectl(cluster, 'exec hello -- env')).toBe(
    [
      'ADDRESS=$(HOST_IP):80 $(NONE) $(PORT)',
      'APP=hello',
      'COLOUR=blue',
      'CPU=2',
      'HOSTNAME=greeter',
      'KUBERNETES_PORT=tcp://10.96.0.1:443',
      'KUBERNETES_PORT_443_TCP=tcp://10.96.0.1:443',
      'KUBERNETES_PORT_443_TCP_ADDR=10.96.0.1',
      'KUBERNETES_PORT_443_TCP_PORT=443',
      'KUBERNETES_PORT_443_TCP_PROTO=tcp',
      'KUBERNETES_SERVICE_HOST=10.96.0.1',
      'KUBERNETES_SERVICE_PORT=443',
      'KUBERNETES_SERVICE_PORT_HTTPS=443',
      'MEMORY=64',
      `NODE=${node}`,
      `POD_IP=${address}`,
      'POD_NAME=hello',
      'PORT=80',
      'S_COLOUR=blue',
      'S_SIZE=5',
      'WORD=grüß',
      '(what the image itself sets, such as PATH, is not known)',
    ].join('\n'),
  );
  expect(checkKubectl(cluster, 'exec hello -- printenv COLOUR NONE')).toBe(
    'blue\ncommand terminated with exit code 1\n(exit 1)',
  );
});

test('what changes after a container started reaches it with its next start', () => {
  const cluster = started();
  checkKubectl(cluster, `patch configmap settings -p '{"data":{"COLOUR":"green"}}'`);
  settle(cluster);
  expect(checkKubectl(cluster, 'exec hello -- printenv COLOUR')).toBe('blue');
  checkKubectl(cluster, 'exec hello -- kill 1');
  settle(cluster);
  expect(checkKubectl(cluster, 'exec hello -- printenv COLOUR')).toBe('green');
});

test('names, files, and a plain command in a shell', () => {
  const cluster = started();
  expect(checkKubectl(cluster, 'exec hello -- hostname')).toBe('greeter');
  expect(checkKubectl(cluster, 'exec hello -- cat /etc/resolv.conf')).toBe(
    'search default.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5',
  );
  expect(checkKubectl(cluster, 'exec hello -- getent hosts kubernetes')).toBe(
    '10.96.0.1       kubernetes.default.svc.cluster.local',
  );
  expect(checkKubectl(cluster, 'exec hello -- nslookup nobody')).toMatch(
    /server can't find nobody: NXDOMAIN\n[^)]*\(exit 1\)$/,
  );
  expect(checkKubectl(cluster, `exec hello -- sh -c 'echo $COLOUR:$PORT'`)).toBe('blue:80');
});

test('what cannot be done is refused as kubectl would, or said', () => {
  const cluster = started();
  expect(checkKubectl(cluster, 'exec hello env')).toBe(
    "error: exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead\nSee 'kubectl exec -h' for help and examples\n(exit 1)",
  );
  expect(checkKubectl(cluster, 'exec nobody -- env')).toBe(
    'Error from server (NotFound): pods "nobody" not found\n(exit 1)',
  );
  expect(checkKubectl(cluster, 'exec hello -c side -- env')).toBe(
    'error: container side is not valid for pod hello\n(exit 1)',
  );
  expect(checkKubectl(cluster, 'exec hello -- psql -U postgres')).toMatch(
    /^error: container main of pod hello is simulated: "psql -U postgres" cannot be run in it, only kill, curl, .*\n\(exit 1\)$/,
  );
  checkKubectl(cluster, 'run late --image=late');
  expect(checkKubectl(cluster, 'exec late -- env')).toContain('pod late does not have a host assigned\n(exit 1)');
  expect(checkKubectl(cluster, 'port-forward late 8080:80')).toBe(
    'error: unable to forward port because pod is not running. Current status=Pending\n(exit 1)',
  );
  expect(checkKubectl(cluster, 'port-forward hello 8080:80')).toMatch(
    /^error: pod hello is simulated: nothing listens /,
  );
});

test.each([
  [
    'curl 10.96.0.1:81 -m 5',
    /^curl: \(28\) Connection timed out after 5000 milliseconds\n\(Service kubernetes has no port 81\)/,
  ],
  ['curl 10.244.9.9', /^curl: \(7\) Failed to connect to 10\.244\.9\.9 port 80 /],
  ['wget -qO- -T 2 nobody', /^wget: bad address 'nobody'\n/],
  ['wget -q http://example.org', /example\.org is no name of this cluster; what lies outside it is not simulated/],
  ['curl -s -o /dev/null localhost:8080/x', /^\(answered by pod hello \(10\.[\d.]+:8080 on \S+\); what an application/],
  ['curl', /^\(a URL is needed: "" is none\)\n/],
])('%s', (line, printed) => {
  expect(checkKubectl(started(), `exec hello -- ${line}`)).toMatch(printed);
});
