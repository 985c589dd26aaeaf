import type { Entry } from './entry.ts';
import { manifest } from './session.ts';

const deployment = '001-02-deployment';
const service = '001-03-service';
const three = [/replicas: 1/, 'replicas: 3'] as const;
const older = [/jmalloc\/echo-server:latest/, 'k8s.gcr.io/echoserver:1.10'] as const;
const loadBalancer = [/ClusterIP/, 'LoadBalancer'] as const;

const watcher = 'kubectl get pods -A -w -o json --output-watch-events &';

/** What the tutorial's program of three lines makes of a watch: a greeting for what came, a farewell for what went. */
function greetings(printed: string): string {
  const events = printed
    .split(/^(?<=\}\n)(?=\{)/m)
    .filter((text) => text !== '')
    .map(
      (text) => JSON.parse(text) as { type: string; object: { metadata: { name: string; resourceVersion: string } } },
    );
  return events
    .filter(({ type, object }) => type !== 'MODIFIED' && /^\d+$/.test(object.metadata.resourceVersion))
    .map(({ type, object }) => `${type === 'ADDED' ? 'Hello' : 'Good bye'}, ${object.metadata.name}\n`)
    .join('');
}

const system = () =>
  [
    ...['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map(
      (name) =>
        `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}-docker-desktop, namespace: kube-system }\nspec: { containers: [{ name: ${name}, image: ${name} }] }\n`,
    ),
    ...[
      ['Deployment', 'compose', 1],
      ['Deployment', 'compose-api', 1],
      ['Deployment', 'coredns', 2],
      ['DaemonSet', 'kube-proxy', undefined],
    ].map(
      ([kind, name, replicas]) =>
        `apiVersion: apps/v1\nkind: ${kind}\nmetadata: { name: ${name}, namespace: kube-system }\nspec:\n${replicas === undefined ? '' : `  replicas: ${replicas}\n`}  selector: { matchLabels: { app: ${name} } }\n  template: { metadata: { labels: { app: ${name} } }, spec: { containers: [{ name: ${name}, image: ${name} }] } }\n`,
    ),
  ].join('---\n');

const shell = () =>
  'apiVersion: v1\nkind: Pod\nmetadata: { name: shell-demo }\nspec:\n  hostNetwork: true\n  containers: [{ name: nginx, image: nginx, volumeMounts: [{ name: shared-data, mountPath: /usr/share/nginx/html }] }]\n  volumes: [{ name: shared-data, emptyDir: {} }]\n';

const echo = [
  /^\s*(?:Request served by|Hostname:) (\S+)-\w+-\w+\n[\s\S]*$/,
  '(answered by pod …$1-…',
  'what the application says is no part of a simulation, and which of its pods says it is chance',
] as const;

