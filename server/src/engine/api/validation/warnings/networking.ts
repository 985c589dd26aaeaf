import { atLeast, type KubernetesVersion } from '../../version.ts';
import { type Fields, objectAt, objectsAt, stringsAt, textAt } from '../read.ts';
import { cidrWarnings, ipWarnings } from './addresses.ts';

/** Follows kubernetes pkg/registry/networking/networkpolicy/strategy.go networkPolicyWarnings. */
export function networkPolicyWarnings(
  policy: Fields,
  _old: Fields | undefined,
  version: KubernetesVersion,
): readonly string[] {
  if (!atLeast(version, '1.33')) return [];
  const spec = objectAt(policy, 'spec');
  return (
    [
      ['ingress', 'from'],
      ['egress', 'to'],
    ] as const
  ).flatMap(([list, peers]) =>
    objectsAt(spec, list).flatMap((rule, index) =>
      objectsAt(rule, peers).flatMap((peer, position) => {
        const block = objectAt(peer, 'ipBlock');
        const at = `spec.${list}[${index}].${peers}[${position}].ipBlock`;
        const except = stringsAt(block, 'except').flatMap((range, place) =>
          cidrWarnings(range, `${at}.except[${place}]`),
        );
        return block === undefined ? [] : [...cidrWarnings(textAt(block, 'cidr'), `${at}.cidr`), ...except];
      }),
    ),
  );
}

/** Follows kubernetes pkg/registry/discovery/endpointslice/strategy.go. */
export function sliceWarnings(slice: Fields, _old: Fields | undefined, version: KubernetesVersion): readonly string[] {
  if (textAt(slice, 'addressType') === 'FQDN') return ['addressType: FQDN endpoints are deprecated'];
  if (!atLeast(version, '1.33')) return [];
  return objectsAt(slice, 'endpoints').flatMap((endpoint, index) =>
    stringsAt(endpoint, 'addresses').flatMap((address, position) =>
      ipWarnings(address, `endpoints[${index}].addresses[${position}]`),
    ),
  );
}

/** The whole kind is deprecated. */
export function endpointsWarnings(
  _endpoints: Fields,
  _old: Fields | undefined,
  version: KubernetesVersion,
): readonly string[] {
  return atLeast(version, '1.33')
    ? ['v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice']
    : [];
}
