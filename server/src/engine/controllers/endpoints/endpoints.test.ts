import { expect, it } from 'vitest';
import { bench } from '../../../../../test/support/engineRun.ts';
import type { Pod } from '../../api/pod.ts';

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
