import type { Service } from '#engine/api/service.ts';
import { nodeOf } from '#engine/world.ts';
import { drawn, type Found, formed, type Json, said } from './compare.ts';
import { describedField } from './described.ts';
import { type Expectation, manifestText, withValues } from './expectation.ts';
import type { Readings } from './reading.ts';
import type { Stage } from './stage.ts';

/** X07 to X11, X35, X48 to X53: Services, and who answers behind them. */
export const services: Readings = {
  X07: { read: described },
  X08: { read: spread },
  X09: { read: anew },
  X10: { read: balanced },
  X11: { read: typeChanged },
  X35: { read: exposed },
  X48: { read: clusterIp },
  X49: { read: nodePort },
  X50: {
    read(stage, { action }) {
      stage.place('service.yaml').kubectl('apply -f service.yaml');
      const { stdout } = stage.act(action[0]);
      return { 'spec.externalTrafficPolicy': /^ {2}externalTrafficPolicy: (\w+)$/m.exec(stdout)?.[1] };
    },
  },
  X51: { world: { nodes: [nodeOf({ name: 'n1' }), nodeOf({ name: 'n2' })] }, read: policies },
  X52: { read: affinity },
  X53: { read: external },
};

/** Both manifests: a Deployment and its Service; and a pod from which to ask. */
function served(stage: Stage): void {
  stage.place('deployment.yaml', 0).place('service.yaml', 1);
  for (const file of ['deployment.yaml', 'service.yaml']) stage.kubectl(`apply -f ${file}`);
  stage.kubectl('run debug --image=curl:8 --restart=Never -- sleep 1d');
}

function rowOf(stage: Stage, name: string, command = 'get svc'): Readonly<Record<string, string>> {
  return stage.rows(command).find(({ NAME }) => NAME === name) ?? {};
}

