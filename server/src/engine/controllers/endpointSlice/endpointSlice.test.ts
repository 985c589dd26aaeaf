import { describe, expect, it } from 'vitest';
import type { Bench } from '../../../../../test/support/engineRun.ts';
import { bench } from '../../../../../test/support/engineRun.ts';
import type { EndpointSlice } from '../../api/endpointSlice.ts';

/** All but the API server's own. */
function ofServices({ run }: Bench): readonly EndpointSlice[] {
  const all = run.view.list('EndpointSlice.discovery.k8s.io') as readonly EndpointSlice[];
  return all.filter(({ metadata }) => metadata.name !== 'kubernetes');
}

/** The slices of the namespace, a line each: ports, then each endpoint's conditions. */
function slices(cluster: Bench): string {
  const lines = ofServices(cluster).map(({ metadata, endpoints, ports }) => {
    const words = (endpoints ?? []).map(({ addresses, conditions: { ready, serving, terminating } }) =>
      [addresses[0], ready && 'ready', serving && 'serving', terminating && 'terminating'].filter(Boolean).join(' '),
    );
    const named = (ports ?? []).map(({ name, port, protocol }) => `${name}:${port}/${protocol}`).join(' ');
    return `${metadata.labels?.['kubernetes.io/service-name']} ${named || 'no ports'} | ${words.join(' | ') || 'no endpoints'}`;
  });
  return `\n${lines.join('\n')}\n`;
}

