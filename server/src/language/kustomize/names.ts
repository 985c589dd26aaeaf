import type { ApiObject } from '#engine/api/meta.ts';
import type { Built, Transform } from './built.ts';
import { textOf } from './kustomization.ts';

/** `namePrefix` and `nameSuffix`: every object gets them but Namespaces and CustomResourceDefinitions; references within the build follow. */
export const renamed: Transform = (kustomization, objects) => {
  const prefix = textOf(kustomization['namePrefix']) ?? '';
  const suffix = textOf(kustomization['nameSuffix']) ?? '';
  if (prefix === '' && suffix === '') return objects;
  return withNames(objects, ({ object }) =>
    unnamed.has(object.kind) ? object.metadata.name : `${prefix}${object.metadata.name}${suffix}`,
  );
};

const unnamed = new Set(['Namespace', 'CustomResourceDefinition', 'APIService']);

/** Gives each object the name that `nameOf` says, and every reference to it the same. */
export function withNames(objects: readonly Built[], nameOf: (built: Built) => string): readonly Built[] {
  const names = new Map<string, string>();
  for (const built of objects) names.set(`${built.object.kind}/${built.object.metadata?.name}`, nameOf(built));
  const rename: Rename = (kind, name) => names.get(`${kind}/${name}`) ?? name;
  return objects.map((built) => {
    const { name } = built.object.metadata;
    const followed = follow(built.object, rename, []) as ApiObject;
    const metadata = { ...followed.metadata, name: rename(built.object.kind, name) };
    return { ...built, called: built.called ?? name, object: { ...followed, metadata } };
  });
}

type Rename = (kind: string, name: string) => string;

/** Which kind a name stands for, by the field that holds it. */
function follow(value: unknown, rename: Rename, path: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => follow(item, rename, path));
  if (typeof value !== 'object' || value === null) return value;
  const map = value as Readonly<Record<string, unknown>>;
  const out: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(map)) {
    const kind = typeof inner === 'string' ? kindNamed(map, [...path, name]) : undefined;
    out[name] = kind === undefined ? follow(inner, rename, [...path, name]) : rename(kind, inner as string);
  }
  return out;
}

function kindNamed(map: Readonly<Record<string, unknown>>, path: readonly string[]): string | undefined {
  const field = path.at(-1) ?? '';
  const parent = path.at(-2) ?? '';
  const direct = byField[field] ?? byField[`${parent}.${field}`];
  if (direct !== undefined) return direct;
  if (field !== 'name') return undefined;
  const typed = ['scaleTargetRef', 'roleRef', 'subjects'].includes(parent);
  return typed && typeof map['kind'] === 'string' ? map['kind'] : undefined;
}

const byField: Readonly<Record<string, string>> = {
  'configMapRef.name': 'ConfigMap',
  'configMapKeyRef.name': 'ConfigMap',
  'configMap.name': 'ConfigMap',
  'secretRef.name': 'Secret',
  'secretKeyRef.name': 'Secret',
  'secret.name': 'Secret',
  'secret.secretName': 'Secret',
  'tls.secretName': 'Secret',
  'imagePullSecrets.name': 'Secret',
  'persistentVolumeClaim.claimName': 'PersistentVolumeClaim',
  'service.name': 'Service',
  serviceName: 'Service',
  serviceAccountName: 'ServiceAccount',
  'spec.volumeName': 'PersistentVolume',
  'secrets.name': 'Secret',
  'nodePublishSecretRef.name': 'Secret',
  priorityClassName: 'PriorityClass',
  storageClassName: 'StorageClass',
  ingressClassName: 'IngressClass',
};
