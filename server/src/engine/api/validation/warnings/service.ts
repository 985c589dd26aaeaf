import { atLeast, type KubernetesVersion } from '../../version.ts';
import { isHeadless } from '../kinds/clusterIps.ts';
import { type Fields, isSet, listAt, objectAt, stringsAt, textAt } from '../read.ts';
import { cidrWarnings, ipWarnings } from './addresses.ts';

const hints = 'service.kubernetes.io/topology-aware-hints';

/** Follows kubernetes pkg/api/service/warnings.go GetWarningsForService. */
export function serviceWarnings(
  service: Fields,
  _old: Fields | undefined,
  version: KubernetesVersion,
): readonly string[] {
  const spec = objectAt(service, 'spec') ?? {};
  const warnings: string[] = [];
  if (isSet(objectAt(objectAt(service, 'metadata'), 'annotations'), hints)) {
    warnings.push(`annotation ${hints} is deprecated, please use service.kubernetes.io/topology-mode instead`);
  }
  const headless = isHeadless(spec) && textAt(spec, 'type') === 'ClusterIP';
  const external = listAt(spec, 'externalIPs').length > 0;
  if (headless) warnings.push(...headlessWarnings(spec));
  const isName = textAt(spec, 'type') === 'ExternalName';
  if (external && !headless && !isName && atLeast(version, '1.36')) {
    warnings.push('spec.externalIPs is deprecated and may no longer be implemented in some clusters');
  }
  if (atLeast(version, '1.33')) warnings.push(...addressWarnings(spec));
  if (isName && external) warnings.push('spec.externalIPs is ignored when spec.type is "ExternalName"');
  if (!isName && textAt(spec, 'externalName'))
    warnings.push('spec.externalName is ignored when spec.type is not "ExternalName"');
  if (spec['trafficDistribution'] === 'PreferClose' && atLeast(version, '1.35')) {
    warnings.push('spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"');
  }
  return warnings;
}

/** What a service without an address of its own has no use for. */
function headlessWarnings(spec: Fields): readonly string[] {
  const ignored: string[] = [];
  if (textAt(spec, 'loadBalancerIP') !== '') ignored.push('loadBalancerIP');
  if (listAt(spec, 'externalIPs').length > 0) ignored.push('externalIPs');
  if (textAt(spec, 'sessionAffinity') !== 'None') ignored.push('SessionAffinity');
  return ignored.map((field) => `spec.${field} is ignored for headless services`);
}

function addressWarnings(spec: Fields): readonly string[] {
  return [
    ...stringsAt(spec, 'clusterIPs').flatMap((ip, index) => ipWarnings(ip, `spec.clusterIPs[${index}]`)),
    ...stringsAt(spec, 'externalIPs').flatMap((ip, index) => ipWarnings(ip, `spec.externalIPs[${index}]`)),
    ...ipWarnings(textAt(spec, 'loadBalancerIP'), 'spec.loadBalancerIP'),
    ...stringsAt(spec, 'loadBalancerSourceRanges').flatMap((range, index) =>
      cidrWarnings(range, `spec.loadBalancerSourceRanges[${index}]`),
    ),
  ];
}
