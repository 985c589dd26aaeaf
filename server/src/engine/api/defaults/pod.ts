import type { KubernetesVersion } from '../version.ts';
import { atLeast } from '../version.ts';
import { defaultContainer } from './container.ts';
import { child, childOrNew, children, type Draft, fill, fillEmpty } from './draft.ts';
import { defaultVolume } from './volume.ts';

/** Follows kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Pod. */
export function defaultPod(pod: Draft, version: KubernetesVersion): void {
  const spec = childOrNew(pod, 'spec');
  if (spec === undefined) return;
  const containers = [...children(spec, 'initContainers'), ...children(spec, 'containers')];
  for (const container of containers) requestsFromLimits(container);
  if (atLeast(version, '1.34')) podRequests(spec, containers);
  fill(spec, 'enableServiceLinks', true);
  defaultPodSpec(spec);
  if (spec['hostNetwork'] === true) for (const container of containers) hostPorts(container);
}

/** Fills the template in `parent[field]`; a template gets less than a pod: no requests from limits, no host ports. */
export function defaultPodTemplate(parent: Draft, field: string): void {
  const template = childOrNew(parent, field);
  const spec = template === undefined ? undefined : childOrNew(template, 'spec');
  if (spec !== undefined) defaultPodSpec(spec);
}

/** Follows kubernetes pkg/apis/core/v1/defaults.go SetDefaults_PodSpec and what hangs below. */
export function defaultPodSpec(spec: Draft): void {
  for (const volume of children(spec, 'volumes')) defaultVolume(volume);
  for (const list of ['initContainers', 'containers', 'ephemeralContainers']) {
    for (const container of children(spec, list)) defaultContainer(container);
  }
  fillEmpty(spec, 'restartPolicy', 'Always');
  fill(spec, 'terminationGracePeriodSeconds', 30);
  fillEmpty(spec, 'dnsPolicy', 'ClusterFirst');
  mirrorServiceAccount(spec);
  childOrNew(spec, 'securityContext');
  fillEmpty(spec, 'schedulerName', 'default-scheduler');
}

function mirrorServiceAccount(spec: Draft): void {
  const name = spec['serviceAccountName'] || spec['serviceAccount'];
  if (!name) return;
  spec['serviceAccountName'] = name;
  spec['serviceAccount'] = name;
}

function requestsFromLimits(container: Draft): void {
  const resources = child(container, 'resources');
  const limits = child(resources, 'limits');
  if (resources === undefined || limits === undefined) return;
  const requests = childOrNew(resources, 'requests');
  if (requests === undefined) return;
  for (const [resource, limit] of Object.entries(limits)) fill(requests, resource, limit);
}

/** Requests of the whole pod, where it has limits: what its containers request together, else the limit. */
function podRequests(spec: Draft, containers: readonly Draft[]): void {
  const resources = child(spec, 'resources');
  const limits = child(resources, 'limits');
  if (resources === undefined || limits === undefined || Object.keys(limits).length === 0) return;
  const requests = childOrNew(resources, 'requests');
  if (requests === undefined) return;
  const requested = new Set(
    containers.flatMap((container) => Object.keys(child(child(container, 'resources'), 'requests') ?? {})),
  );
  for (const [resource, limit] of Object.entries(limits)) if (!requested.has(resource)) fill(requests, resource, limit);
  if (Object.keys(requests).length === 0) delete resources['requests'];
}

function hostPorts(container: Draft): void {
  for (const port of children(container, 'ports')) fillEmpty(port, 'hostPort', port['containerPort']);
}
