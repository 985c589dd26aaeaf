import { nodeOf } from '#engine/world.ts';
import type { Entry } from './entry.ts';
import { manifest } from './session.ts';
import { workload } from './systemPods.ts';

const onTheMachine = 'a program on the machine, not a question to the cluster';
const out = { out: onTheMachine };
const k3d = nodeOf({
  name: 'k3d-k3s-default-server-0',
  labels: { 'node-role.kubernetes.io/control-plane': '', 'node-role.kubernetes.io/master': '' },
});
/** The same, as it says what machine it is. */
const wsl = {
  ...k3d,
  status: {
    ...k3d.status,
    nodeInfo: {
      osImage: 'K3s dev',
      kernelVersion: '5.15.90.1-microsoft-standard-WSL2',
      containerRuntimeVersion: 'containerd://1.7.1-k3s1',
      kubeletVersion: 'v1.27.4+k3s1',
    },
  },
};
const kustomizeLine = [/^Kustomize Version:/, 'kubectl says since 1.25 which kustomize is in it'] as const;

/** Services that call themselves the cluster's own, as k3s has them. */
const clusterServices = (): string =>
  [
    ['kube-dns', 'CoreDNS', '{ name: dns, port: 53, protocol: UDP }'],
    ['metrics-server', 'Metrics-server', '{ name: https, port: 443 }'],
  ]
    .map(
      ([name, called, port]) => `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: kube-system
  labels: { kubernetes.io/cluster-service: "true", kubernetes.io/name: ${called} }
spec: { ports: [${port}] }
`,
    )
    .join('---\n');

const storage = (): string => `apiVersion: v1
kind: PersistentVolume
metadata: { name: postgres-pv }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteOnce]
  storageClassName: manual
  hostPath: { path: /data }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: postgres-pv-claim }
spec: { storageClassName: manual, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`;

const boutique = (type = 'ClusterIP'): string => `apiVersion: v1
kind: Service
metadata: { name: myboutique }
spec: { type: ${type}, selector: { app: myboutique }, ports: [{ port: 8080 }] }
`;

const postgresql = (): string =>
  `${workload('Deployment', { name: 'postgresql' })}---
apiVersion: v1
kind: Service
metadata: { name: postgresql }
spec: { selector: { k8s-app: postgresql }, ports: [{ port: 5432 }] }
`;

const definition = (): string => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: elasticsearchclusters.enterprises.upmc.com }
spec:
  group: enterprises.upmc.com
  scope: Namespaced
  names:
    { kind: ElasticsearchCluster, listKind: ElasticsearchClusterList, plural: elasticsearchclusters, singular: elasticsearchcluster }
  versions:
    - { name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } } }
