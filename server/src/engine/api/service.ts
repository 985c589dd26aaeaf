import type { Key } from './key.ts';
import type { ApiObject, Labels } from './meta.ts';

/** Every cluster has the Service of its own API server, and nobody asks about it. */
export const apiServerService: Key = 'Service/default/kubernetes';

export interface Service extends ApiObject {
  readonly kind: 'Service';
  readonly spec: ServiceSpec;
  readonly status?: { readonly loadBalancer?: { readonly ingress?: readonly { readonly ip?: string }[] } };
}

export interface ServiceSpec {
  readonly type?: string;
  readonly selector?: Labels;
  readonly ports?: readonly ServicePort[];
  readonly clusterIP?: string;
  readonly clusterIPs?: readonly string[];
  readonly externalName?: string;
  readonly ipFamilies?: readonly string[];
  readonly ipFamilyPolicy?: string;
  readonly externalTrafficPolicy?: string;
  readonly internalTrafficPolicy?: string;
  readonly trafficDistribution?: string;
  readonly publishNotReadyAddresses?: boolean;
  readonly healthCheckNodePort?: number;
  readonly allocateLoadBalancerNodePorts?: boolean;
  readonly loadBalancerClass?: string;
  readonly loadBalancerIP?: string;
  readonly sessionAffinity?: string;
  readonly [field: string]: unknown;
}

export interface ServicePort {
  readonly name?: string;
  readonly port: number;
  readonly targetPort?: number | string;
  readonly protocol?: string;
  readonly nodePort?: number;
  readonly appProtocol?: string;
}

/** A Service without an address of its own: DNS answers with its pods. */
export function isHeadless(service: Service): boolean {
  return service.spec.clusterIP === 'None' || (service.spec.clusterIPs ?? []).includes('None');
}
