import { describe, expect, it } from 'vitest';
import type { Bench } from '../../../../../test/support/engineRun.ts';
import { bench } from '../../../../../test/support/engineRun.ts';
import type { Service, ServiceSpec } from '../../api/service.ts';

const service = (name: string, spec: string): string => `
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: ${spec}
`;
const get = (cluster: Bench, name: string): ServiceSpec => (cluster.get(`Service/default/${name}`) as Service).spec;

function change(cluster: Bench, name: string, spec: Partial<ServiceSpec>, without: readonly string[] = []): string {
  const { metadata: given, ...rest } = cluster.get(`Service/default/${name}`) as Service;
  const { resourceVersion: _, ...metadata } = given;
  const kept = Object.fromEntries(Object.entries(rest.spec).filter(([field]) => !without.includes(field)));
  const outcome = cluster.run.api().update({ ...rest, metadata, spec: { ...kept, ...spec } }, 'test');
  return outcome.kind === 'rejected' ? outcome.status.message : 'accepted';
}

describe('a new Service', () => {
  it('gets an address of 10.96.0.0/12, one of its own', () => {
    const cluster = bench();
    for (let index = 0; index < 40; index++) cluster.create(service(`s${index}`, '{ ports: [{ port: 80 }] }'));
    const addresses = Array.from({ length: 40 }, (_, index) => get(cluster, `s${index}`).clusterIP ?? '');
    expect(new Set(addresses).size).toBe(40);
    for (const address of addresses) expect(address).toMatch(/^10\.(9[6-9]|10\d|11[01])\.\d+\.\d+$/);
    expect(get(cluster, 's0')).toMatchObject({
      clusterIPs: [addresses[0]],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
    });
  });

  it('of type NodePort gets ports of 30000-32767, the same for one port of two protocols', () => {
    const cluster = bench();
    const ports = '{ name: a, port: 53, protocol: UDP }, { name: b, port: 53, protocol: TCP }, { name: c, port: 80 }';
    cluster.create(service('dns', `{ type: NodePort, ports: [${ports}] }`));
    const given = (get(cluster, 'dns').ports ?? []).map(({ nodePort }) => nodePort ?? 0);
    expect(given[0]).toBe(given[1]);
    expect(given[2]).not.toBe(given[0]);
    for (const port of given) expect(port >= 30_000 && port <= 32_767).toBe(true);
  });

  it('of type LoadBalancer with a local policy gets a port for its health', () => {
    const cluster = bench();
    cluster.create(service('lb', '{ type: LoadBalancer, externalTrafficPolicy: Local, ports: [{ port: 80 }] }'));
    expect(get(cluster, 'lb').healthCheckNodePort).toBeGreaterThanOrEqual(30_000);
  });

  it('that is headless or only a name gets nothing', () => {
    const cluster = bench();
    cluster.create(service('headless', '{ clusterIP: None, selector: { a: b } }'));
    cluster.create(service('name', '{ type: ExternalName, externalName: example.org }'));
    expect(get(cluster, 'headless')).toMatchObject({ clusterIP: 'None', clusterIPs: ['None'], ipFamilies: ['IPv4'] });
    expect(get(cluster, 'name').clusterIP).toBeUndefined();
  });

  it('that is headless and selects nothing may have endpoints of both families', () => {
    const cluster = bench();
    cluster.create(service('own', '{ clusterIP: None }'));
    expect(get(cluster, 'own')).toMatchObject({ ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack' });
  });

  it('may ask for what is free, and is refused what is not', () => {
    const cluster = bench();
    const ask = (name: string, more: string): string =>
      cluster.create(service(name, `{ type: NodePort, ports: [{ port: 80 ${more} }] }`));
    expect(cluster.create(service('a', '{ clusterIP: 10.96.3.4, ports: [{ port: 80 }] }'))).toBe('Service/a created');
    expect(cluster.create(service('b', '{ clusterIP: 10.96.3.4, ports: [{ port: 80 }] }'))).toBe(
      'Service "b" is invalid: spec.clusterIPs: Invalid value: ["10.96.3.4"]: failed to allocate IP 10.96.3.4: provided IP is already allocated',
    );
    expect(cluster.create(service('b', '{ clusterIP: 10.1.1.1, ports: [{ port: 80 }] }'))).toBe(
      'Service "b" is invalid: spec.clusterIPs: Invalid value: ["10.1.1.1"]: failed to allocate IP 10.1.1.1: the provided network does not match the current range',
    );
    expect(ask('c', ', nodePort: 30080')).toBe('Service/c created');
    expect(ask('d', ', nodePort: 30080')).toBe(
      'Service "d" is invalid: spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated',
    );
    expect(ask('d', ', nodePort: 80')).toBe(
      'Service "d" is invalid: spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767',
    );
    cluster.run.api().delete('Service/default/c', {}, 'test');
    expect(ask('d', ', nodePort: 30080')).toBe('Service/d created');
  });
});

describe('a Service that changes its type', () => {
  it('keeps its address when it becomes reachable from outside, and its port while it stays so', () => {
    const cluster = bench();
    cluster.create(service('web', '{ ports: [{ port: 80 }] }'));
    const { clusterIP } = get(cluster, 'web');
    expect(change(cluster, 'web', { type: 'LoadBalancer' })).toBe('accepted');
    const port = get(cluster, 'web').ports?.[0]?.nodePort;
    expect(get(cluster, 'web').clusterIP).toBe(clusterIP);
    expect(port).toBeGreaterThanOrEqual(30_000);
    expect(change(cluster, 'web', { type: 'NodePort', ports: [{ port: 80 }] }, ['clusterIP', 'clusterIPs'])).toBe(
      'accepted',
    );
    expect(get(cluster, 'web')).toMatchObject({ clusterIP, ports: [{ port: 80, nodePort: port }] });
  });

  it('gives up what only the old type has a use for', () => {
    const cluster = bench();
    cluster.create(service('web', '{ type: LoadBalancer, externalTrafficPolicy: Local, ports: [{ port: 80 }] }'));
    expect(change(cluster, 'web', { type: 'ClusterIP' })).toBe('accepted');
    const spec = get(cluster, 'web');
    expect(spec.ports?.[0]?.nodePort).toBeUndefined();
    expect([spec.externalTrafficPolicy, spec.healthCheckNodePort, spec.allocateLoadBalancerNodePorts]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(change(cluster, 'web', { type: 'ExternalName', externalName: 'example.org' })).toBe('accepted');
    expect(get(cluster, 'web').clusterIP).toBeUndefined();
    expect(change(cluster, 'web', { type: 'ClusterIP' }, ['externalName'])).toBe('accepted');
    expect(get(cluster, 'web').clusterIP).toMatch(/^10\./);
  });
});
