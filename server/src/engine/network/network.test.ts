import { describe, expect, it } from 'vitest';
import type { Bench } from '../../../../test/support/engineRun.ts';
import { bench } from '../../../../test/support/engineRun.ts';
import type { ApiObject } from '../api/meta.ts';
import type { Service } from '../api/service.ts';
import { nodeOf } from '../world.ts';
import { resolveName } from './dns.ts';
import { routeOfIngress } from './ingressRoute.ts';
import { backendFor, routeToService } from './serviceRoute.ts';

const pod = (name: string, node: string, more = ''): string => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, labels: { app: web } }
spec: { nodeName: ${node}, containers: [{ name: c, image: good:v1 }]${more} }
`;
const service = (name: string, spec: string): string => `
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: ${spec}
`;

function ask(cluster: Bench, name: string, namespace = 'default'): string {
  const answer = resolveName(name, namespace, cluster.run.view);
  if (answer.kind === 'none') return 'none';
  return answer.kind === 'alias' ? `alias ${answer.target}` : answer.addresses.join(' ');
}

describe('names', () => {
  const cluster = bench();
  cluster.create([pod('a', 'n1', ', hostname: web-0, subdomain: all'), pod('b', 'n2')].join('---'));
  cluster.create(service('web', '{ clusterIP: 10.96.5.5, selector: { app: web }, ports: [{ port: 80 }] }'));
  cluster.create(service('all', '{ clusterIP: None, selector: { app: web } }'));
  cluster.create(service('database', '{ type: ExternalName, externalName: my.database.com }'));
  cluster.pass(5);

  it.each([
    ['web', 'default', '10.96.5.5'],
    ['web', 'kube-system', 'none'],
    ['web.default', 'kube-system', '10.96.5.5'],
    ['web.default.svc.cluster.local', 'kube-system', '10.96.5.5'],
    ['web.default.svc.cluster.local.', 'kube-system', '10.96.5.5'],
    ['kubernetes.default', 'kube-system', '10.96.0.1'],
    ['all', 'default', '10.244.0.2 10.244.1.2'],
    ['web-0.all', 'default', '10.244.0.2'],
    ['web-1.all', 'default', 'none'],
    ['database', 'default', 'alias my.database.com'],
    ['10-244-1-2.default.pod', 'default', '10.244.1.2'],
    ['10-244-1-9.default.pod', 'default', 'none'],
    ['example.org', 'default', 'none'],
  ])('%s asked in %s is %s', (name, namespace, answer) => {
    expect(ask(cluster, name, namespace)).toBe(answer);
  });
});

describe('requests to a Service', () => {
  function route(cluster: Bench, node: string, from: 'inside' | 'outside' = 'inside'): string {
    const found = cluster.get('Service/default/web') as Service;
    const port = from === 'inside' ? 80 : (found.spec.ports?.[0]?.nodePort ?? 0);
    const answer = routeToService({ service: found, port, node, from }, cluster.run.view);
    return answer.kind === 'refused'
      ? answer.why
      : answer.backends.map(({ address, port: at }) => `${address}:${at}`).join(' ');
  }
  const ports = 'selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }]';

  it('end at any ready endpoint', () => {
    const cluster = bench({ images: [{ match: 'bad*', ready: 'never' }] });
    cluster.create(
      [service('web', `{ ${ports} }`), pod('a', 'n1'), pod('b', 'n2'), pod('c', 'n3').replace('good', 'bad')].join(
        '---',
      ),
    );
    cluster.pass(5);
    expect(route(cluster, 'n3')).toBe('10.244.0.2:8080 10.244.1.2:8080');
  });

  it('end at what still serves when nothing is ready any more', () => {
    const cluster = bench();
    cluster.create([service('web', `{ ${ports} }`), pod('a', 'n1')].join('---'));
    cluster.pass(5);
    cluster.run.api().delete('Pod/default/a', {}, 'test');
    cluster.pass(0.1);
    expect(route(cluster, 'n1')).toBe('10.244.0.2:8080');
    cluster.pass(5);
    expect(route(cluster, 'n1')).toBe('noEndpoints');
  });

  it('X51 with a local policy fail on a node without a pod', () => {
    const cluster = bench();
    cluster.create(
      [service('web', `{ type: NodePort, externalTrafficPolicy: Local, ${ports} }`), pod('b', 'n2')].join('---'),
    );
    cluster.pass(5);
    expect(route(cluster, 'n1', 'outside')).toBe('noLocalEndpoints');
    expect(route(cluster, 'n2', 'outside')).toBe('10.244.1.2:8080');
    expect(route(cluster, 'n1')).toBe('10.244.1.2:8080');
  });

  it('stay in their zone where the Service prefers it', () => {
    const nodes = ['a', 'a', 'b'].map((zone, index) => nodeOf({ name: `n${index + 1}`, zone }));
    const cluster = bench({ nodes });
    cluster.create(
      [service('web', `{ trafficDistribution: PreferClose, ${ports} }`), pod('a', 'n1'), pod('c', 'n3')].join('---'),
    );
    cluster.pass(5);
    expect([route(cluster, 'n2'), route(cluster, 'n3')]).toEqual(['10.244.0.2:8080', '10.244.2.2:8080']);
  });

  it('X08, X52 go to different pods, or with session affinity always to the same', () => {
    const pick = (sessionAffinity: string): Set<string | undefined> => {
      const web = { spec: { sessionAffinity } } as unknown as Service;
      return new Set([0, 1, 2, 3, 4].map((draw) => backendFor(web, ['a', 'b', 'c'], '10.0.0.7', draw)));
    };
    expect(pick('None').size).toBe(3);
    expect(pick('ClientIP').size).toBe(1);
  });
});

describe('requests through an Ingress', () => {
  const backend = (name: string): unknown => ({ service: { name, port: { number: 80 } } });
  const path = (at: string, pathType: string, name: string): unknown => ({
    path: at,
    pathType,
    backend: backend(name),
  });
  const ingress: ApiObject = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'i', namespace: 'default' },
    spec: {
      defaultBackend: backend('rest'),
      rules: [
        {
          host: 'shop.example.com',
          http: {
            paths: [path('/', 'Prefix', 'shop'), path('/cart', 'Prefix', 'cart'), path('/cart', 'Exact', 'whole')],
          },
        },
        { host: '*.example.com', http: { paths: [path('/', 'Prefix', 'any')] } },
        { http: { paths: [path('/health', 'Exact', 'health')] } },
      ],
    },
  };

  it.each([
    ['shop.example.com', '/', 'shop'],
    ['shop.example.com', '/cart', 'whole'],
    ['shop.example.com', '/cart/1', 'cart'],
    ['shop.example.com', '/carts', 'shop'],
    ['blog.example.com', '/x', 'any'],
    ['a.blog.example.com', '/x', 'rest'],
    ['other.org', '/health', 'health'],
    ['other.org', '/health/', 'rest'],
  ])('%s%s goes to %s', (host, at, name) => {
    expect(routeOfIngress([ingress], host, at)?.service).toBe(name);
  });

  it('end nowhere without a rule', () => {
    expect(routeOfIngress([], 'a', '/')).toBeUndefined();
  });
});