/** The pod that answered a request of the pod `debug`. */
function asked(stage: Stage, address: string): string | undefined {
  return /^\(answered by pod (\S+) /.exec(stage.type(`exec debug -- curl ${address} --silent`).stdout)?.[1];
}

function specOf(stage: Stage, name: string): Service['spec'] {
  return (stage.object(`Service/default/${name}`) as Service).spec;
}

function described(stage: Stage, { action }: Expectation): Found {
  served(stage);
  const text = stage.act(action[0]).stdout;
  const field = (name: string): string | undefined => describedField(text, name)?.replace(/ +/g, '  ');
  const endpoints = (field('Endpoints') ?? '').split(',');
  const ready = stage.living('first-deployment').map(({ status }) => status?.podIP);
  const ports = new Set(endpoints.map((each) => Number(each.split(':')[1])));
  return {
    endpoints: {
      count: endpoints.filter((each) => ready.includes(each.split(':')[0])).length,
      port: ports.size === 1 ? [...ports][0] : undefined,
    },
    port: field('Port'),
    targetPort: field('TargetPort'),
    sessionAffinity: field('Session Affinity'),
    type: field('Type'),
    labels: field('Labels'),
    annotations: field('Annotations'),
  };
}

function spread(stage: Stage, { action }: Expectation): Found {
  served(stage);
  const port = /:(\d+), twice/.exec(String(action[0]?.['curl']))?.[1];
  const { clusterIP } = specOf(stage, 'hello-service');
  const pods = stage.living('first-deployment');
  const answers = [1, 2].map(() => asked(stage, `${clusterIP}:${port}`));
  const known = answers.every((name) => pods.some(({ metadata }) => metadata.name === name));
  const direct = pods.every((pod) => asked(stage, `${pod.status?.podIP}:8080`) === pod.metadata.name);
  return {
    answeredBy: said(
      /^any of the endpoints; different pods over several requests$/,
      known && answers[0] !== answers[1],
    ),
    endpointDirect: said(/^each endpoint IP:8080 answers with its own pod$/, direct),
  };
}

/** An address of the cluster's own range, as kubectl prints it. */
function address(text: string | undefined): (expected: Json) => string | undefined {
  return (expected) => {
    const wrong = [String(expected), text].filter((each) => !/^10\.(9[6-9]|10\d|11[01])\.\d+\.\d+$/.test(each ?? ''));
    return wrong.length === 0 ? undefined : `${wrong} is not in 10.96.0.0/12`;
  };
}

/** A column of ports in which the node port is drawn: `80:30794/TCP`. */
function ports(text: string | undefined): (expected: Json) => string | undefined {
  const form = (each: string): string => each.replace(/:3[0-2]\d{3}\//, ':<drawn>/');
  return (expected) => (form(String(expected)) === form(text ?? '') ? undefined : `found ${text}`);
}

function anew(stage: Stage, { action }: Expectation): Found {
  const name = 'hello-service';
  const file = 'first-service.yaml';
  stage.place(file);
  stage.write(file, withValues(stage.text(file), { 'spec.type': 'LoadBalancer' })).kubectl(`create -f ${file}`);
  const before = rowOf(stage, name);
  const outputs = action.map((each) => stage.perform(each).stdout.trimEnd());
  const after = rowOf(stage, name);
  const own = rowOf(stage, 'kubernetes');
  const always = own['PORT(S)'] === '443/TCP' && own['CLUSTER-IP'] === '10.96.0.1';
  return {
    outputs,
    clusterIPBefore: address(before['CLUSTER-IP']),
    clusterIPAfter: address(after['CLUSTER-IP']),
    mustDiffer: (expected) =>
      expected === false || before['CLUSTER-IP'] !== after['CLUSTER-IP'] ? undefined : 'they are equal',
    portsColumnBefore: ports(before['PORT(S)']),
    portsColumnAfter: after['PORT(S)'],
    kubernetesService: said(/^always present, 443\/TCP, first service IP$/, always),
  };
}

/** The provider of the session's cluster is the machine itself: it answers with its own name. */
function balanced(stage: Stage, { action }: Expectation): Found {
  stage.write('first-service.yaml', manifestText('fixed/001-03-service.yaml')).act(action[0]);
  const service = stage.object('Service/default/hello-service');
  const status = { loadBalancer: { ingress: [{ hostname: 'localhost' }] } };
  stage.run.api('cloud').updateStatus({ ...service, status }, 'the provider has it');
  const row = rowOf(stage, 'hello-service');
  const port = specOf(stage, 'hello-service').ports?.[0]?.nodePort;
  return {
    type: row['TYPE'],
    externalIP: row['EXTERNAL-IP'],
    ports: formed(row['PORT(S)'] ?? ''),
    shownNodePort: drawn(port, 30_000, 32_767),
  };
}

/** `Service myboutique ClusterIP 10.106.72.231 8080/TCP`, as given. */
function typeChanged(stage: Stage, { action, given }: Expectation): Found {
  const [text = ''] = given['objects'] as readonly string[];
  const [, name = '', type, clusterIP, port] = /^Service (\S+) (\S+) (\S+) (\d+)\/TCP$/.exec(text) ?? [];
  const spec = { type, clusterIP, selector: { app: name }, ports: [{ port: Number(port) }] };
  stage.kubectl('create -f -', JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name }, spec }));
  const [field = '', value] = String(action[0]?.['patch']).replace('spec.', '').split('=');
  stage.kubectl(`patch service ${name} -p '${JSON.stringify({ spec: { [field]: value } })}'`);
  const row = rowOf(stage, name);
  return {
    clusterIP: `${row['CLUSTER-IP']} (unchanged)`,
    externalIP: row['EXTERNAL-IP'],
    ports: ports(`${row['PORT(S)']} (nodePort newly allocated)`),
  };
}

function exposed(stage: Stage, { action }: Expectation): Found {
  for (const each of action) stage.perform(each);
  const spec = specOf(stage, 'nginx');
  const [port] = spec.ports ?? [];
  const selects = JSON.stringify(spec.selector) === '{"run":"nginx"}';
  const node = stage.kubectl('get node -o jsonpath={.items[0].status.addresses[0].address}');
  const { stdout } = stage.type(`curl http://${node}:${port?.nodePort}`);
  return {
    service: {
      type: spec.type,
      port: selects ? port?.port : undefined,
      nodePortRange: rangeOf(stage),
      shownNodePort: drawn(port?.nodePort, 30_000, 32_767),
      clusterIPShown: (expected) =>
        /^10\.43\.\d+\.\d+$/.test(String(expected)) ? address(spec.clusterIP)(spec.clusterIP ?? null) : 'another range',
    },
    reachable: said(/^http:\/\/<nodeIP>:<nodePort>$/, stdout.startsWith('(answered by pod nginx ')),
  };
}

/** The range of node ports, in the words in which one outside of it is refused. */
function rangeOf(stage: Stage): readonly number[] {
  const spec = { type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] };
  const { stderr } = stage.type(
    'create -f -',
    JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'low' }, spec }),
  );
  return /valid ports is (\d+)-(\d+)/.exec(stderr)?.slice(1).map(Number) ?? [];
}

