import type { Entry } from './entry.ts';
import { manifest } from './session.ts';

const folder = 'til-by-topic/kubernetes/3.Kubernetes와-Docker로-한-번에-끝내는-컨테이너-기반-MSA';
const onTheMachine = 'a program on the machine, not a question to the cluster';
const program = 'what a program in the container would print is not known: an honest sentence, and no success';

/** A Pod of one container for each `name:port`, labelled with its own name. */
function podOf(name: string, ...containers: readonly `${string}:${number}`[]): () => string {
  const each = containers.map((container) => {
    const [called, port] = container.split(':');
    return `  - { name: ${called}, image: ${called}, ports: [{ containerPort: ${port} }], env: [${downward}] }`;
  });
  return () =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, labels: { app: ${name} } }\nspec:\n  containers:\n${each.join('\n')}\n`;
}

const downward = [
  ['POD_IP', 'status.podIP'],
  ['NAMESPACE', 'metadata.namespace'],
  ['NODE_NAME', 'spec.nodeName'],
]
  .map(([name, path]) => `{ name: ${name}, valueFrom: { fieldRef: { fieldPath: ${path} } } }`)
  .join(', ');

/** `kubectl run` for pods with these labels. */
function labelled(pods: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(pods).map(([name, labels]) => `kubectl run ${name} --image=nginx --labels=${labels}`);
}

/** A table of these objects and no others. */
function rows(...names: readonly string[]): RegExp {
  return new RegExp(`^NAME .*\\n${names.map((name) => `${name} .*\\n`).join('')}$`);
}

/** What stands before the sessions of tutorial 000, and where their print is no measure. */
export const sessions000: readonly Entry[] = [
  {
    id: '000-01',
    files: {
      'deployment.yaml': () =>
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: nginx-deployment }\nspec:\n  replicas: 2\n  selector: { matchLabels: { app: nginx } }\n  template:\n    metadata: { labels: { app: nginx } }\n    spec: { containers: [{ name: nginx, image: nginx, ports: [{ containerPort: 80 }] }] }\n',
    },
    edit: (text) => text.replace('replicas: 3', 'replicas: 4'),
    steps: {
      1: { out: onTheMachine },
      2: { states: [/^deployments +deploy +apps\/v1 +true +Deployment$/m] },
      3: {
        states: [/^ {2}apiVersion\b[\s\S]*^ {2}kind\b[\s\S]*^ {2}metadata\b[\s\S]*^ {2}spec\b[\s\S]*^ {2}status\b/m],
      },
      4: { states: [/^ {2}image\b/m] },
      5: { states: [/^minikube +Ready /m] },
      7: { states: [/^(nginx-deployment-\S+ +1\/1 +Running .*\n){2}$/m] },
      8: { states: [/^deployment.apps\/nginx-deployment scaled$/m] },
      9: { fails: 'there is a difference', states: [/^- {2}replicas: 3\n\+ {2}replicas: 2$/m] },
      10: { states: [/^deployment.apps\/nginx-deployment edited$/m] },
      11: { fails: program },
      12: { fails: program },
    },
  },
  {
    id: '000-02',
    files: { [`${folder}/ch2/hello-app.yaml`]: manifest('000-10-pod') },
    steps: { 3: { states: [/^POD_IP=/m] }, 4: { fails: program }, 6: { fails: program }, 7: { fails: program } },
  },
  {
    id: '000-03',
    files: {
      [`${folder}/ch3/blue-green-app.yaml`]: podOf('blue-green-app', 'blue-app:8080', 'green-app:8081'),
      [`${folder}/ch3/red-app.yaml`]: podOf('red-app', 'red-app:8080'),
    },
    steps: {
      4: { states: [/^\d+\.\d+\.\d+\.\d+\ndefault\ngke-my-cluster-\S+\n$/] },
      5: { states: [/^(\(answered by pod blue-green-app \(.*\n){2}$/] },
      6: { states: [/^(\(answered by pod blue-green-app \(.*\n){2}$/] },
      7: { states: [/^\d+\.\d+\.\d+\.\d+$/] },
      9: { states: [/^(\(answered by pod red-app \(.*\n)$/] },
      10: { fails: program },
      11: { states: [/^pod "blue-green-app" deleted\npod "red-app" deleted\n$/] },
    },
  },
  {
    id: '000-04',
    files: { 'my-pod.yaml': manifest('000-11-pod') },
    before: ['kubectl apply -f my-pod.yaml'],
    steps: {
      1: { states: [/ LABELS\nmy-pod .* app=backend,env=prod,version=v1\n$/] },
      2: { states: [/^pod\/my-pod not labeled$/m] },
      3: { states: [/^pod\/my-pod not labeled$/m] },
      4: { states: [/^pod\/my-pod labeled$/m] },
      5: { states: [/ APP +ENV *\nmy-pod .* backend +prod *\n$/] },
      6: { states: [/ APP +ENV *\nmy-pod .* backend +prod *\n$/] },
      7: { states: [/^pod\/my-pod unlabeled$/m] },
    },
  },
  {
    id: '000-05',
    before: labelled({
      fern: 'env=prod,app=web,group=home,concept=leaf',
      hill: 'env=dev,app=backend,group=nature,concept=earth,position=bottom',
      lamp: 'group=home',
      moon: 'env=test,app=web,group=nature,position=top',
      rose: 'env=prod,app=backend,group=nature,concept=flower,position=bottom',
    }),
    steps: {
      1: { states: [rows('fern', 'rose')] },
      2: { states: [rows('hill', 'lamp', 'moon')] },
      3: { states: [rows('rose')] },
      4: { states: [rows('fern')] },
      5: { states: [rows('fern', 'hill', 'rose')] },
      6: { states: [rows('lamp', 'moon')] },
      7: { states: [rows('fern', 'hill', 'moon', 'rose')] },
      8: { states: [rows('lamp')] },
      9: { states: [rows('hill', 'moon', 'rose'), / AGE +GROUP +CONCEPT +ELEMENT +POSITION +VERSION$/m] },
      10: { states: [rows('hill', 'rose'), /^rose .* nature +flower +bottom *$/m] },
      11: { states: [rows('lamp', 'moon')] },
      12: { states: [rows('fern', 'lamp', 'moon')] },
      13: { states: [rows('hill', 'rose')] },
      14: { states: [/^NAME .*\nmoon .*\nNAME .*\nmoon .*\n$/] },
    },
  },
  {
    id: '000-06',
    steps: {
      1: { states: [/^(NAME .*\n)(gke-\S+ +Ready .*\n){3}$/] },
      2: { states: [/^(NAME .*\n)(gke-\S+ +Ready .*\n){3}$/] },
      3: { states: [/^(node\/gke-\S+ labeled\n){2}$/] },
      5: { states: [/56s9 .* moist$/m, /bx9c .* dry$/m, /xv16 .* moist$/m] },
      6: { states: [/^(pod\/tree-app-\d created\n){5}$/] },
      7: { states: [/^NAME .*\n(tree-app-\d +1\/1 .*(56s9|xv16) +<none> +<none>\n){5}$/] },
      8: { states: [/^(pod "tree-app-\d" deleted\n){5}$/] },
    },
  },
  {
    id: '000-07',
    files: { [`${folder}/ch4/replicaset.yaml`]: manifest('000-15-replicaset') },
    steps: {
      2: {
        states: [
          / CONTAINERS +IMAGES +SELECTOR\nblue-replicaset +3 +3 +3 .* blue-app +\S+\/blue-app:1.0 +app=blue-app$/m,
        ],
      },
      3: { states: [/^NAME .*\n(blue-replicaset-\S+ +1\/1 +Running .*\n){3}$/] },
      4: { states: [/^( +Normal +SuccessfulCreate .* Created pod: blue-replicaset-\S+\n){3}/m] },
      5: { states: [/ SuccessfulCreate /, / Scheduled /, / Pulled /, / Started /] },
      6: { fails: program },
      7: { fails: 'nothing was forwarded' },
      8: { states: [/^replicaset.apps "blue-replicaset" deleted$/m] },
    },
  },
  {
    id: '000-08',
    files: { 'blue-app.yaml': podOf('blue-app', 'blue-app:8080'), 'replicaset.yaml': manifest('000-15-replicaset') },
    steps: { 3: { states: [/^Replicas: +3 current \/ 3 desired$/m, /-\n( +Normal +SuccessfulCreate .*\n){2}$/] } },
  },
  {
    id: '000-09',
    files: { 'replicaset.yaml': manifest('000-15-replicaset') },
    before: ['kubectl apply -f replicaset.yaml'],
    steps: {
      1: { states: [/^replicaset.apps "blue-replicaset" deleted$/m] },
      2: {
        meanwhile: ['kubectl apply -f replicaset.yaml', 'sleep 5s'],
        states: [/^replicaset.apps\/blue-replicaset scaled$/m],
      },
      3: { meanwhile: [] },
      4: { meanwhile: [], states: [/^(blue-replicaset-\S+ +1\/1 +Terminating .*\n)+/m] },
      5: {
        meanwhile: ['kubectl apply -f replicaset.yaml', 'sleep 5s'],
        reads: [[/^# 결과 -> /, '', 'the answer stands in a comment']],
      },
    },
  },
  {
    id: '000-10',
    files: {
      'replicaset.yaml': () =>
        'apiVersion: apps/v1\nkind: ReplicaSet\nmetadata: { name: myapp-replicaset }\nspec:\n  replicas: 3\n  selector: { matchLabels: { app: my-app } }\n  template:\n    metadata: { labels: { app: my-app } }\n    spec: { containers: [{ name: my-app, image: my-app:2.0 }] }\n',
    },
    before: ['kubectl apply -f replicaset.yaml'],
    steps: {
      1: {
        instead: ['kubectl scle rs/myapp-replicaset --replicas 2', 'a name and a number are to be filled in'],
        fails: 'misspelt',
        states: [/^error: unknown command "scle" for "kubectl"\n/],
      },
      2: { states: [/^replicaset.apps\/myapp-replicaset scaled$/m] },
      4: {
        instead: ['kubectl set image rs/myapp-replicaset my-app=my-app:1.0', 'names are to be filled in'],
        states: [/^replicaset.apps\/myapp-replicaset image updated$/m],
      },
    },
  },
  {
    id: '000-11',
    files: { 'deployment.yaml': manifest('000-16-deployment') },
    before: [
      'kubectl apply -f deployment.yaml',
      'kubectl set image deployment my-app my-app=my-app:2.0',
      'kubectl set image deployment my-app my-app=my-app:3.0',
    ],
    steps: {
      1: {
        instead: ['kubectl rollout undo deployment my-app --to-revision=1', 'a name is to be filled in'],
        states: [/^deployment.apps\/my-app rolled back$/m],
      },
    },
  },
];
