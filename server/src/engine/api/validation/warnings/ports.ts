import { containersOf } from '../pod/windows.ts';
import { type Fields, numberAt, objectsAt, textAt } from '../read.ts';

interface Port {
  readonly at: string;
  readonly port: Fields;
  readonly isInit: boolean;
}

/** Ports that say the same twice, within a pod. Follows kubernetes pkg/api/pod/warnings.go. */
export function portWarnings(spec: Fields, path: string): readonly string[] {
  const ports = containersOf(spec, path).flatMap(([container, at]) =>
    objectsAt(container, 'ports').map(
      (port, index): Port => ({ at: `${at}.ports[${index}]`, port, isInit: isPlainInit(container, at) }),
    ),
  );
  return [...lonelyAddresses(ports), ...repeatedPorts(ports), ...repeatedNames(ports.filter((port) => !port.isInit))];
}

function lonelyAddresses(ports: readonly Port[]): readonly string[] {
  return ports.flatMap(({ at, port }) => {
    const host = textAt(port, 'hostIP');
    if (!host || (numberAt(port, 'hostPort') ?? 0) !== 0) return [];
    const printed = `{Name:${textAt(port, 'name')} HostPort:0 ContainerPort:${numberAt(port, 'containerPort')} Protocol:${textAt(port, 'protocol')} HostIP:${host}}`;
    return [`${at}: hostIP set without hostPort: ${printed}`];
  });
}

function repeatedPorts(ports: readonly Port[]): readonly string[] {
  return ports.flatMap(({ at, port }, index) =>
    ports.slice(0, index).flatMap((other) => {
      const words = keyOf(port) === keyOf(other.port) ? clashOf(port, other.port) : undefined;
      return words === undefined ? [] : [`${at}: ${words} port definition with ${other.at}`];
    }),
  );
}

/** How the host's sides of two definitions of one container port clash. */
function clashOf(port: Fields, other: Fields): string | undefined {
  const host = numberAt(port, 'hostPort') ?? 0;
  const otherHost = numberAt(other, 'hostPort') ?? 0;
  const ip = textAt(port, 'hostIP') ?? '';
  const otherIp = textAt(other, 'hostIP') ?? '';
  if (ip === otherIp && host === otherHost) return 'duplicate';
  if (host === 0 || otherHost === 0) return 'overlapping';
  return host === otherHost && (ip === '' || otherIp === '') ? 'dangerously ambiguous' : undefined;
}

function repeatedNames(ports: readonly Port[]): readonly string[] {
  const first = new Map<string, string>();
  return ports.flatMap(({ at, port }) => {
    const name = textAt(port, 'name') ?? '';
    const known = first.get(name);
    if (name === '') return [];
    if (known === undefined) {
      first.set(name, at);
      return [];
    }
    return [
      `${at}: duplicate port name "${name}" with ${known}, services and probes that select ports by name will use ${known}`,
    ];
  });
}

function isPlainInit(container: Fields, at: string): boolean {
  return at.includes('initContainers') && textAt(container, 'restartPolicy') !== 'Always';
}

function keyOf(port: Fields): string {
  return `${numberAt(port, 'containerPort')}/${textAt(port, 'protocol')}`;
}
