import { expect, it } from 'vitest';
import { bench } from '../../../../../test/support/engineRun.ts';
import type { EndpointSlice } from '../../api/endpointSlice.ts';

const manifests = `
apiVersion: v1
kind: Service
metadata: { name: database }
spec: { ports: [{ port: 5432 }] }
---
apiVersion: v1
kind: Endpoints
metadata: { name: database }
subsets:
- addresses: [{ ip: 192.0.2.10 }]
  notReadyAddresses: [{ ip: 192.0.2.11 }]
  ports: [{ port: 5432 }]
`;

it('Endpoints written by hand become slices, follow them and go with them', () => {
  const cluster = bench();
  const slices = () => {
    const all = cluster.run.view.list('EndpointSlice.discovery.k8s.io') as readonly EndpointSlice[];
    return all.filter(({ metadata }) => metadata.name !== 'kubernetes');
  };
  cluster.create(manifests);
  cluster.pass(1);
  expect(slices()).toMatchObject([
    {
      metadata: { labels: { 'kubernetes.io/service-name': 'database' } },
      ports: [{ name: '', port: 5432, protocol: 'TCP' }],
      endpoints: [
        { addresses: ['192.0.2.10'], conditions: { ready: true } },
        { addresses: ['192.0.2.11'], conditions: { ready: false } },
      ],
    },
  ]);
  const { resourceVersion: _, ...metadata } = cluster.get('Endpoints/default/database')?.metadata ?? { name: '' };
  const subsets = [{ addresses: [{ ip: '192.0.2.12' }], ports: [{ port: 5432, protocol: 'TCP' }] }];
  cluster.run.api().update({ apiVersion: 'v1', kind: 'Endpoints', metadata, subsets }, 'test');
  cluster.pass(1);
  expect(slices().map(({ endpoints }) => endpoints?.map(({ addresses }) => addresses[0]))).toEqual([['192.0.2.12']]);
  cluster.run.api().delete('Endpoints/default/database', {}, 'test');
  cluster.pass(1);
  expect(slices()).toEqual([]);
});

it('those that a controller writes are left to their controller', () => {
  const cluster = bench();
  cluster.create(
    '{ apiVersion: v1, kind: Service, metadata: { name: web }, spec: { selector: { app: web }, ports: [{ port: 80 }] } }',
  );
  cluster.pass(1);
  expect(cluster.run.trace.entries.filter(({ actor }) => actor === 'endpointslicemirroring-controller')).toEqual([]);
});
