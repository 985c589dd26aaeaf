import { fromBase64 } from '../api/base64.ts';
import { key } from '../api/key.ts';
import type { ApiObject } from '../api/meta.ts';
import type { Container, EnvVar, Pod, ResourceList } from '../api/pod.ts';
import { parseQuantity } from '../api/quantity.ts';
import type { StoreView } from '../store/view.ts';
import { serviceEnvironment } from './serviceEnvironment.ts';

/** The objects that a container's environment is made of, as they stood when it was made. */
export type EnvironmentSources = Pick<StoreView, 'get' | 'list'>;

/**
 * The environment that the kubelet gives a container, in order of name: its own variables over those of `envFrom` over those of the
 * Services. What the image sets itself is not in it. ConfigMaps, Secrets and keys that are absent add nothing.
 * Follows kubernetes pkg/kubelet/kubelet_pods.go makeEnvironmentVariables.
 */
export function environmentOf(
  pod: Pod,
  container: Container,
  sources: EnvironmentSources,
): ReadonlyMap<string, string> {
  const services = serviceEnvironment(pod, sources);
  const result = new Map<string, string>();
  for (const [name, value] of fromSources(pod, container, sources)) result.set(name, value);
  for (const variable of container.env ?? []) {
    const value =
      variable.valueFrom === undefined
        ? expanded(variable.value ?? '', (name) => result.get(name) ?? services.get(name))
        : referenced(pod, container, variable.valueFrom, sources);
    if (value !== undefined) result.set(variable.name, value);
  }
  for (const [name, value] of services) if (!result.has(name)) result.set(name, value);
  result.set('HOSTNAME', result.get('HOSTNAME') ?? hostnameOf(pod));
  return new Map([...result].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The host name of the pod's containers: that of the spec, of the node on its network, else the pod's own, cut to 63 characters. */
export function hostnameOf({ metadata, spec }: Pod): string {
  if (spec.hostNetwork === true) return spec.nodeName ?? '';
  return (spec.hostname ?? metadata.name).slice(0, 63).replace(/[-.]+$/, '');
}

function fromSources(
  pod: Pod,
  container: Container,
  sources: EnvironmentSources,
): readonly (readonly [string, string])[] {
  return (container.envFrom ?? []).flatMap((source) => {
    const prefix = (source as { readonly prefix?: string }).prefix ?? '';
    const { configMapRef, secretRef } = source;
    const values =
      configMapRef === undefined
        ? valuesOf('Secret', pod, secretRef?.name, sources)
        : valuesOf('ConfigMap', pod, configMapRef.name, sources);
    return Object.entries(values).map(([name, value]) => [`${prefix}${name}`, value] as const);
  });
}

type ValueFrom = NonNullable<EnvVar['valueFrom']>;

function referenced(pod: Pod, container: Container, from: ValueFrom, sources: EnvironmentSources): string | undefined {
  const { configMapKeyRef, secretKeyRef } = from;
  if (configMapKeyRef !== undefined)
    return valuesOf('ConfigMap', pod, configMapKeyRef.name, sources)[configMapKeyRef.key];
  if (secretKeyRef !== undefined) return valuesOf('Secret', pod, secretKeyRef.name, sources)[secretKeyRef.key];
  const field = from['fieldRef'] as { readonly fieldPath?: string } | undefined;
  if (field !== undefined) return fieldValue(pod, field.fieldPath ?? '');
  const resource = from['resourceFieldRef'] as ResourceFieldRef | undefined;
  return resource === undefined ? undefined : resourceValue(pod, container, resource, sources);
}

function valuesOf(
  kind: 'ConfigMap' | 'Secret',
  pod: Pod,
  name: string | undefined,
  sources: EnvironmentSources,
): Readonly<Record<string, string>> {
  const object = sources.get(key(kind, pod.metadata.namespace ?? 'default', name ?? ''));
  const data = (object?.['data'] ?? {}) as Readonly<Record<string, string>>;
  if (kind === 'ConfigMap') return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, fromBase64(value)]));
}

/** The value of a field of the pod that `fieldRef` may name; undefined for others. Follows kubernetes pkg/fieldpath ExtractFieldPathAsString and podFieldSelectorRuntimeValue. */
export function fieldValue({ metadata, spec, status }: Pod, path: string): string | undefined {
  const subscript = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path);
  if (subscript !== null) return metadata[subscript[1] as 'labels' | 'annotations']?.[subscript[2] ?? ''] ?? '';
  switch (path) {
    case 'metadata.name':
      return metadata.name;
    case 'metadata.namespace':
      return metadata.namespace ?? 'default';
    case 'metadata.uid':
      return metadata.uid ?? '';
    case 'spec.nodeName':
      return spec.nodeName ?? '';
    case 'spec.serviceAccountName':
      return spec.serviceAccountName ?? 'default';
    case 'status.hostIP':
    case 'status.hostIPs':
      return status?.hostIP ?? '';
    case 'status.podIP':
      return status?.podIP ?? '';
    case 'status.podIPs':
      return (status?.podIPs ?? []).map(({ ip }) => ip).join(',');
    default:
      return undefined;
  }
}

interface ResourceFieldRef {
  readonly containerName?: string;
  readonly resource?: string;
  readonly divisor?: string | number;
}

/** In units of the divisor, rounded up; a limit that is not set is what the node can give. Follows kubernetes pkg/api/v1/resource ExtractContainerResourceValue. */
function resourceValue(
  pod: Pod,
  own: Container,
  { containerName, resource = '', divisor }: ResourceFieldRef,
  sources: EnvironmentSources,
): string | undefined {
  const all = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
  const container = containerName === undefined ? own : all.find(({ name }) => name === containerName);
  const [list, ...rest] = resource.split('.');
  const name = rest.join('.');
  if (container === undefined || (list !== 'limits' && list !== 'requests')) return undefined;
  const node = sources.get(key('Node', '', pod.spec.nodeName ?? ''));
  const found = container.resources?.[list]?.[name] ?? (list === 'limits' ? allocatable(node)[name] : undefined);
  const amount = parseQuantity(found ?? 0);
  const unit = parseQuantity(divisor === undefined || String(divisor) === '0' ? 1 : divisor);
  if (!amount.ok || !unit.ok || unit.value.nano <= 0n) return undefined;
  return String((amount.value.nano + unit.value.nano - 1n) / unit.value.nano);
}

function allocatable(node: ApiObject | undefined): ResourceList {
  return (node?.['status'] as { readonly allocatable?: ResourceList } | undefined)?.allocatable ?? {};
}

/** `$(NAME)` stands for a variable that is known by then, `$$` for a dollar. Follows kubernetes third_party/forked/golang/expansion. */
function expanded(text: string, known: (name: string) => string | undefined): string {
  return text.replace(/\$\$|\$\(([^)]*)\)/g, (whole, name?: string) =>
    name === undefined ? '$' : (known(name) ?? whole),
  );
}
