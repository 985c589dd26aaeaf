import type { ObjectMeta } from '#engine/api/meta.ts';
import type { Deployment, DeploymentStatus, IntOrString, ReplicaSet } from '#engine/api/workloads.ts';

const startTime = Date.parse('2026-01-01T00:00:00Z');
/** The time stamp so many seconds after the start of the default world. */
export const at = (seconds: number): string => new Date(startTime + seconds * 1000).toISOString().replace('.000', '');

export interface Shape {
  readonly maxSurge?: IntOrString;
  readonly maxUnavailable?: IntOrString;
  readonly type?: 'RollingUpdate' | 'Recreate';
  readonly status?: DeploymentStatus;
  readonly metadata?: Partial<ObjectMeta>;
  readonly spec?: Partial<Deployment['spec']>;
}

/** Deployment `web` in `default`; its template has the image `web:new`. */
export function web(replicas: number, shape: Shape = {}): Deployment {
  const { maxSurge = 0, maxUnavailable = 0, type = 'RollingUpdate' } = shape;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default', uid: 'uid-web', generation: 1, ...shape.metadata },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'web' } },
      strategy: type === 'Recreate' ? { type } : { type, rollingUpdate: { maxSurge, maxUnavailable } },
      template: template('web:new'),
      progressDeadlineSeconds: 600,
      revisionHistoryLimit: 10,
      ...shape.spec,
    },
    status: shape.status ?? {},
  };
}

const template = (image: string): Deployment['spec']['template'] => ({
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'c', image }] },
});

/** A ReplicaSet of Deployment `web`, all its pods available unless said otherwise. */
export function replicaSet(
  name: string,
  replicas: number,
  { available = replicas, created = 0, image = name, max = 0, desired = max, ...metadata }: RsShape = {},
): ReplicaSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-${name}`,
      generation: 1,
      creationTimestamp: at(created),
      labels: { app: 'web' },
      annotations: {
        ...(desired === 0 ? {} : { 'deployment.kubernetes.io/desired-replicas': String(desired) }),
        ...(max === 0 ? {} : { 'deployment.kubernetes.io/max-replicas': String(max) }),
        ...(metadata.revision === undefined ? {} : { 'deployment.kubernetes.io/revision': metadata.revision }),
      },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'uid-web', controller: true }],
    },
    spec: { replicas, selector: { matchLabels: { app: 'web' } }, template: template(image) },
    status: {
      replicas: metadata.pods ?? replicas,
      readyReplicas: available,
      availableReplicas: available,
      observedGeneration: 1,
    },
  };
}

export interface RsShape {
  readonly available?: number;
  readonly pods?: number;
  readonly created?: number;
  readonly image?: string;
  readonly max?: number;
  readonly desired?: number;
  readonly revision?: string;
}

/** The ReplicaSet of today's template, younger than all others. */
export const fresh = (replicas: number, available: number): ReplicaSet =>
  replicaSet('web-new', replicas, { available, created: 99, image: 'web:new' });
