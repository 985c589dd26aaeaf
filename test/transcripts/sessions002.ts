import type { Entry } from './entry.ts';
import { manifest } from './session.ts';
import { kubeadmSystem } from './systemPods.ts';

const book = '~/_Book_k8sInfra/ch3';
const rollout = '/root/_Book_k8sInfra/ch3/3.2.10/rollout-nginx.yaml';
const system = { 'system.yaml': () => kubeadmSystem('m-k8s') };
const echo = {
  [`${book}/3.2.8/echo-hname.yaml`]: manifest('002-01-deployment'),
  'echo-hname.yaml': manifest('002-01-deployment'),
};
const nginxPod = { 'nginx-pod.yaml': manifest('002-02-pod') };
const rolloutNginx = { [rollout]: manifest('002-03-deployment') };

const deprecated = [/^Flag --record/, 'kubectl says since 1.22 that --record is deprecated'] as const;
const saysWhat = 'what an application answers is not simulated: an honest sentence says which pod answered';
const homeWritten = ['kubectl', 'the shell makes /root of ~'] as const;
const recorded = (line: string): readonly [string, string] => [line, homeWritten[1]];

/** What stands before the sessions of tutorial 002, and where their print is no measure. */
export const sessions002: readonly Entry[] = [
  { id: '002-01', files: system, before: ['kubectl apply -f system.yaml'] },
  { id: '002-02' },
  {
    id: '002-03',
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
  {
    id: '002-07',
    files: echo,
    steps: { 10: { refused: 'the pod is gone by then: the line belongs to an earlier moment' } },
  },
  {
    id: '002-08',
    files: { ...echo, ...system },
    before: ['kubectl apply -f system.yaml', 'kubectl apply -f echo-hname.yaml'],
  },
  {
    id: '002-09',
    files: rolloutNginx,
    steps: {
      1: { instead: recorded(`kubectl apply -f ${rollout} --record`), lines: [deprecated] },
      4: { odd: saysWhat },
      5: { lines: [deprecated] },
    },
  },
  {
    id: '002-10',
    files: rolloutNginx,
    before: [
      `kubectl apply -f ${rollout} --record`,
      'kubectl set image deployment rollout-nginx nginx=nginx:1.16.0 --record',
    ],
    world: {},
    steps: {
      1: { lines: [deprecated] },
      2: { meanwhile: ['sleep 20s'] },
      3: { meanwhile: [] },
    },
  },
  {
    id: '002-11',
    files: rolloutNginx,
    before: [
      `kubectl apply -f ${rollout} --record`,
      'kubectl set image deployment rollout-nginx nginx=nginx:1.16.0 --record',
      'kubectl set image deployment rollout-nginx nginx=nginx:1.17.23 --record',
      'kubectl rollout undo deployment rollout-nginx',
    ],
    steps: { 2: { odd: saysWhat } },
  },
];
