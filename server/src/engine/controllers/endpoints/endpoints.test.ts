import { expect, it } from 'vitest';
import { bench } from '../../../../../test/support/engineRun.ts';
import type { Pod } from '../../api/pod.ts';
import type { ReplicaSet } from '../../api/workloads.ts';
import { defaultTiming, nodeOf } from '../../world.ts';
import { overCapacity } from './capacity.ts';

const manifests = `
apiVersion: v1
kind: Service
metadata: { name: web, labels: { team: a } }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: a, labels: { app: web } }
spec: { containers: [{ name: c, image: good:v1 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: b, labels: { app: web } }
spec: { containers: [{ name: c, image: bad:v1 }] }
`;

it('Endpoints tell ready from not ready, leave out what ends, and go with their Service', () => {
  const cluster = bench({ images: [{ match: 'bad*', ready: 'never' }] });
  cluster.create(manifests);
  cluster.pass(3);
  const endpoints = cluster.get('Endpoints/default/web');
  expect(endpoints?.metadata.labels).toEqual({
    team: 'a',
    'endpoints.kubernetes.io/managed-by': 'endpoint-controller',
  });
  const target = (name: string): unknown => ({
    kind: 'Pod',
    namespace: 'default',
    name,
    uid: cluster.get(`Pod/default/${name}`)?.metadata.uid,
  });
  const nodeOf = (name: string): unknown => (cluster.get(`Pod/default/${name}`) as Pod | undefined)?.spec.nodeName;
  expect(endpoints?.['subsets']).toEqual([
    {
      addresses: [{ ip: expect.stringMatching(/^10\.244\.\d\.2$/), nodeName: nodeOf('a'), targetRef: target('a') }],
      notReadyAddresses: [
        { ip: expect.stringMatching(/^10\.244\.\d\.2$/), nodeName: nodeOf('b'), targetRef: target('b') },
      ],
      ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
    },
  ]);

  cluster.run.api().delete('Pod/default/a', {}, 'test');
  cluster.pass(0.1);
  const [subset] = (cluster.get('Endpoints/default/web')?.['subsets'] ?? []) as readonly Record<string, unknown>[];
  expect(Object.keys(subset ?? {})).toEqual(['notReadyAddresses', 'ports']);

  cluster.run.api().delete('Service/default/web', {}, 'test');
  cluster.pass(0.1);
  expect(cluster.get('Endpoints/default/web')).toBeUndefined();
});

it('Endpoints with more than a thousand addresses say that they are cut', () => {
  const cluster = bench({
    nodes: ['n1', 'n2', 'n3'].map((name) => nodeOf({ name, capacity: { cpu: '64', pods: 500 } })),
    timing: { ...defaultTiming, stagger: 0 },
  });
  cluster.create(`
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: apps/v1
kind: ReplicaSet
metadata: { name: web }
spec:
  replicas: 1010
  selector: { matchLabels: { app: web } }
  template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: c, image: good:v1 }] } }
`);
  const addresses = (): number => {
    const [subset] = (cluster.get('Endpoints/default/web')?.['subsets'] ?? []) as readonly { addresses?: unknown[] }[];
    return subset?.addresses?.length ?? 0;
  };
  const cut = (): unknown => cluster.get('Endpoints/default/web')?.metadata.annotations?.[overCapacity];
  cluster.pass(20);
  expect([addresses(), cut()]).toEqual([1000, 'truncated']);
  cluster.run.api().update(
    {
      ...(cluster.get('ReplicaSet.apps/default/web') as ReplicaSet),
      spec: { ...(cluster.get('ReplicaSet.apps/default/web') as ReplicaSet).spec, replicas: 1000 },
    },
    'test',
  );
  cluster.pass(20);
  expect([addresses(), cut()]).toEqual([1000, undefined]);
});
