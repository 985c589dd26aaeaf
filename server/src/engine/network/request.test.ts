import { describe, expect, it } from 'vitest';
import type { Bench } from '../../../../test/support/engineRun.ts';
import { bench } from '../../../../test/support/engineRun.ts';
import type { Node } from '../api/node.ts';
import type { Pod } from '../api/pod.ts';
import type { Service } from '../api/service.ts';
import { endingOf } from './request.ts';

const pod = (name: string, node: string, label: string, more = ''): string => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, labels: { app: ${label} } }
spec: { nodeName: ${node}, containers: [{ name: c, image: good:v1 }]${more} }
`;
const service = (name: string, spec: string): string => `
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: ${spec}
`;
const ingress = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop }
spec:
  defaultBackend: { service: { name: web, port: { name: http } } }
  rules:
    - host: shop.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: empty, port: { number: 80 } } } }] }
`;

function cluster(policy = 'Cluster'): Bench {
  const made = bench({ loadBalancer: true });
  const web = '{ clusterIP: 10.96.5.5, selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }] }';
  made.create(
    [
      pod('client', 'n1', 'client'),
      pod('host', 'n3', 'host', ', hostNetwork: true'),
      pod('a', 'n2', 'web'),
      service('web', web),
      service(
        'out',
        `{ type: LoadBalancer, externalTrafficPolicy: ${policy}, selector: { app: web }, ports: [{ port: 80 }] }`,
      ),
      service('all', '{ clusterIP: None, selector: { app: web } }'),
      service('empty', '{ selector: { app: nobody }, ports: [{ port: 80 }] }'),
      service('alias', '{ type: ExternalName, externalName: web.default.svc.cluster.local }'),
      ingress,
    ].join('---'),
  );
  made.pass(10);
  return made;
}

/** `a:8080 by web`, or the kind of another end. */
function ask(made: Bench, client: string | undefined, host: string, port = 80, hostHeader?: string): string {
  const from = client === undefined ? undefined : (made.get(`Pod/default/${client}`) as Pod);
  const more = hostHeader === undefined ? {} : { hostHeader };
  const ending = endingOf({ client: from, host, port, path: '/', draw: 0, ...more }, made.run.view);
  if (ending.kind !== 'answered') return ending.kind;
  const { ingress: passed, service: via } = ending.via;
  const names = [passed?.ingress.metadata.name, via?.metadata.name].filter((name) => name !== undefined);
  return [`${ending.pod?.metadata.name}:${ending.port}`, ...names].join(' by ');
}

describe('a request from a pod', () => {
  const made = cluster();
  const address = (made.get('Pod/default/a') as Pod).status?.podIP ?? '';
  it.each([
    ['web', 80, 'a:8080 by web'],
    ['web.default.svc.cluster.local', 80, 'a:8080 by web'],
    ['10.96.5.5', 80, 'a:8080 by web'],
    ['10.96.5.5', 81, 'dropped'],
    ['all', 9000, 'a:9000'],
    [address, 8080, 'a:8080'],
    ['localhost', 80, 'client:80'],
    ['alias', 80, 'a:8080 by web'],
    ['empty', 80, 'refused'],
    ['10.244.7.7', 80, 'refused'],
    ['nobody', 80, 'unresolved'],
    ['example.org', 80, 'unresolved'],
    ['shop.example.com', 80, 'noBackend'],
  ])('to %s:%i: %s', (host, port, ending) => {
    expect(ask(made, 'client', host, port)).toBe(ending);
  });
});

