import { child, childOrNew, children, type Draft, fill, fillEmpty } from './draft.ts';

/** Follows kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Service; addresses, families and node ports come from the allocators. */
export function service(object: Draft): void {
  const spec = childOrNew(object, 'spec');
  if (spec === undefined) return;
  fillEmpty(spec, 'sessionAffinity', 'None');
  if (spec['sessionAffinity'] === 'None') delete spec['sessionAffinityConfig'];
  if (
    spec['sessionAffinity'] === 'ClientIP' &&
    child(child(spec, 'sessionAffinityConfig'), 'clientIP')?.['timeoutSeconds'] === undefined
  ) {
    spec['sessionAffinityConfig'] = { clientIP: { timeoutSeconds: 10800 } };
  }
  fillEmpty(spec, 'type', 'ClusterIP');
  for (const port of children(spec, 'ports')) {
    fillEmpty(port, 'protocol', 'TCP');
    if (port['port'] !== undefined) fillEmpty(port, 'targetPort', port['port']);
  }
  const type = spec['type'];
  const exposed = type === 'NodePort' || type === 'LoadBalancer';
  if (exposed || (type === 'ClusterIP' && Array.isArray(spec['externalIPs'])))
    fillEmpty(spec, 'externalTrafficPolicy', 'Cluster');
  if (exposed || type === 'ClusterIP') fill(spec, 'internalTrafficPolicy', 'Cluster');
  if (type === 'LoadBalancer') fill(spec, 'allocateLoadBalancerNodePorts', true);
}

/** Follows kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Endpoints. */
export function endpoints(object: Draft): void {
  for (const subset of children(object, 'subsets')) {
    for (const port of children(subset, 'ports')) fillEmpty(port, 'protocol', 'TCP');
  }
}

/** Follows kubernetes pkg/apis/discovery/v1/defaults.go. */
export function endpointSlice(object: Draft): void {
  for (const port of children(object, 'ports')) {
    fill(port, 'name', '');
    fill(port, 'protocol', 'TCP');
  }
}

/** Follows kubernetes pkg/apis/networking/v1/defaults.go SetDefaults_NetworkPolicy. */
export function networkPolicy(object: Draft): void {
  const spec = childOrNew(object, 'spec');
  if (spec === undefined) return;
  childOrNew(spec, 'podSelector');
  for (const rule of [...children(spec, 'ingress'), ...children(spec, 'egress')]) {
    for (const port of children(rule, 'ports')) fill(port, 'protocol', 'TCP');
  }
  fill(spec, 'policyTypes', Array.isArray(spec['egress']) ? ['Ingress', 'Egress'] : ['Ingress']);
}

/** Follows kubernetes pkg/apis/networking/v1/defaults.go SetDefaults_IngressClass. */
export function ingressClass(object: Draft): void {
  const parameters = child(child(object, 'spec'), 'parameters');
  if (parameters !== undefined) fill(parameters, 'scope', 'Cluster');
}