/** What stands before the sessions of tutorial 001, and where their print is no measure. */
export const sessions001: readonly Entry[] = [
  {
    id: '001-01',
    steps: { 1: { reads: [[/docker-desktop/, 'drydock', 'our cluster has a name of its own']] } },
  },
  {
    id: '001-02',
    files: { 'system.yaml': system, 'shell-demo.yaml': shell, 'first-deployment.yaml': manifest(deployment) },
    before: [
      'kubectl apply -f system.yaml',
      'kubectl apply -f shell-demo.yaml',
      'kubectl exec shell-demo -- kill 1',
      'sleep 296h',
      'kubectl apply -f first-deployment.yaml',
      'kubectl scale deployment first-deployment --replicas=2',
      'sleep 24h',
      'kubectl scale deployment first-deployment --replicas=3',
      'sleep 16h',
    ],
    steps: {
      2: {
        instead: [watcher, 'the program of the tutorial watches; kubectl does the same'],
        show: greetings,
        unordered: 'a watch that begins with all that there is promises no order of it',
      },
      3: {
        show: greetings,
        lines: [
          [/^pod ".*" deleted/, 'the session shows the other terminal'],
          [/^Hello, (kube-controller-manager-docker-desktop|first-deployment-fbf887d8-hc7lf)$/, 'printed before'],
        ],
      },
    },
  },
  {
    id: '001-03',
    files: { 'first-deployment.yaml': manifest(deployment) },
    before: [
      'kubectl apply -f first-deployment.yaml',
      'sleep 24h',
      'kubectl scale deployment first-deployment --replicas=2',
      'sleep 16h',
      'kubectl scale deployment first-deployment --replicas=3',
      watcher,
    ],
    steps: { 2: { instead: ['sleep 40s', 'the other terminal goes on'], show: greetings } },
  },
  {
    id: '001-04',
    files: { 'old.yaml': manifest(service, loadBalancer), 'first-service.yaml': manifest(service) },
    before: ['kubectl create -f old.yaml', 'sleep 144h'],
  },
  {
    id: '001-05',
    files: {
      'first-deployment.yaml': manifest(deployment, three),
      'first-service.yaml': manifest(service),
      'shell-demo.yaml': shell,
    },
    before: [
      'kubectl apply -f first-deployment.yaml',
      'kubectl create -f first-service.yaml',
      'for pod in $(kubectl get pods -o name); do kubectl exec $pod -- kill 1; done',
      'for pod in $(kubectl get pods -o name); do kubectl exec $pod -- kill 1; done',
      'sleep 168h',
    ],
    steps: {
      2: { instead: ['kubectl apply -f shell-demo.yaml', 'nothing is read from the network: the file was saved'] },
      5: { reads: [echo] },
      6: { reads: [echo] },
      7: { reads: [echo] },
      8: { reads: [echo] },
      9: { reads: [echo] },
    },
  },
  {
    id: '001-06',
    files: { 'first.deployment.yaml': manifest(deployment, three, older) },
    // The node pulls one after the other; what it has is asked for again.
    world: { images: [{ match: '*', imagePull: 11_000, imageCheck: 2500 }] },
    steps: {
      1: { instead: ['kubectl create -f first.deployment.yaml', 'create deployment takes no file, then as now'] },
      2: { meanwhile: ['sleep 13s'] },
    },
  },
  {
    id: '001-07',
    files: {
      'first-deployment.yaml': manifest(deployment, three, older),
      'first-service.yaml': manifest(service, loadBalancer),
    },
    world: { loadBalancer: true },
    before: ['kubectl create -f first-deployment.yaml'],
    steps: {
      2: { reads: [[/localhost/, '127.0.0.1', 'load balancers of Docker Desktop have this name for an address']] },
      3: { instead: ['curl 127.0.0.1', 'the same address'], reads: [echo] },
      4: { instead: ['curl 127.0.0.1', 'the same address'], reads: [echo] },
    },
  },
  {
    id: '001-08',
    files: {
      'old.yaml': manifest(deployment, three, older),
      'first-deployment.yaml': manifest(deployment, three),
      'first-service.yaml': manifest(service, loadBalancer),
    },
    world: {
      loadBalancer: true,
      images: [
        { match: 'jmalloc/*', imagePull: 3000, start: 4600, ready: 400 },
        { match: 'k8s.gcr.io/*', terminate: 30_000 },
      ],
    },
    before: ['kubectl create -f old.yaml', 'kubectl create -f first-service.yaml', 'sleep 11m'],
    steps: {
      2: { meanwhile: ['sleep 12s'] },
      3: { meanwhile: ['sleep 3s'] },
      4: { meanwhile: ['sleep 4s'] },
      5: { meanwhile: ['sleep 10s'] },
      6: { meanwhile: ['sleep 203s'] },
      7: {
        meanwhile: ['sleep 48s'],
        reads: [
          [
            /OldReplicaSets: {2}<none>/,
            'OldReplicaSets:  first-deployment-58b54db964 (0/0 replicas created)',
            'kubectl of today names old ReplicaSets without pods, too',
          ],
        ],
      },
      8: {
        instead: [
          "IP=$(kubectl get service hello-service -o jsonpath='{.status.loadBalancer.ingress[0].ip}')\ncurl $IP",
          'localhost is the address of load balancers on Docker Desktop',
        ],
        reads: [echo],
      },
    },
  },
];
