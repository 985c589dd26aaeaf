import type { ApiObject } from '../api/meta.ts';
import type { Pod } from '../api/pod.ts';
import type { Service } from '../api/service.ts';
import { isHeadless } from '../api/service.ts';
import type { StoreView } from '../store/view.ts';

/**
 * The variables by which a container finds the Services of its namespace, and always the API server's own; none of the first with
 * `enableServiceLinks: false`. Follows kubernetes pkg/kubelet/envvars.
 */
export function serviceEnvironment(pod: Pod, sources: Pick<StoreView, 'list'>): ReadonlyMap<string, string> {
  const own =
    pod.spec['enableServiceLinks'] === false ? [] : sources.list('Service', pod.metadata.namespace ?? 'default');
  const ofServer = sources.list('Service', 'default').filter(({ metadata }) => metadata.name === 'kubernetes');
  const result = new Map<string, string>();
  for (const service of [...ofServer, ...own] as readonly ApiObject[] as readonly Service[])
    if (!isHeadless(service) && (service.spec.clusterIP ?? '') !== '') addService(result, service);
  return result;
}

function addService(result: Map<string, string>, { metadata, spec }: Service): void {
  const name = variable(metadata.name);
  const address = spec.clusterIP ?? '';
  const ports = spec.ports ?? [];
  result.set(`${name}_SERVICE_HOST`, address);
  for (const [index, { name: portName = '', port, protocol = 'TCP' }] of ports.entries()) {
    const url = `${protocol.toLowerCase()}://${address}:${port}`;
    if (index === 0) result.set(`${name}_SERVICE_PORT`, String(port)).set(`${name}_PORT`, url);
    if (portName !== '') result.set(`${name}_SERVICE_PORT_${variable(portName)}`, String(port));
    const prefix = `${name}_PORT_${port}_${protocol.toUpperCase()}`;
    result.set(prefix, url);
    result.set(`${prefix}_PROTO`, protocol.toLowerCase());
    result.set(`${prefix}_PORT`, String(port));
    result.set(`${prefix}_ADDR`, address);
  }
}

function variable(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}
