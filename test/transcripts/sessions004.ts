import { defaultAdmission } from '#engine/world.ts';
import type { Entry } from './entry.ts';
import { manifest } from './session.ts';

const deployment = { 'deployment-nginx.yaml': manifest('004-03-deployment') };
const hostnames = { 'deployment.yaml': manifest('004-04-deployment') };
const says = { odd: 'what an application answers is not simulated: an honest sentence says which pod answered' };
const leftOut = 'the author left out the Service of the API, which every cluster has; TYPE is as wide as its row needs';
/** The row that is missing, in the columns of the print. */
const ofTheApi = (row: string): readonly [RegExp, string, string] => [/$/, `\n${row}`, leftOut];
const besideClusterIp = ofTheApi('kubernetes               ClusterIP   10.43.0.1      <none>        443/TCP    25d');
const besideNodePort = ofTheApi(
  'kubernetes              ClusterIP   10.43.0.1      <none>        443/TCP          25d',
);

/** What stands before the sessions of tutorial 004, and where their print is no measure. */
export const sessions004: readonly Entry[] = [
  {
    id: '004-01',
    world: { admission: { ...defaultAdmission, serviceAccount: true } },
    files: { 'nginx-pod.yaml': manifest('004-01-pod') },
    before: ['kubectl apply -f nginx-pod.yaml'],
    steps: { 1: { reads: [[/ # .*$/m, '', 'a remark of the author']] } },
  },
  { id: '004-02', files: deployment, before: ['kubectl apply -f deployment-nginx.yaml'] },
  {
    id: '004-03',
    files: deployment,
    // What its second pod began 22 s after the first says of this machine; why it ends is not said.
    world: {
      images: [{ match: 'nginx:1.11', sandbox: 20_000, exits: { after: 200, code: 1, from: 'ready' } }],
    },
    steps: {
      2: { meanwhile: ['sleep 39s'] },
      3: { meanwhile: ['sleep 60s'] },
      4: { meanwhile: ['sleep 55s'] },
      5: { meanwhile: [] },
      6: { meanwhile: ['sleep 20s'] },
      7: { meanwhile: ['sleep 11s'] },
      8: { meanwhile: [] },
    },
  },
  {
    id: '004-04',
    files: { ...hostnames, 'service.yaml': manifest('004-05-service') },
    before: ['kubectl apply -f deployment.yaml', 'kubectl apply -f service.yaml'],
    steps: {
      1: { reads: [besideClusterIp] },
      3: says,
      4: says,
      5: says,
      6: says,
      7: says,
      8: { meanwhile: ['exit'], reads: [besideClusterIp] },
    },
  },
  {
    id: '004-05',
    files: { ...hostnames, 'service.yaml': manifest('004-06-service') },
    before: ['kubectl apply -f deployment.yaml', 'kubectl apply -f service.yaml'],
    steps: {
      1: { reads: [besideNodePort] },
      2: { reads: [[/^spec:\n/m, 'spec:\n...\n', 'other lines are left out here as well']] },
    },
  },
  { id: '004-06' },
];
