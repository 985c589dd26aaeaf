import {
  type CheckedPod,
  type Control,
  containersOf,
  type Fault,
  fieldsOf,
  inContainers,
  itemsIn,
  mustNotSet,
  plural,
  quoted,
  setters,
  valueIn,
  valuesOf,
  written,
} from './control.ts';

/** The controls of the level "baseline"; they follow k8s.io/pod-security-admission/policy, one check_*.go each. */
export const baseline: readonly Control[] = [
  {
    id: 'appArmorProfile',
    check(pod) {
      const types = written(pod, 'securityContext.appArmorProfile.type')
        .filter(({ given }) => given !== 'RuntimeDefault' && given !== 'Localhost')
        .map((fault) => ({ ...fault, value: String(fault.given) }));
      const annotations = Object.entries(pod.annotations)
        .filter(
          ([key, value]) =>
            key.startsWith(appArmorAnnotation) && !/^($|runtime\/default$|localhost\/)/.test(String(value)),
        )
        .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
        .sort();
      const values = [...valuesOf(types), ...annotations];
      if (values.length === 0) return undefined;
      const whose = [
        ...(types.length > 0 ? [setters(types)] : []),
        ...(annotations.length > 0 ? [plural('annotation', annotations.length)] : []),
      ];
      return {
        reason: plural('forbidden AppArmor profile', values.length),
        detail: `${whose.join(' and ')} must not set AppArmor profile type to ${quoted(values)}`,
        fields: fieldsOf(types),
      };
    },
  },
  {
    id: 'capabilities_baseline',
    check(pod) {
      const faults = addedBeyond(pod, usualCapabilities);
      if (faults.length === 0) return undefined;
      return { reason: 'non-default capabilities', detail: mustNotAdd(faults), fields: fieldsOf(faults) };
    },
  },
  {
    id: 'hostNamespaces',
    check({ spec }) {
      const shared = ['hostNetwork', 'hostPID', 'hostIPC'].filter((field) => spec[field] === true);
      return shared.length === 0
        ? undefined
        : { reason: 'host namespaces', detail: shared.map((field) => `${field}=true`).join(', '), fields: shared };
    },
  },
  {
    id: 'hostPathVolumes',
    check({ spec }) {
      const found = volumes(spec).filter(({ value }) => valueIn(value, 'hostPath') !== undefined);
      if (found.length === 0) return undefined;
      const names = found.map(({ name }) => name);
      return {
        reason: 'hostPath volumes',
        detail: `${plural('volume', names.length)} ${quoted(names)}`,
        fields: found.map(({ field }) => `${field}.hostPath`),
      };
    },
  },
  {
    id: 'hostPorts',
    check(pod) {
      const faults = inContainers(pod, 'ports').flatMap(({ container, field, given }) =>
        (Array.isArray(given) ? given : []).flatMap((port, index): Fault[] => {
          const host = valueIn(port, 'hostPort');
          return host === undefined || host === 0
            ? []
            : [{ container, field: `${field}[${index}].hostPort`, value: String(host) }];
        }),
      );
      if (faults.length === 0) return undefined;
      const ports = valuesOf(faults);
      return {
        reason: 'hostPort',
        detail: `${uses(faults)} ${plural('hostPort', ports.length)} ${ports.join(', ')}`,
        fields: fieldsOf(faults),
      };
    },
  },
  {
    id: 'hostProbesAndHostLifecycle',
    check(pod) {
      if (pod.version < 34) return undefined;
      const handlers = [
        ...['livenessProbe', 'readinessProbe', 'startupProbe'],
        ...['lifecycle.postStart', 'lifecycle.preStop'],
      ];
      const faults = handlers
        .flatMap((handler) => ['httpGet', 'tcpSocket'].flatMap((how) => inContainers(pod, `${handler}.${how}.host`)))
        .filter(({ given }) => given !== undefined && given !== '')
        .map((fault) => ({ ...fault, value: String(fault.given) }));
      if (faults.length === 0) return undefined;
      const hosts = valuesOf(faults);
      const names = [...new Set(faults.map(({ container }) => container.name))].sort();
      return {
        reason: 'probe or lifecycle host',
        detail: `${plural('container', names.length)} ${quoted(names)} ${names.length === 1 ? 'uses' : 'use'} ${plural('probe or lifecycle host', hosts.length)} ${quoted(hosts)}`,
        fields: fieldsOf(faults),
      };
    },
  },
  {
    id: 'privileged',
    check(pod) {
      const faults = inContainers(pod, 'securityContext.privileged').filter(({ given }) => given === true);
      return mustNotSet('securityContext.privileged=true', 'privileged', faults);
    },
  },
  { id: 'procMount', check: (pod) => (pod.ownUsers ? undefined : procMount(pod)) },
  {
    id: 'seLinuxOptions',
    check(pod) {
      const allowed = [
        '',
        'container_t',
        'container_init_t',
        'container_kvm_t',
        ...(pod.version >= 31 ? ['container_engine_t'] : []),
      ];
      const types = written(pod, 'securityContext.seLinuxOptions.type')
        .filter(({ given }) => !allowed.includes(String(given)))
        .map((fault) => ({ ...fault, value: String(fault.given) }));
      const [users, roles] = ['user', 'role'].map((name) =>
        written(pod, `securityContext.seLinuxOptions.${name}`).filter(({ given }) => given !== ''),
      );
      const faults = [...types, ...(users ?? []), ...(roles ?? [])];
      if (faults.length === 0) return undefined;
      const bad = valuesOf(types);
      const said = [
        ...(bad.length > 0 ? [`${plural('type', bad.length)} ${quoted(bad)}`] : []),
        ...(users?.length ? ['user may not be set'] : []),
        ...(roles?.length ? ['role may not be set'] : []),
      ];
      return {
        reason: 'seLinuxOptions',
        detail: `${setters(faults)} set forbidden securityContext.seLinuxOptions: ${said.join('; ')}`,
        fields: fieldsOf(faults),
      };
    },
  },
  { id: 'seccompProfile_baseline', check: (pod) => badSeccomp(pod) },
  {
    id: 'sysctls',
    check(pod) {
      const found = itemsIn(pod.spec, 'securityContext.sysctls').flatMap((item, index) => {
        const name = String(valueIn(item, 'name') ?? '');
        return (safeSysctls[name] ?? Number.POSITIVE_INFINITY) <= pod.version
          ? []
          : [{ name, field: `securityContext.sysctls[${index}].name` }];
      });
      if (found.length === 0) return undefined;
      return {
        reason: 'forbidden sysctls',
        detail: found.map(({ name }) => name).join(', '),
        fields: found.map(({ field }) => field),
      };
    },
  },
  {
    id: 'windowsHostProcess',
    check(pod) {
      const faults = written(pod, 'securityContext.windowsOptions.hostProcess').filter(({ given }) => given === true);
      return mustNotSet('securityContext.windowsOptions.hostProcess=true', 'hostProcess', faults);
    },
  },
];

