import type { CompletionItem } from 'vscode-languageserver-types';
import type { SchemaSpot } from '../../schema/walk.ts';
import { indexOf } from '../../workspace/snapshot.ts';
import { item, literal, type Request } from './request.ts';

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
  'V1PersistentVolumeClaimVolumeSource.claimName': 'PersistentVolumeClaim',
  'V1PodSpec.serviceAccountName': 'ServiceAccount',
  'V1PodSpec.priorityClassName': 'PriorityClass.scheduling.k8s.io',
  'V1IngressServiceBackend.name': 'Service',
  'V1StatefulSetSpec.serviceName': 'Service',
  'V1PersistentVolumeClaimSpec.storageClassName': 'StorageClass.storage.k8s.io',
  'V1IngressSpec.ingressClassName': 'IngressClass.networking.k8s.io',
};

/** The objects of the workspace that a name may stand for. */
export function referenceItems(request: Request, spot: SchemaSpot): CompletionItem[] {
  const kind = kindsByField[`${spot.owner}.${spot.field}`];
  if (kind === undefined) return [];
  const names = new Set(
    indexOf(request.snapshot)
      .ofKind(kind)
      .map((resource) => resource.body.name),
  );
  names.delete('');
  return [...names]
    .sort()
    .map((name) => item(request, name, literal(name), { kind: 18, detail: kind.split('.')[0] ?? kind }));
}
