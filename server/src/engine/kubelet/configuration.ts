import { key } from '../api/key.ts';
import type { ApiObject } from '../api/meta.ts';
import type { Container, Pod, Volume } from '../api/pod.ts';
import type { StoreView } from '../store/view.ts';
import type { Life } from './life.ts';

interface Reference {
  readonly name?: string;
  readonly key?: string;
  readonly optional?: boolean;
}

/** Why a container cannot be created (a ConfigMap, Secret or key that its environment names is missing), or undefined; follows kubernetes pkg/kubelet/kubelet_pods.go. */
export function configurationProblem(container: Container, { pod, context }: Life): string | undefined {
  const namespace = pod.metadata.namespace ?? 'default';
  for (const source of container.envFrom ?? []) {
    const problem =
      missing(context.view, 'ConfigMap', namespace, source.configMapRef) ??
      missing(context.view, 'Secret', namespace, source.secretRef);
    if (problem !== undefined) return problem;
  }
  for (const variable of container.env ?? []) {
    const problem =
      missing(context.view, 'ConfigMap', namespace, variable.valueFrom?.configMapKeyRef) ??
      missing(context.view, 'Secret', namespace, variable.valueFrom?.secretKeyRef);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Which volume of the pod cannot be mounted and why, or undefined. */
export function volumeProblem(
  pod: Pod,
  view: StoreView,
): { readonly volume: string; readonly why: string } | undefined {
  const namespace = pod.metadata.namespace ?? 'default';
  for (const volume of pod.spec.volumes ?? []) {
    const why = sourceProblem(volume, namespace, view);
    if (why !== undefined) return { volume: volume.name, why };
  }
  return undefined;
}

/** Names of ConfigMaps, Secrets and claims that the pod cannot start without. */
export function dependsOn(pod: Pod, kind: string, name: string): boolean {
  const field = kind === 'ConfigMap' ? 'configMap' : kind === 'Secret' ? 'secret' : 'persistentVolumeClaim';
  const text = JSON.stringify([pod.spec.volumes, pod.spec.containers, pod.spec.initContainers]);
  return text.includes(`"${field}`) && text.includes(JSON.stringify(name));
}

function sourceProblem(volume: Volume, namespace: string, view: StoreView): string | undefined {
  const { configMap, secret, persistentVolumeClaim } = volume;
  if (configMap !== undefined) return missingItems(view, 'ConfigMap', namespace, configMap.name, configMap);
  if (secret !== undefined) return missingItems(view, 'Secret', namespace, secret.secretName, secret);
  if (persistentVolumeClaim !== undefined) return claimProblem(view, namespace, persistentVolumeClaim.claimName);
  const projected = volume['projected'] as { sources?: Record<string, never>[] } | undefined;
  for (const source of projected?.sources ?? []) {
    const { configMap: map, secret: hidden } = source as { configMap?: Items; secret?: Items };
    const problem =
      (map && missingItems(view, 'ConfigMap', namespace, map.name, map)) ??
      (hidden && missingItems(view, 'Secret', namespace, hidden.name, hidden));
    if (problem !== undefined) return problem;
  }
  return undefined;
}

interface Items {
  readonly name?: string;
  readonly optional?: boolean;
  readonly items?: readonly { readonly key: string }[];
}

function missingItems(
  view: StoreView,
  kind: 'ConfigMap' | 'Secret',
  namespace: string,
  name: string | undefined,
  { optional, items }: Items,
): string | undefined {
  if (optional === true) return undefined;
  const object = view.get(key(kind, namespace, name ?? ''));
  if (object === undefined) return `${kind.toLowerCase()} "${name}" not found`;
  const absent = items?.find((item) => !hasKey(object, item.key));
  return absent === undefined ? undefined : `references non-existent config key: ${absent.key}`;
}

function claimProblem(view: StoreView, namespace: string, name: string): string | undefined {
  const claim = view.get(key('PersistentVolumeClaim', namespace, name));
  if (claim === undefined) return `persistentvolumeclaim "${name}" not found`;
  const phase = (claim['status'] as { phase?: string } | undefined)?.phase;
  return phase === 'Bound' ? undefined : `PersistentVolumeClaim is not bound: "${namespace}/${name}"`;
}

function missing(
  view: StoreView,
  kind: 'ConfigMap' | 'Secret',
  namespace: string,
  reference: Reference | undefined,
): string | undefined {
  if (reference === undefined || reference.optional === true) return undefined;
  const object = view.get(key(kind, namespace, reference.name ?? ''));
  if (object === undefined) return `${kind.toLowerCase()} "${reference.name}" not found`;
  if (reference.key === undefined || hasKey(object, reference.key)) return undefined;
  return `couldn't find key ${reference.key} in ${kind} ${namespace}/${reference.name}`;
}

function hasKey(object: ApiObject, name: string): boolean {
  return ['data', 'binaryData', 'stringData'].some(
    (field) => (object[field] as Record<string, unknown> | undefined)?.[name] !== undefined,
  );
}
