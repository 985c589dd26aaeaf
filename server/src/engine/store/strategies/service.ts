import type { Service, ServicePort, ServiceSpec } from '../../api/service.ts';
import { isHeadless } from '../../api/service.ts';
import type { Status } from '../../api/status.ts';
import { equal } from '../../equal.ts';
import type { Result } from '../../result.ts';
import { ok } from '../../result.ts';
import type { Door, Strategy } from '../strategy.ts';
import { allocateClusterIP, allocateHealthCheckPort, allocateNodePorts } from './serviceAllocation.ts';

/**
 * Addresses, families and node ports of Services: allocated when they are made or change their type, kept while the type needs them,
 * given up when it does not. Follows kubernetes pkg/registry/core/service/{strategy.go,storage/storage.go,storage/alloc.go}.
 */
export function serviceStrategy(): Strategy {
  return {
    kind: 'Service',
    prepareForCreate: (object, door) =>
      allocate({ ...(object as Service), status: { loadBalancer: {} } }, undefined, door),
    prepareForUpdate: (next, old, door) => {
      const kept = keepAllocated(next as Service, old as Service);
      return allocate({ ...kept, spec: dropUnneeded(kept.spec, (old as Service).spec) }, old as Service, door);
    },
  };
}

const needsClusterIP = ({ type }: ServiceSpec): boolean =>
  type === undefined || type === 'ClusterIP' || type === 'NodePort' || type === 'LoadBalancer';
const needsNodePort = (spec: ServiceSpec): boolean =>
  spec.type === 'NodePort' || (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false);
const needsHealthCheck = (spec: ServiceSpec): boolean =>
  spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';
const facesOutside = (spec: ServiceSpec): boolean =>
  spec.type === 'NodePort' ||
  spec.type === 'LoadBalancer' ||
  ((spec['externalIPs'] as unknown[] | undefined) ?? []).length > 0;

function allocate(service: Service, old: Service | undefined, door: Door): Result<Service, Status> {
  if (!needsClusterIP(service.spec)) return ok(service);
  const addressed = allocateClusterIP({ ...service, spec: families(service) }, old, door);
  if (!addressed.ok || !needsNodePort(service.spec)) return addressed;
  const ported = allocateNodePorts(addressed.value, old, door);
  return !ported.ok || !needsHealthCheck(service.spec) ? ported : allocateHealthCheckPort(ported.value, old, door);
}

/** One family, both for a headless Service that selects nothing (whoever writes its endpoints decides). */
function families(service: Service): ServiceSpec {
  const { spec } = service;
  const unselected = isHeadless(service) && Object.keys(spec.selector ?? {}).length === 0;
  const policy = spec.ipFamilyPolicy ?? (unselected ? 'RequireDualStack' : 'SingleStack');
  const both = unselected && policy !== 'SingleStack';
  return {
    ...spec,
    ipFamilyPolicy: policy,
    ipFamilies: spec.ipFamilies ?? (both ? ['IPv4', 'IPv6'] : ['IPv4']),
  };
}

/** What a client leaves out of an update stays as it was allocated. */
function keepAllocated(next: Service, old: Service): Service {
  const both = (needs: (spec: ServiceSpec) => boolean): boolean => needs(next.spec) && needs(old.spec);
  let { spec } = next;
  if (both(needsClusterIP)) spec = keepAddress(spec, old.spec);
  if (both(needsNodePort)) spec = { ...spec, ports: keepPorts(spec.ports ?? [], old.spec.ports ?? []) };
  const { healthCheckNodePort } = old.spec;
  if (both(needsHealthCheck) && !spec.healthCheckNodePort && healthCheckNodePort !== undefined)
    spec = { ...spec, healthCheckNodePort };
  return { ...next, spec };
}

function keepAddress(spec: ServiceSpec, old: ServiceSpec): ServiceSpec {
  const { clusterIP, clusterIPs, ipFamilies, ipFamilyPolicy } = old;
  const unset = !spec.clusterIP && !spec.clusterIPs?.length;
  const kept = unset && clusterIP !== undefined ? { clusterIP, clusterIPs: clusterIPs ?? [clusterIP] } : {};
  const listed = spec.clusterIP && !spec.clusterIPs?.length ? { clusterIPs: [spec.clusterIP] } : {};
  return {
    ...spec,
    ...kept,
    ...listed,
    ...(spec.ipFamilies === undefined && ipFamilies !== undefined ? { ipFamilies } : {}),
    ...(spec.ipFamilyPolicy === undefined && ipFamilyPolicy !== undefined ? { ipFamilyPolicy } : {}),
  };
}

function keepPorts(ports: readonly ServicePort[], old: readonly ServicePort[]): readonly ServicePort[] {
  const used = new Set(ports.map(({ nodePort }) => nodePort));
  return ports.map((port) => {
    if (port.nodePort) return port;
    const before = old.find((each) => each.port === port.port && each.protocol === port.protocol)?.nodePort;
    return before === undefined || used.has(before) ? port : { ...port, nodePort: before };
  });
}

/** Fields that only the old type has a use for go, unless the client changed them itself (which validation then refuses). */
function dropUnneeded(next: ServiceSpec, old: ServiceSpec): ServiceSpec {
  const dropped: string[] = [];
  const same = (field: string): boolean => equal(next[field], old[field]);
  const drop = (needs: (spec: ServiceSpec) => boolean, ...fields: string[]): void => {
    if (needs(old) && !needs(next)) dropped.push(...fields.filter(same));
  };
  drop(needsClusterIP, 'clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'internalTrafficPolicy');
  drop(needsHealthCheck, 'healthCheckNodePort');
  drop(({ type }) => type === 'LoadBalancer', 'allocateLoadBalancerNodePorts', 'loadBalancerClass');
  drop(facesOutside, 'externalTrafficPolicy');
  const kept = Object.fromEntries(Object.entries(next).filter(([field]) => !dropped.includes(field))) as ServiceSpec;
  if (!needsNodePort(old) || needsNodePort(next) || !equal(nodePorts(next), nodePorts(old))) return kept;
  const ports = (kept.ports ?? []).map(({ nodePort: _, ...port }) => port);
  return { ...kept, ports };
}

const nodePorts = (spec: ServiceSpec): number[] =>
  (spec.ports ?? []).flatMap(({ nodePort }) => (nodePort ? [nodePort] : []));
