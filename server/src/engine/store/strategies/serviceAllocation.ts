import type { Service, ServicePort } from '../../api/service.ts';
import type { CauseReason, Status } from '../../api/status.ts';
import type { KubernetesVersion } from '../../api/version.ts';
import { atLeast } from '../../api/version.ts';
import type { Result } from '../../result.ts';
import { ok, refused } from '../../result.ts';
import { invalid } from '../refusals.ts';
import type { Door } from '../strategy.ts';

const serviceRange = { text: '10.96.0.0/12', first: 0x0a60_0000, size: 2 ** 20 };
/** Addresses at the lower end that are left to those who choose themselves; follows kubernetes pkg/registry/core/service/ipallocator/bitmap.go. */
const staticAddresses = 256;
const portRange = { first: 30_000, last: 32_767 };
/** The same for node ports; follows kubernetes pkg/registry/core/service/portallocator/allocator.go. */
const staticPorts = 86;
const mostDraws = 64;

/** Gives the Service its cluster IP, or takes the one it asks for; follows kubernetes pkg/registry/core/service/storage/alloc.go. */
export function allocateClusterIP(service: Service, old: Service | undefined, door: Door): Result<Service, Status> {
  const { spec } = service;
  const asked = spec.clusterIPs?.[0] || spec.clusterIP || '';
  const withAddress = (address: string): Service => ({
    ...service,
    spec: {
      ...spec,
      clusterIP: spec.clusterIP || address,
      clusterIPs: spec.clusterIPs?.length ? spec.clusterIPs : [address],
    },
  });
  if (asked === 'None' || (asked !== '' && asked === old?.spec.clusterIP)) return ok(withAddress(asked));
  const taken = new Set(others(service, door).flatMap((each) => each.spec.clusterIPs ?? []));
  if (asked === '') return ok(withAddress(freeAddress(taken, door)));
  const number = addressNumber(asked);
  // What is no address, or may not change, is for validation to say.
  if (number === undefined || (old !== undefined && old.spec.type !== 'ExternalName')) return ok(withAddress(asked));
  const inside = number > serviceRange.first && number < serviceRange.first + serviceRange.size - 1;
  const why = inside
    ? taken.has(asked)
      ? 'provided IP is already allocated'
      : undefined
    : outside(asked, door.conditions.kubernetesVersion);
  if (why === undefined) return ok(withAddress(asked));
  const message = `Invalid value: ${JSON.stringify([asked])}: failed to allocate IP ${asked}: ${why}`;
  return refuse(service, 'spec.clusterIPs', message);
}

/** Gives a node port to every port that has none; one that is asked for must be free. */
export function allocateNodePorts(service: Service, old: Service | undefined, door: Door): Result<Service, Status> {
  const taken = takenPorts(service, door);
  const mine = new Set(old === undefined ? [] : portsOf(old));
  const given: ServicePort[] = [];
  for (const [index, port] of (service.spec.ports ?? []).entries()) {
    if (port.nodePort) {
      const problem = mine.has(port.nodePort) ? undefined : portProblem(port.nodePort, taken);
      const shared = given.some((other) => other.nodePort === port.nodePort && other.protocol !== port.protocol);
      if (problem !== undefined && !shared) {
        const text = `Invalid value: ${port.nodePort}: ${problem}`;
        return refuse(service, `spec.ports[${index}].nodePort`, text);
      }
      taken.add(port.nodePort);
      given.push(port);
      continue;
    }
    const twin = given.find((other) => other.port === port.port && other.protocol !== port.protocol);
    const asked = (service.spec.ports ?? []).flatMap((each) => (each.nodePort ? [each.nodePort] : []));
    const nodePort = twin?.nodePort ?? freePort(new Set([...taken, ...asked]), door);
    taken.add(nodePort);
    given.push({ ...port, nodePort });
  }
  return ok({ ...service, spec: { ...service.spec, ports: given } });
}

/** The port on which a node says whether it has endpoints of the Service (externalTrafficPolicy Local). */
export function allocateHealthCheckPort(
  service: Service,
  old: Service | undefined,
  door: Door,
): Result<Service, Status> {
  const asked = service.spec.healthCheckNodePort;
  if (asked && asked === old?.spec.healthCheckNodePort) return ok(service);
  const taken = takenPorts(service, door);
  for (const port of portsOf(service)) taken.add(port);
  if (!asked) return ok({ ...service, spec: { ...service.spec, healthCheckNodePort: freePort(taken, door) } });
  const why = portProblem(asked, taken);
  if (why === undefined) return ok(service);
  return refuse(
    service,
    'spec.healthCheckNodePort',
    `failed to allocate requested HealthCheck NodePort ${asked}: ${why}`,
    'InternalError',
  );
}

function refuse(
  service: Service,
  field: string,
  message: string,
  reason: CauseReason = 'FieldValueInvalid',
): Result<never, Status> {
  return refused(invalid('Service', service.metadata.name, [{ field, reason, message }]));
}

function others({ metadata }: Service, door: Door): readonly Service[] {
  const all = door.view.list('Service') as readonly Service[];
  return all.filter((each) => each.metadata.name !== metadata.name || each.metadata.namespace !== metadata.namespace);
}

function portsOf({ spec }: Service): number[] {
  const ports = (spec.ports ?? []).flatMap(({ nodePort }) => (nodePort ? [nodePort] : []));
  return spec.healthCheckNodePort ? [...ports, spec.healthCheckNodePort] : ports;
}

function takenPorts(service: Service, door: Door): Set<number> {
  return new Set(others(service, door).flatMap(portsOf));
}

function portProblem(port: number, taken: ReadonlySet<number>): string | undefined {
  const { first, last } = portRange;
  if (port < first || port > last)
    return `provided port is not in the valid range. The range of valid ports is ${first}-${last}`;
  return taken.has(port) ? 'provided port is already allocated' : undefined;
}

function freePort(taken: ReadonlySet<number>, door: Door): number {
  const first = portRange.first + staticPorts;
  for (let draw = 0; draw < mostDraws; draw++) {
    const port = first + door.random.next(portRange.last - first + 1);
    if (!taken.has(port)) return port;
  }
  for (let port = portRange.first; port < portRange.last; port++) if (!taken.has(port)) return port;
  return portRange.last;
}

function freeAddress(taken: ReadonlySet<string>, door: Door): string {
  for (;;) {
    const offset = 1 + staticAddresses + door.random.next(serviceRange.size - staticAddresses - 2);
    const address = addressText(serviceRange.first + offset);
    if (!taken.has(address)) return address;
  }
}

/** From 1.33 on ServiceCIDRs decide, and none of them covers the address. */
function outside(address: string, version: KubernetesVersion): string {
  if (atLeast(version, '1.33')) return 'the provided network does not match the current range';
  return `the provided IP (${address}) is not in the valid range. The range of valid IPs is ${serviceRange.text}`;
}

function addressNumber(text: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

function addressText(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
}
