import type { ApiObject } from '#engine/api/meta.ts';

export function node(name: string): ApiObject {
  const capacity = { cpu: '4', memory: '16Gi', pods: '110' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'topology.kubernetes.io/zone': Number(name.slice(1)) % 2 === 0 ? 'b' : 'a' } },
    spec: {},
    status: { capacity, allocatable: capacity, conditions: [{ type: 'Ready', status: 'True' }] },
  };
}

export function deployment(
  replicas: number,
  image: string,
  revision: string,
  total: number,
  generation: number,
  updated = generation === 1 ? replicas : 0,
): ApiObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'web',
      namespace: 'default',
      uid: 'uid-web',
      generation,
      annotations: { 'deployment.kubernetes.io/revision': revision },
    },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'web' } },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
      template: template(image),
    },
    status: { observedGeneration: generation, replicas: total, updatedReplicas: updated, availableReplicas: total },
  };
}

export function replicaSet(name: string, image: string, replicas: number): ApiObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-${name}`,
      ownerReferences: [owner('Deployment', 'web', 'uid-web')],
    },
    spec: { replicas, template: template(image) },
  };
}

function template(image: string): unknown {
  return {
    metadata: { labels: { app: 'web' } },
    spec: { containers: [{ name: 'app', image, resources: { requests: { cpu: '250m', memory: '64Mi' } } }] },
  };
}

export function pod(name: string, owned: string, image: string): ApiObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-${name}`,
      labels: { app: 'web' },
      ownerReferences: [owner('ReplicaSet', owned, `uid-${owned}`)],
    },
    spec: { containers: [{ name: 'app', image, resources: { requests: { cpu: '250m', memory: '64Mi' } } }] },
    status: { phase: 'Pending' },
  };
}

export function running(ready: boolean): unknown {
  return {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
    containerStatuses: [{ name: 'app', image: 'nginx', restartCount: 0, state: { running: {} } }],
  };
}

export function event(name: string, size: number, message: string): ApiObject {
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `web.${name}.${size}`, namespace: 'default' },
    involvedObject: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', namespace: 'default', uid: 'uid-web' },
    reason: 'ScalingReplicaSet',
    message,
    type: 'Normal',
    count: 1,
  };
}

function owner(
  kind: string,
  name: string,
  uid: string,
): { apiVersion: string; kind: string; name: string; uid: string; controller: true } {
  return { apiVersion: 'apps/v1', kind, name, uid, controller: true };
}
