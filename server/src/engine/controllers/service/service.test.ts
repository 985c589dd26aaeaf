import { expect, it } from 'vitest';
import { bench } from '../../../../../test/support/engineRun.ts';

const manifest = `
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { type: LoadBalancer, selector: { app: web }, ports: [{ port: 80 }] }
`;

it('a LoadBalancer stays pending where no cloud gives addresses', () => {
  const cluster = bench();
  cluster.create(manifest);
  cluster.pass(60);
  expect(cluster.get('Service/default/web')?.['status']).toEqual({ loadBalancer: {} });
});

it('gets one where a cloud does, and gives it back before it goes or changes its type', () => {
  const cluster = bench({ loadBalancer: true });
  cluster.create(manifest);
  cluster.pass(1);
  expect(cluster.get('Service/default/web')?.['status']).toEqual({
    loadBalancer: { ingress: [{ ip: '192.0.2.1', ipMode: 'VIP' }] },
  });
  expect(cluster.get('Service/default/web')?.metadata.finalizers).toEqual([
    'service.kubernetes.io/load-balancer-cleanup',
  ]);
  expect(cluster.events('Service/web')).toMatchInlineSnapshot(`
    "
    EnsuringLoadBalancer: Ensuring load balancer
    EnsuredLoadBalancer: Ensured load balancer
    "
  `);

  cluster.run.api().delete('Service/default/web', {}, 'test');
  cluster.pass(1);
  expect(cluster.get('Service/default/web')).toBeUndefined();
});
