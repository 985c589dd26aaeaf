import { portName, portNumber } from '../../names.ts';
import { type Causes, duplicate, invalid, invalidEach, notSupported, required } from '../causes.ts';
import { type Fields, numberAt, numberOr0, objectsAt, textAt } from '../read.ts';

export const protocols: readonly string[] = ['SCTP', 'TCP', 'UDP'];

/** Follows kubernetes pkg/apis/core/validation validateContainerPorts. */
export function validateContainerPorts(container: Fields, path: string, errors: Causes): void {
  const names = new Set<string>();
  for (const [index, port] of objectsAt(container, 'ports').entries()) {
    const at = `${path}[${index}]`;
    const name = textAt(port, 'name');
    if (name) {
      const details = portName(name);
      invalidEach(errors, `${at}.name`, name, details);
      if (details.length === 0 && names.has(name)) errors.push(duplicate(`${at}.name`, name));
      names.add(name);
    }
    const number = numberOr0(port, 'containerPort');
    if (number === 0) errors.push(required(`${at}.containerPort`));
    else if (number !== undefined) invalidEach(errors, `${at}.containerPort`, number, portNumber(number));
    const host = numberAt(port, 'hostPort');
    if (host !== undefined && host !== 0) invalidEach(errors, `${at}.hostPort`, host, portNumber(host));
    validateProtocol(port, at, errors);
  }
}

export function validateProtocol(port: Fields, path: string, errors: Causes): void {
  const protocol = textAt(port, 'protocol');
  if (protocol === '') errors.push(required(`${path}.protocol`));
  else if (protocol !== undefined && !protocols.includes(protocol))
    errors.push(notSupported(`${path}.protocol`, protocol, protocols));
}

/** A port that may be a number or a name. Follows ValidatePortNumOrName. */
export function validatePortNumberOrName(port: unknown, path: string, errors: Causes): void {
  if (typeof port === 'string') invalidEach(errors, path, port, portName(port));
  else if (typeof port === 'number' || port === undefined || port === null)
    invalidEach(errors, path, port ?? 0, portNumber(Number(port ?? 0)));
}

/** No two containers may want the same port of the host. Follows checkHostPortConflicts. */
export function validateHostPorts(containers: readonly Fields[], path: string, errors: Causes): void {
  const taken = new Set<string>();
  for (const [index, container] of containers.entries()) {
    for (const [position, port] of objectsAt(container, 'ports').entries()) {
      const host = numberAt(port, 'hostPort') ?? 0;
      if (host === 0) continue;
      const key = `${textAt(port, 'protocol')}/${textAt(port, 'hostIP')}/${host}`;
      if (taken.has(key)) errors.push(duplicate(`${path}[${index}].ports[${position}].hostPort`, key));
      taken.add(key);
    }
  }
}

/** With the host's network the port of the host is the container's; a template may leave it out. Follows validatePodHostNetworkDeps. */
export function validateHostNetworkPorts(spec: Fields, path: string, isPod: boolean, errors: Causes): void {
  if (spec['hostNetwork'] !== true) return;
  for (const [index, container] of objectsAt(spec, 'containers').entries()) {
    for (const [position, port] of objectsAt(container, 'ports').entries()) {
      const host = numberAt(port, 'hostPort') ?? 0;
      if ((!isPod && host === 0) || host === (numberAt(port, 'containerPort') ?? 0)) continue;
      const at = `${path}.containers[${index}].ports[${position}].hostPort`;
      errors.push(invalid(at, host, 'must match `containerPort` when `hostNetwork` is true'));
    }
  }
}