`;

const logging = (): string => {
  const at = { namespace: 'logging' };
  return [
    workload('Deployment', { ...at, name: 'es-operator-elasticsearch-operator' }),
    workload('Deployment', { ...at, name: 'efk-kibana' }),
    workload('Deployment', { ...at, name: 'es-client-efk-cluster' }),
    workload('StatefulSet', { ...at, name: 'es-data-efk-cluster-default' }),
    workload('StatefulSet', { ...at, name: 'es-master-efk-cluster-default' }),
    workload('DaemonSet', { ...at, name: 'fluent-bit' }),
  ].join('---\n');
};

/** What stands before the sessions of tutorial 003, and where their print is no measure. */
export const sessions003: readonly Entry[] = [
  {
    id: '003-01',
    steps: { 1: out, 2: { fails: 'a simulated cluster has one context, and that is not minikube' }, 3: out },
  },
  {
    id: '003-02',
    steps: { 1: out, 2: { lines: [kustomizeLine] }, 3: out, 4: out, 6: out },
  },
  {
    id: '003-03',
    world: { nodes: [k3d] },
    files: { 'services.yaml': clusterServices },
    before: ['kubectl apply -f services.yaml'],
    steps: {
      1: out,
      2: out,
      3: out,
      4: out,
      5: { reads: [[/:44417/g, ':6443', 'the port that k3d chose for the API server']] },
      7: out,
    },
  },
  {
    id: '003-04',
    world: { nodes: [wsl] },
    steps: { 5: { odd: 'what an application answers is not simulated: an honest sentence says which pod answered' } },
  },
  { id: '003-05', steps: { 1: out, 2: out, 3: out, 4: out, 5: out, 6: out, 7: out } },
  {
    id: '003-06',
    files: { 'deployment.yaml': manifest('003-01-deployment') },
    steps: {
      1: {
        instead: ['kubectl apply -f deployment.yaml', 'nothing is read from the network: the file that stands there'],
      },
    },
  },
  { id: '003-07', steps: { 9: { fails: 'a name is to be put in, and describe has no -o' } } },
  {
    id: '003-08',
    steps: {
      2: {
        reads: [
          [/POSTGRES_DB_NAME/, 'POSTGRES_DB', 'the command before it makes this key'],
          [/ {2}labels:\n {4}app: postgres\n/, '', 'the command before it makes no label'],
        ],
      },
      4: {
        meanwhile: ['kubectl label secret db-security app=postgres'],
        instead: ['kubectl get secret -l app=postgres -o yaml', 'the print is a List, of a Secret with this label'],
      },
    },
  },
  {
    id: '003-09',
    files: { 'postgres.yml': manifest('003-13-deployment-service'), 'storage.yaml': storage },
    before: [
      'kubectl apply -f storage.yaml',
      'kubectl create configmap postgres-config --from-literal=POSTGRES_DB=shopping',
      'kubectl create secret generic db-security --from-literal=POSTGRES_USER=postgres --from-literal=POSTGRES_PASSWORD=postgres',
    ],
    steps: {
      2: { meanwhile: ['sleep 9s'] },
      3: { fails: 'what a program in the container would print is not known: an honest sentence, and no success' },
    },
  },
  {
    id: '003-10',
    files: {
      'myboutique.yml': manifest('003-17-deployment'),
      'service.yml': boutique,
      'postgresql.yml': postgresql,
    },
    before: [
      'kubectl create configmap postgres-config --from-literal=postgres.service.name=postgresql --from-literal=postgres.db.name=shop',
      'kubectl create secret generic db-security --from-literal=db.user.name=u --from-literal=db.user.password=p',
      'kubectl apply -f service.yml',
      'kubectl apply -f postgresql.yml',
      'kubectl apply -f myboutique.yml',
    ],
    steps: { 1: { unordered: 'kubectl of that time began with Deployments' } },
  },
  {
    id: '003-11',
    files: { 'service.yml': boutique },
    before: ['kubectl apply -f service.yml'],
    steps: {
      2: { meanwhile: [`kubectl patch svc myboutique -p '{"spec":{"type":"LoadBalancer"}}'`] },
      3: out,
      4: out,
    },
  },
  {
    id: '003-12',
    files: {
      'src/main/resources/application.properties': () => 'server.port=8080\n',
      'order-service.yml': () => 'server: {}\n',
    },
    steps: {
      1: {
        instead: [
          'kubectl create configmap app-config --from-file=src/main/resources/application.properties',
          'the first line lacks its \\',
        ],
      },
      2: { fails: 'a translated file name is no key of a ConfigMap' },
    },
  },
  {
    id: '003-13',
    files: {
      'tiller.yaml': () => workload('Deployment', { name: 'tiller-deploy', namespace: 'kube-system' }),
      'definition.yaml': definition,
      'logging.yaml': logging,
    },
    before: ['kubectl apply -f tiller.yaml', 'kubectl apply -f definition.yaml', 'kubectl create ns logging'],
    steps: {
      1: out,
      2: out,
      3: out,
      4: out,
      6: out,
      7: out,
      9: {
        reads: [
          [/^ {4}(?=\S)/gm, '  ', 'the author indents by four, kubectl by two'],
          [/^ {8}(?=\S)/gm, '    ', 'the author indents by four, kubectl by two'],
        ],
      },
      10: out,
      11: { meanwhile: ['kubectl apply -f logging.yaml', 'sleep 5m'] },
      12: out,
    },
  },
  {
    id: '003-14',
    files: { 'api-gateway-ingress.yml': manifest('003-21-ingress') },
  },
];
