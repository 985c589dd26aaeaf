import type { Entry } from './entry.ts';
import { manifest } from './session.ts';
import { kubeadmDaemons, kubeadmSystem } from './systemPods.ts';

const book = '~/_Book_k8sInfra/ch3';
const rollout = '/root/_Book_k8sInfra/ch3/3.2.10/rollout-nginx.yaml';
const system = { 'system.yaml': () => kubeadmSystem('m-k8s') };
const echo = {
  [`${book}/3.2.8/echo-hname.yaml`]: manifest('002-01-deployment'),
  'echo-hname.yaml': manifest('002-01-deployment'),
};
const nginxPod = { 'nginx-pod.yaml': manifest('002-02-pod') };
const rolloutNginx = { [rollout]: manifest('002-03-deployment') };
const applied = `kubectl apply -f ${rollout} --record`;
const image = (tag: string): string => `kubectl set image deployment rollout-nginx nginx=nginx:${tag} --record`;
/** No image has this tag. */
const noSuchTag = { images: [{ match: 'nginx:1.17.23', pull: 'fails' as const }] };

const deprecated = [/^Flag --record/, 'kubectl says since 1.22 that --record is deprecated'] as const;
const saysWhat = 'what an application answers is not simulated: an honest sentence says which pod answered';
const inTheImage = 'what the image holds is not known: an honest sentence';

/** What stands before the sessions of tutorial 002, and where their print is no measure. */
export const sessions002: readonly Entry[] = [
  { id: '002-01', files: system, before: ['kubectl apply -f system.yaml'] },
  { id: '002-02' },
  {
    id: '002-03',
    world: { seed: 5 },
    before: ['kubectl run nginx-pod --image=nginx', 'kubectl create deployment dpy-nginx --image=nginx'],
  },
  {
    id: '002-04',
    files: {
      ...echo,
      [`${book}/3.2.4/echo-hname.yaml`]: manifest('002-01-deployment', [/replicas: 3/, 'replicas: 9']),
    },
    before: ['kubectl create -f echo-hname.yaml'],
    steps: { 1: { instead: ['kubectl create -f echo-hname.yaml', 'the print names the file without its folder'] } },
  },
  {
    id: '002-05',
    files: nginxPod,
    before: ['kubectl create -f nginx-pod.yaml'],
    steps: {
      2: { odd: inTheImage },
      3: { odd: inTheImage },
      4: { out: 'a loop in another shell that never ends' },
    },
  },
  {
    id: '002-06',
    files: { ...echo, ...nginxPod },
    before: [
      'kubectl create -f echo-hname.yaml',
      'kubectl create -f nginx-pod.yaml',
      'kubectl scale deployment echo-hname --replicas=6',
    ],
  },
  { id: '002-07', files: echo },
  {
    id: '002-08',
    world: { seed: 4 },
    files: { ...echo, 'daemons.yaml': kubeadmDaemons },
    before: ['kubectl apply -f daemons.yaml', 'kubectl apply -f echo-hname.yaml'],
    steps: {
      2: {
        reads: [
          [
            /evicting pod " (\S+)"\npod\/ (\S+)\nnode\/(\S+) evicted/,
            'evicting pod default/$1\npod/$2 evicted\nnode/$3 drained',
            'the author set these lines anew: blanks within names, words and a namespace left out',
          ],
        ],
      },
    },
  },
  {
    id: '002-09',
    files: rolloutNginx,
    steps: {
      1: { instead: [applied, 'the shell makes /root of ~'], lines: [deprecated] },
      4: { odd: saysWhat },
      5: { lines: [deprecated] },
    },
  },
  {
    id: '002-10',
    files: rolloutNginx,
    world: { ...noSuchTag, seed: 2 },
    before: [applied, image('1.16.0')],
    steps: {
      1: { lines: [deprecated] },
      2: { meanwhile: ['sleep 20s'] },
      3: { meanwhile: [] },
      4: {
        lines: [[/^OldReplicaSets:/, 'today all old ReplicaSets are listed, those without pods too']],
        states: [/^OldReplicaSets: .*\(0\/0 replicas created\), rollout-nginx-\S+ \(3\/3 replicas created\)$/m],
      },
      5: {
        reads: [
          [/=~\//, '=/root/', 'the author wrote ~ here and /root in the print below'],
          [/1\.17\.23 $/m, '1.17.23 --record=true', 'the author left out what the print below has'],
        ],
      },
    },
  },
  {
    id: '002-11',
    files: rolloutNginx,
    world: noSuchTag,
    before: [applied, image('1.16.0'), image('1.17.23'), 'kubectl rollout undo deployment rollout-nginx'],
    steps: { 2: { odd: saysWhat } },
  },
];