describe('a request to a node or a load balancer', () => {
  const nodeAddress = (made: Bench, name: string): string =>
    (made.get(`Node//${name}`) as Node).status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '';
  const out = (made: Bench): Service => made.get('Service/default/out') as Service;
  const nodePort = (made: Bench): number => out(made).spec.ports?.[0]?.nodePort ?? 0;

  it('from outside is bound by the external policy, by that of the node that is asked', () => {
    const made = cluster('Local');
    const at = (node: string): string => ask(made, undefined, nodeAddress(made, node), nodePort(made));
    expect([at('n1'), at('n2')]).toEqual(['dropped', 'a:80 by out']);
  });

  it('from a pod is not, from the network of another node is', () => {
    const made = cluster('Local');
    const from = (client: string, node: string): string => ask(made, client, nodeAddress(made, node), nodePort(made));
    expect([from('client', 'n1'), from('host', 'n1'), from('host', 'n3')]).toEqual([
      'a:80 by out',
      'dropped',
      'a:80 by out',
    ]);
  });

  it('ends at the load balancer’s address at any pod', () => {
    const made = cluster('Local');
    expect(ask(made, undefined, out(made).status?.loadBalancer?.ingress?.[0]?.ip ?? '')).toBe('a:80 by out');
  });

  it('reaches the pod with the address of the node that passes it on, under policy Local with its own', () => {
    const seen = (policy: string, host: (made: Bench) => string, port: (made: Bench) => number): unknown => {
      const made = cluster(policy);
      const request = { client: undefined, host: host(made), port: port(made), path: '/', draw: 0 };
      const ending = endingOf(request, made.run.view);
      return ending.kind === 'answered' ? ending.via.seenAs : ending.kind;
    };
    const second = (made: Bench): string => nodeAddress(made, 'n2');
    const balancer = (made: Bench): string => out(made).status?.loadBalancer?.ingress?.[0]?.ip ?? '';
    expect(seen('Cluster', second, nodePort)).toEqual({ kind: 'node', name: 'n2' });
    expect(seen('Local', second, nodePort)).toEqual({ kind: 'client' });
    expect(seen('Cluster', balancer, () => 80)).toEqual({ kind: 'node' });
    expect(seen('Local', balancer, () => 80)).toEqual({ kind: 'client' });
  });

  it('at port 80 without such a node port is the Ingresses’', () => {
    const made = cluster();
    expect(ask(made, undefined, nodeAddress(made, 'n1'))).toBe('a:8080 by shop by web');
    expect(ask(made, undefined, nodeAddress(made, 'n1'), 80, 'shop.example.com')).toBe('noBackend');
    expect(ask(made, undefined, nodeAddress(made, 'n1'), 81)).toBe('refused');
  });
});

describe('a request under NetworkPolicies', () => {
  const policy = (spec: string): string =>
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: rule }\nspec: ${spec}\n`;
  const ending = (spec: string, host: string): unknown => {
    const made = cluster();
    made.create(policy(spec));
    const request = { client: made.get('Pod/default/client') as Pod, host, port: 80, path: '/', draw: 0 };
    const found = endingOf(request, made.run.view);
    return found.kind === 'answered' ? found.via.allowedBy : `${found.kind}: ${'why' in found ? found.why : ''}`;
  };

  it('ends nowhere at a pod that they isolate, at the port of the pod', () => {
    expect(ending('{ podSelector: { matchLabels: { app: web } } }', 'web')).toBe(
      'dropped: NetworkPolicy rule does not allow this ingress to port 8080 of pod a, where the network applies policies',
    );
    expect(
      ending('{ podSelector: { matchLabels: { app: web } }, ingress: [{ ports: [{ port: 80 }] }] }', 'web'),
    ).toMatch(/^dropped/);
    expect(ending('{ podSelector: {}, ingress: [{ ports: [{ port: 8080 }] }] }', 'web')).toEqual(['rule']);
  });

  it('finds no name where the client may not ask for one', () => {
    const mute = '{ podSelector: { matchLabels: { app: client } }, policyTypes: [Egress] }';
    expect(ending(mute, 'web')).toBe(
      'unresolved: NetworkPolicy rule does not allow this egress: not even the name server is asked',
    );
    expect(ending(mute, '10.96.5.5')).toMatch(/^dropped: .* egress to port 8080 of pod a/);
  });
});