const service = (spec: string): string => `
apiVersion: v1
kind: Service
metadata: { name: web, labels: { team: a } }
spec: ${spec}
`;
const pod = (name: string, port = '{ name: http, containerPort: 8080 }', more = ''): string => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, labels: { app: web } }
spec: { containers: [{ name: c, image: good:v1, ports: [${port}] }] ${more} }
`;

describe('EndpointSlices', () => {
  it('follow pods from their address to their end', () => {
    const cluster = bench();
    cluster.create(service('{ selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }'));
    cluster.create([pod('a'), pod('b')].join('---'));
    const seen: string[] = [];
    for (const step of [0.3, 0.5, 0.5, 0.3]) {
      cluster.pass(step);
      seen.push(slices(cluster));
    }
    cluster.run.api().delete('Pod/default/a', {}, 'test');
    for (const step of [0.1, 0.9]) {
      cluster.pass(step);
      seen.push(slices(cluster));
    }
    expect(seen.join('')).toMatchInlineSnapshot(`
      "
      web no ports | no endpoints

      web :8080/TCP | 10.244.0.2 | 10.244.1.2

      web :8080/TCP | 10.244.0.2 ready serving | 10.244.1.2

      web :8080/TCP | 10.244.0.2 ready serving | 10.244.1.2 ready serving

      web :8080/TCP | 10.244.0.2 serving terminating | 10.244.1.2 ready serving

      web :8080/TCP | 10.244.1.2 ready serving
      "
    `);
  });

  it('count their generations', () => {
    const cluster = bench();
    cluster.create(service('{ selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }'));
    cluster.create(pod('a'));
    cluster.pass(3);
    const versions = cluster.run.trace.entries.flatMap(({ change }) =>
      change.kind === 'applied' &&
      change.key.startsWith('EndpointSlice') &&
      change.after?.metadata.name.startsWith('web')
        ? [change.after.metadata.generation]
        : [],
    );
    expect(versions.length).toBeGreaterThan(2);
    expect(versions).toEqual(versions.map((_, i) => i + 1));
  });

  it('name the ports of each pod: those that differ stand in a slice of their own, what is missing is left out', () => {
    const cluster = bench();
    cluster.create(service('{ selector: { app: web }, ports: [{ port: 80, targetPort: http }] }'));
    cluster.create(
      [pod('a'), pod('b', '{ name: http, containerPort: 9090 }'), pod('c', '{ name: other, containerPort: 1 }')].join(
        '---',
      ),
    );
    cluster.pass(3);
    expect(slices(cluster)).toMatchInlineSnapshot(`
      "
      web :8080/TCP | 10.244.0.2 ready serving
      web :9090/TCP | 10.244.1.2 ready serving
      web no ports | 10.244.2.2 ready serving
      "
    `);
  });

  it('of a Service that publishes not ready addresses say ready', () => {
    const cluster = bench({ images: [{ match: '*', ready: 'never' }] });
    cluster.create(service('{ selector: { app: web }, publishNotReadyAddresses: true, ports: [{ port: 80 }] }'));
    cluster.create(pod('a'));
    cluster.pass(2);
    expect(slices(cluster)).toMatchInlineSnapshot(`
      "
      web :80/TCP | 10.244.0.2 ready
      "
    `);
  });

  it('of a headless Service say so, and need no ports', () => {
    const cluster = bench();
    cluster.create(service('{ clusterIP: None, selector: { app: web } }'));
    cluster.create(pod('a', '', ', hostname: one, subdomain: web'));
    cluster.pass(2);
    expect(slices(cluster)).toMatchInlineSnapshot(`
      "
      web no ports | 10.244.0.2 ready serving
      "
    `);
    const [slice] = ofServices(cluster);
    expect(slice?.metadata.labels).toEqual({
      team: 'a',
      'service.kubernetes.io/headless': '',
      'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io',
      'kubernetes.io/service-name': 'web',
    });
    expect(slice?.endpoints?.[0]?.hostname).toBe('one');
  });

  it('hold at most 100 endpoints', () => {
    const cluster = bench({ timing: { ...bench().run.world.timing, stagger: 0 } });
    cluster.create(service('{ selector: { app: web }, ports: [{ port: 80 }] }'));
    cluster.create(Array.from({ length: 230 }, (_, index) => pod(`p${index}`)).join('---'));
    cluster.pass(30);
    const sizes = ofServices(cluster).map(({ endpoints }) => endpoints?.length);
    expect(sizes).toEqual([100, 100, 30]);
  });

  it('name the zone that a node is in now, once one of the pods changes', () => {
    const cluster = bench();
    cluster.create(service('{ selector: { app: web }, ports: [{ port: 80 }] }'));
    cluster.create([pod('a'), pod('b')].join('---'));
    cluster.pass(3);
    const nodes = cluster.run.view.list('Node');
    for (const node of nodes) {
      const labels = { ...node.metadata.labels, 'topology.kubernetes.io/zone': 'moved' };
      cluster.run.api().update({ ...node, metadata: { ...node.metadata, labels } }, 'the test moves it');
    }
    cluster.pass(1);
    cluster.create(pod('c'));
    cluster.pass(3);
    cluster.run.api().delete('Pod/default/a', {}, 'the test deletes it');
    cluster.pass(0.2);
    const [slice] = ofServices(cluster);
    expect(slice?.endpoints?.map(({ zone }) => zone)).toEqual(['moved', 'moved', 'moved']);
  });

  it('stay true where somebody else writes them', () => {
    const cluster = bench();
    cluster.create(service('{ selector: { app: web }, ports: [{ port: 80 }] }'));
    cluster.create([pod('a'), pod('b')].join('---'));
    cluster.pass(3);
    const [slice] = ofServices(cluster);
    if (slice === undefined) throw new Error('there is no slice');
    cluster.run.api().update({ ...slice, endpoints: slice.endpoints?.slice(1) ?? null }, 'the test cuts it');
    cluster.pass(1);
    expect(ofServices(cluster)[0]?.endpoints?.length).toBe(2);
  });

  it('are none without a selector', () => {
    const cluster = bench();
    cluster.create(service('{ ports: [{ port: 80 }] }'));
    cluster.pass(1);
    expect(slices(cluster)).toBe('\n\n');
  });

  it('go with their Service', () => {
    const cluster = bench();
    cluster.create(service('{ selector: { app: web }, ports: [{ port: 80 }] }'));
    cluster.pass(1);
    cluster.run.api().delete('Service/default/web', {}, 'test');
    cluster.pass(1);
    expect(slices(cluster)).toBe('\n\n');
  });
});
