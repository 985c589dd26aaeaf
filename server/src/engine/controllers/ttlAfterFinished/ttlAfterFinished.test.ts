import { expect, it } from 'vitest';
import { bench } from '../../../../../test/support/engineRun.ts';

const job = (ttl: string): string => `
apiVersion: batch/v1
kind: Job
metadata: { name: j }
spec:
  ${ttl}
  template: { spec: { restartPolicy: Never, containers: [{ name: c, image: jobok:v1 }] } }
`;
const world = { images: [{ match: 'jobok*', ready: 0, exits: { after: 1000, code: 0, from: 'running' as const } }] };

it('TestTimeLeft: a finished Job goes when its time is over, its pods first', () => {
  const cluster = bench(world);
  cluster.create(job('ttlSecondsAfterFinished: 5'));
  cluster.pass(6.9);
  expect(cluster.get('Job.batch/default/j')).toBeDefined();
  cluster.pass(3);
  expect(cluster.get('Job.batch/default/j')).toBeUndefined();
  expect(cluster.run.view.list('Pod')).toEqual([]);
});

it('one without a time stays', () => {
  const cluster = bench(world);
  cluster.create(job('backoffLimit: 1'));
  cluster.pass(3600);
  expect(cluster.get('Job.batch/default/j')).toBeDefined();
});