const appArmorAnnotation = 'container.apparmor.security.beta.kubernetes.io/';

const usualCapabilities: readonly string[] = [
  ...['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD'],
  ...['NET_BIND_SERVICE', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'],
];

/** The minor version from which on a sysctl counts as safe. */
const safeSysctls: Readonly<Record<string, number>> = {
  'kernel.shm_rmid_forced': 0,
  'net.ipv4.ip_local_port_range': 0,
  'net.ipv4.tcp_syncookies': 0,
  'net.ipv4.ping_group_range': 0,
  'net.ipv4.ip_unprivileged_port_start': 0,
  'net.ipv4.ip_local_reserved_ports': 27,
  'net.ipv4.tcp_keepalive_time': 29,
  'net.ipv4.tcp_fin_timeout': 29,
  'net.ipv4.tcp_keepalive_intvl': 29,
  'net.ipv4.tcp_keepalive_probes': 29,
  'net.ipv4.tcp_rmem': 32,
  'net.ipv4.tcp_wmem': 32,
};

/** The volumes of a pod's spec, with their places. */
export function volumes(spec: CheckedPod['spec']): { name: string; field: string; value: unknown }[] {
  return itemsIn(spec, 'volumes').map((value, index) => ({
    name: String(valueIn(value, 'name') ?? ''),
    field: `volumes[${index}]`,
    value,
  }));
}

/** Capabilities that are added and are none of `allowed`. */
export function addedBeyond(pod: CheckedPod, allowed: readonly string[]): Fault[] {
  return inContainers(pod, 'securityContext.capabilities.add').flatMap(({ container, field, given }) =>
    (Array.isArray(given) ? given : []).flatMap((name, index): Fault[] =>
      allowed.includes(String(name)) ? [] : [{ container, field: `${field}[${index}]`, value: String(name) }],
    ),
  );
}

/** `container "a" must not include "X" in securityContext.capabilities.add`, as both standards say it. */
export function mustNotAdd(faults: readonly Fault[]): string {
  return `${setters(faults)} must not include ${quoted(valuesOf(faults))} in securityContext.capabilities.add`;
}

/** /proc with less masked than usual. */
export function procMount(pod: CheckedPod): ReturnType<Control['check']> {
  const faults = inContainers(pod, 'securityContext.procMount')
    .filter(({ given }) => given !== undefined && given !== 'Default')
    .map((fault) => ({ ...fault, value: String(fault.given) }));
  return mustNotSet(`securityContext.procMount to ${quoted(valuesOf(faults))}`, 'procMount', faults);
}

/** Seccomp profiles that are written and forbidden. */
export function badSeccomp(pod: CheckedPod): ReturnType<Control['check']> {
  const faults = written(pod, 'securityContext.seccompProfile')
    .map((fault) => ({ ...fault, field: `${fault.field}.type`, value: String(valueIn(fault.given, 'type') ?? '') }))
    .filter(({ value }) => value !== 'RuntimeDefault' && value !== 'Localhost');
  return mustNotSet(`securityContext.seccompProfile.type to ${quoted(valuesOf(faults))}`, 'seccompProfile', faults);
}

function uses(faults: readonly Fault[]): string {
  const names = new Set(faults.map(({ container }) => container?.name));
  return `${containersOf(faults).join('')} ${names.size === 1 ? 'uses' : 'use'}`;
}
