import { t } from '@vscode/l10n';
import { groupKind } from '#engine/api/key.ts';
import { kindInfo } from '#engine/api/kinds.ts';
import type { Resource } from '../../../document/resource.ts';
import { keysOf } from '../../../workspace/references.ts';
import { namespaceOf } from '../../../workspace/resourceIndex.ts';
import { indexOf } from '../../../workspace/snapshot.ts';
import type { Request } from '../request.ts';
import { resourceAt } from '../surroundings.ts';
import { fieldOf, type Suggest, type Suggestion } from './suggestion.ts';

/** The names of the objects of the workspace that a field may stand for, those of the same namespace only. */
export const objects: Suggest = (request, spot) => {
  const field = fieldOf(spot);
  if (field === 'V1ObjectMeta.namespace' || field === 'RbacV1Subject.namespace') return namespaces(request);
  const kind = kindsByField[field] ?? kindByContext[field]?.(request);
  if (kind === undefined) return [];
  const body = resourceAt(request)?.body;
  const scoped = kindInfo(kind)?.namespaced !== false;
  const given = field === 'RbacV1Subject.name' ? request.context.siblings.get('namespace') : undefined;
  const namespace = scoped ? (given ?? body?.namespace ?? 'default') : '';
  const found = indexOf(request.snapshot)
    .inNamespace(kind, namespace)
    .filter((resource) => resource.body !== body && resource.body.name !== '');
  const byName = new Map(found.map((resource) => [resource.body.name, resource]));
  return [...byName.values()].toSorted((a, b) => (a.body.name < b.body.name ? -1 : 1)).map(suggestion);
};

/** Fields that hold the name of another object, by the definition that has them. */
const kindsByField: Readonly<Record<string, string>> = {
  'V1ConfigMapKeySelector.name': 'ConfigMap',
  'V1ConfigMapEnvSource.name': 'ConfigMap',
  'V1ConfigMapVolumeSource.name': 'ConfigMap',
  'V1ConfigMapProjection.name': 'ConfigMap',
  'V1SecretKeySelector.name': 'Secret',
  'V1SecretEnvSource.name': 'Secret',
  'V1SecretProjection.name': 'Secret',
  'V1SecretVolumeSource.secretName': 'Secret',
  'V1IngressTLS.secretName': 'Secret',
  'V1LocalObjectReference.name': 'Secret',
  'V1PersistentVolumeClaimVolumeSource.claimName': 'PersistentVolumeClaim',
  'V1PersistentVolumeClaimSpec.volumeName': 'PersistentVolume',
  'V1PodSpec.serviceAccountName': 'ServiceAccount',
  'V1PodSpec.priorityClassName': 'PriorityClass.scheduling.k8s.io',
  'V1PodSpec.runtimeClassName': 'RuntimeClass.node.k8s.io',
  'V1IngressServiceBackend.name': 'Service',
  'V1StatefulSetSpec.serviceName': 'Service',
  'V1PersistentVolumeClaimSpec.storageClassName': 'StorageClass.storage.k8s.io',
  'V1PersistentVolumeSpec.storageClassName': 'StorageClass.storage.k8s.io',
  'V1IngressSpec.ingressClassName': 'IngressClass.networking.k8s.io',
};

/** Fields whose kind is said beside them. */
const kindByContext: Readonly<Record<string, (request: Request) => string | undefined>> = {
  'V1RoleRef.name': ({ context }) => `${context.siblings.get('kind') ?? 'Role'}.rbac.authorization.k8s.io`,
  'RbacV1Subject.name': ({ context }) =>
    (context.siblings.get('kind') ?? 'ServiceAccount') === 'ServiceAccount' ? 'ServiceAccount' : undefined,
  'V1CrossVersionObjectReference.name': target,
  'V2CrossVersionObjectReference.name': target,
};

function target({ context }: Request): string {
  return groupKind(context.siblings.get('apiVersion') ?? 'apps/v1', context.siblings.get('kind') ?? 'Deployment');
}

function suggestion({ uri, body }: Resource): Suggestion {
  const keys = keysOf(body);
  const file = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
  const about = keys.length === 0 ? file : `${file}\n\n${t('Keys: {0}', keys.map((key) => `\`${key}\``).join(', '))}`;
  return { text: body.name, detail: body.kind, about, kind: 18 };
}

function namespaces({ snapshot }: Request): Suggestion[] {
  const { all, ofKind } = indexOf(snapshot);
  const made = new Set(ofKind('Namespace').map(({ body }) => body.name));
  const used = new Set(all.map(({ body }) => namespaceOf(body)).filter((name) => name !== '' && !made.has(name)));
  return [
    ...[...made].filter((name) => name !== '').map((text) => ({ text, detail: 'Namespace', kind: 18 as const })),
    ...[...used].map((text) => ({ text, detail: t('used in the workspace'), kind: 18 as const })),
  ];
}