function clusterIp(stage: Stage, { action }: Expectation): Found {
  const name = 'hostname-svc-clusterip';
  served(stage);
  const row = rowOf(stage, name);
  const { stdout, stderr } = stage.act(action[1]);
  const endpoints = new RegExp(`^${name} +(\\S+)`, 'm').exec(stdout)?.[1]?.split(',') ?? [];
  const found = stage.type(`exec debug -- nslookup ${name}`).stdout.includes(`Address: ${row['CLUSTER-IP']}\n`);
  const answers = [1, 2, 3, 4, 5].map(() => asked(stage, `${name}:8080`));
  const all = answers.every((each) => each?.startsWith('hostname-deployment-')) && new Set(answers).size === 3;
  return {
    service: { type: row['TYPE'], externalIP: row['EXTERNAL-IP'], ports: row['PORT(S)'] },
    endpoints: {
      count: endpoints.length,
      port: endpoints.every((each) => each.endsWith(':80')) ? 80 : undefined,
    },
    dns: { [name]: said(/^resolves to the ClusterIP$/, found) },
    warning: stderr.trimEnd(),
    balancing: said(/^all three pods answer over 5 requests: /, all),
  };
}

function nodePort(stage: Stage, expectation: Expectation): Found {
  served(stage);
  stage.performAll(expectation);
  const row = rowOf(stage, 'hostname-svc-nodeport');
  const port = specOf(stage, 'hostname-svc-nodeport').ports?.[0]?.nodePort;
  return {
    type: row['TYPE'],
    ports: formed(row['PORT(S)'] ?? ''),
    shownNodePort: drawn(port, 30_000, 32_767),
    hasClusterIP: address(row['CLUSTER-IP'])('10.96.0.1') === undefined,
  };
}

function affinity(stage: Stage): Found {
  stage.place('service.yaml').place('deployment.yaml', 1);
  for (const file of ['deployment.yaml', 'service.yaml']) stage.kubectl(`apply -f ${file}`);
  stage.kubectl('run debug --image=curl:8 --restart=Never -- sleep 1d');
  const answers = [1, 2, 3, 4, 5, 6].map(() => asked(stage, 'hostname-svc-nodeport:8080'));
  const same = answers[0]?.startsWith('hostname-deployment-') === true && new Set(answers).size === 1;
  return { answeredBy: said(/^always the same pod$/, same) };
}

function external(stage: Stage, { action }: Expectation): Found {
  stage.place('service.yaml').kubectl('apply -f service.yaml');
  stage.kubectl('run debug --image=curl:8');
  const name = String(action[0]?.['dns']);
  const { stdout } = stage.type(`exec debug -- nslookup ${name}`);
  const slices = stage.run.view.list('EndpointSlice.discovery.k8s.io', 'default');
  return {
    cname: /canonical name = (\S+)\.$/m.exec(stdout)?.[1],
    clusterIP: specOf(stage, name).clusterIP ?? null,
    endpoints: slices.filter(({ metadata }) => metadata.name.startsWith(name)).length,
  };
}

/** Two nodes, all pods on the second, and somebody outside who asks both for the Service. */
function policies(stage: Stage, { action }: Expectation): Found {
  stage.kubectl('cordon n1');
  stage.write('deployment.yaml', manifestText('004-04-deployment.yaml')).kubectl('apply -f deployment.yaml');
  const underPolicy = (policy: string): readonly string[] => {
    stage.write(
      'service.yaml',
      withValues(manifestText('004-06-service.yaml'), { 'spec.externalTrafficPolicy': policy }),
    );
    stage.kubectl('apply -f service.yaml');
    return action.map(({ request }) => fromOutside(stage, String(request).replace(/^node(\d):nodePort$/, 'n$1')));
  };
  const [first = '', second = ''] = underPolicy('Local');
  const [passed = ''] = underPolicy('Cluster');
  const local = /^\(answered by pod hostname-\S+ \(\S+ on n2\): .*; the pod sees the client's own address/;
  const forwarded = /^\(answered by pod hostname-\S+ \(\S+ on n2\): .*; the pod sees the address of node n1/;
  return {
    node1: said(/^fails$/, /^curl: \(28\)/.test(first)),
    node2: said(/^served by a local pod, client IP preserved$/, local.test(second)),
    withCluster: said(/^node1 forwards to a pod on another node; source IP changed \(SNAT\)$/, forwarded.test(passed)),
  };
}

/** What somebody outside the cluster gets at the node port of a node. */
function fromOutside(stage: Stage, node: string): string {
  const at = stage.kubectl(`get node ${node} -o jsonpath={.status.addresses[0].address}`);
  const port = specOf(stage, 'hostname-svc-nodeport').ports?.[0]?.nodePort;
  const { stdout, stderr } = stage.type(`curl http://${at}:${port}`);
  return stdout + stderr;
}
