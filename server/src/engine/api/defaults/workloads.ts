import { claimSpec } from './claimSpec.ts';
import { child, childOrNew, children, type Draft, fill, fillEmpty } from './draft.ts';
import { defaultPodTemplate } from './pod.ts';

/** Follows kubernetes pkg/apis/core/v1/defaults.go SetDefaults_ReplicationController. */
export function replicationController(object: Draft): void {
  const spec = childOrNew(object, 'spec');
  if (spec === undefined) return;
  const labels = child(child(child(spec, 'template'), 'metadata'), 'labels');
  if (labels !== undefined && Object.keys(labels).length > 0) {
    if (isEmpty(spec['selector'])) spec['selector'] = { ...labels };
    const metadata = childOrNew(object, 'metadata');
    if (metadata !== undefined && isEmpty(metadata['labels'])) metadata['labels'] = { ...labels };
  }
  fill(spec, 'replicas', 1);
  if (child(spec, 'template') !== undefined) defaultPodTemplate(spec, 'template');
}

/** Follows kubernetes pkg/apis/apps/v1/defaults.go SetDefaults_ReplicaSet. */
export function replicaSet(object: Draft): void {
  const spec = childOrNew(object, 'spec');
  if (spec === undefined) return;
  fill(spec, 'replicas', 1);
  defaultPodTemplate(spec, 'template');
}

/** Follows kubernetes pkg/apis/apps/v1/defaults.go SetDefaults_Deployment. */
export function deployment(object: Draft): void {
  const spec = childOrNew(object, 'spec');
  if (spec === undefined) return;
  fill(spec, 'replicas', 1);
  const strategy = childOrNew(spec, 'strategy');
  if (strategy !== undefined) {
    fillEmpty(strategy, 'type', 'RollingUpdate');
    const rolling = strategy['type'] === 'RollingUpdate' ? childOrNew(strategy, 'rollingUpdate') : undefined;
    if (rolling !== undefined) {
      fill(rolling, 'maxUnavailable', '25%');
      fill(rolling, 'maxSurge', '25%');
    }
  }
  fill(spec, 'revisionHistoryLimit', 10);
  fill(spec, 'progressDeadlineSeconds', 600);
  defaultPodTemplate(spec, 'template');
}

/** Follows kubernetes pkg/apis/apps/v1/defaults.go SetDefaults_DaemonSet. */
export function daemonSet(object: Draft): void {
  const spec = childOrNew(object, 'spec');
  if (spec === undefined) return;
  const strategy = childOrNew(spec, 'updateStrategy');
  if (strategy !== undefined) {
    fillEmpty(strategy, 'type', 'RollingUpdate');
    const rolling = strategy['type'] === 'RollingUpdate' ? childOrNew(strategy, 'rollingUpdate') : undefined;
    if (rolling !== undefined) {
      fill(rolling, 'maxUnavailable', 1);
      fill(rolling, 'maxSurge', 0);
    }
  }
  fill(spec, 'revisionHistoryLimit', 10);
  defaultPodTemplate(spec, 'template');
}

/** Follows kubernetes pkg/apis/apps/v1/defaults.go SetDefaults_StatefulSet. */
export function statefulSet(object: Draft): void {
  const spec = childOrNew(object, 'spec');
  if (spec === undefined) return;
  fillEmpty(spec, 'podManagementPolicy', 'OrderedReady');
  const strategy = childOrNew(spec, 'updateStrategy');
  if (strategy !== undefined) {
    if (!strategy['type']) childOrNew(strategy, 'rollingUpdate');
    fillEmpty(strategy, 'type', 'RollingUpdate');
    const rolling = strategy['type'] === 'RollingUpdate' ? child(strategy, 'rollingUpdate') : undefined;
    if (rolling !== undefined) fill(rolling, 'partition', 0);
  }
  const retention = childOrNew(spec, 'persistentVolumeClaimRetentionPolicy');
  if (retention !== undefined) {
    fillEmpty(retention, 'whenDeleted', 'Retain');
    fillEmpty(retention, 'whenScaled', 'Retain');
  }
  fill(spec, 'replicas', 1);
  fill(spec, 'revisionHistoryLimit', 10);
  defaultPodTemplate(spec, 'template');
  for (const claim of children(spec, 'volumeClaimTemplates')) claimTemplate(claim);
}

function claimTemplate(claim: Draft): void {
  fillEmpty(claim, 'apiVersion', 'v1');
  fillEmpty(claim, 'kind', 'PersistentVolumeClaim');
  const spec = childOrNew(claim, 'spec');
  if (spec !== undefined) claimSpec(spec);
  const status = childOrNew(claim, 'status');
  if (status !== undefined) fillEmpty(status, 'phase', 'Pending');
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}
