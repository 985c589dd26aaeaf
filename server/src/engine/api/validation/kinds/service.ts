import { qualifiedName } from '../../labels.ts';
import { dns1035Label, dns1123Label, dns1123Subdomain, portNumber } from '../../names.ts';
import { atLeast, type KubernetesVersion } from '../../version.ts';
import { type Causes, duplicate, forbidden, invalid, invalidEach, notSupported, required } from '../causes.ts';
import { validateCidr, validateIp, validateNonSpecialIp } from '../ip.ts';
import { type KindRules, rulesOf } from '../kindRules.ts';
import { validatePortNumberOrName, validateProtocol } from '../pod/ports.ts';
import {
  entriesAt,
  type Fields,
  isSet,
  listAt,
  numberAt,
  numberOr0,
  objectAt,
  objectsAt,
  stringsAt,
  textAt,
} from '../read.ts';
import { validateLabels } from '../selectors.ts';
import { isHeadless, validateClusterIps, validateClusterIpsUpdate } from './clusterIps.ts';

const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const sourceRanges = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const topologyMode = 'service.kubernetes.io/topology-mode';
const topologyHints = 'service.kubernetes.io/topology-aware-hints';

/** Follows kubernetes pkg/apis/core/validation ValidateService and ValidateServiceUpdate. */
export const service: KindRules = rulesOf({
  name: dns1035Label,
  // RelaxedServiceNameValidation: what is refused still is in the words that stood before.
  relaxed: { since: '1.36', name: (name) => (dns1123Label(name).length === 0 ? [] : dns1035Label(name)) },
  validate: (object, version, errors) => {
    const spec = objectAt(object, 'spec') ?? {};
    validateTopology(object, errors);
    validateType(spec, errors);
    validatePorts(spec, errors);
    validateLabels(spec, 'selector', 'spec.selector', errors);
    validateAffinity(spec, errors);
    validateClusterIps(spec, errors);
    validateExternalIps(spec, errors);
    const type = textAt(spec, 'type');
    if (type === '') errors.push(required('spec.type'));
    else if (type !== undefined && !types.includes(type)) errors.push(notSupported('spec.type', type, types));
    validateNodePorts(spec, errors);
    validateRepeatedPorts(spec, errors);
    validateSourceRanges(object, spec, errors);
    validateLoadBalancer(spec, errors);
    validateTraffic(spec, version, errors);
  },
  update: validateServiceUpdate,
});

function validateTopology(object: Fields, errors: Causes): void {
  const annotations = new Map(entriesAt(objectAt(object, 'metadata'), 'annotations'));
  const mode = annotations.get(topologyMode);
  const hints = annotations.get(topologyHints);
  if (mode === undefined || hints === undefined || mode === hints) return;
  errors.push(
    invalid(
      `metadata.annotations[${topologyMode}]`,
      mode,
      `must match annotations[${topologyHints}] when both are specified`,
    ),
  );
}

function validateType(spec: Fields, errors: Causes): void {
  const type = textAt(spec, 'type');
  if (listAt(spec, 'ports').length === 0 && !isHeadless(spec) && type !== 'ExternalName')
    errors.push(required('spec.ports'));
  if ((type === 'LoadBalancer' || type === 'NodePort') && isHeadless(spec)) {
    errors.push(invalid('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${type} services`));
  }
  if (type !== 'ExternalName') return;
  const ips = listAt(spec, 'clusterIPs').length > 0 || textAt(spec, 'clusterIP') !== '';
  if (ips) errors.push(forbidden('spec.clusterIPs', 'may not be set for ExternalName services'));
  if (listAt(spec, 'ipFamilies').length > 0)
    errors.push(forbidden('spec.ipFamilies', 'may not be set for ExternalName services'));
  if (isSet(spec, 'ipFamilyPolicy'))
    errors.push(forbidden('spec.ipFamilyPolicy', 'may not be set for ExternalName services'));
  const name = textAt(spec, 'externalName')?.replace(/\.$/, '');
  if (name === '') errors.push(required('spec.externalName'));
  else if (name !== undefined) invalidEach(errors, 'spec.externalName', name, dns1123Subdomain(name));
}

function validatePorts(spec: Fields, errors: Causes): void {
  const ports = objectsAt(spec, 'ports');
  const names = new Set<string>();
  for (const [index, port] of ports.entries()) {
    const at = `spec.ports[${index}]`;
    const name = textAt(port, 'name');
    if (name === '' && ports.length > 1) errors.push(required(`${at}.name`));
    else if (name) {
      invalidEach(errors, `${at}.name`, name, dns1123Label(name));
      if (names.has(name)) errors.push(duplicate(`${at}.name`, name));
      names.add(name);
    }
    const number = numberOr0(port, 'port');
    if (number !== undefined) invalidEach(errors, `${at}.port`, number, portNumber(number));
    validateProtocol(port, at, errors);
    validatePortNumberOrName(port['targetPort'], `${at}.targetPort`, errors);
    const appProtocol = port['appProtocol'];
    if (typeof appProtocol === 'string')
      invalidEach(errors, `${at}.appProtocol`, appProtocol, qualifiedName(appProtocol));
  }
}

function validateAffinity(spec: Fields, errors: Causes): void {
  const affinity = textAt(spec, 'sessionAffinity');
  const config = objectAt(spec, 'sessionAffinityConfig');
  if (affinity === '') errors.push(required('spec.sessionAffinity'));
  else if (affinity === 'None') {
    if (config !== undefined)
      errors.push(forbidden('spec.sessionAffinityConfig', 'must not be set when session affinity is None'));
  } else if (affinity === 'ClientIP') {
    const timeout = numberAt(objectAt(config, 'clientIP'), 'timeoutSeconds');
    const path = 'spec.sessionAffinityConfig.clientIP.timeoutSeconds';
    if (timeout === undefined) errors.push(required(path, 'when session affinity type is ClientIP'));
    else if (timeout <= 0 || timeout > 86400)
      errors.push(invalid(path, timeout, 'must be greater than 0 and less than 86400'));
  } else if (affinity !== undefined) errors.push(notSupported('spec.sessionAffinity', affinity, ['ClientIP', 'None']));
}

function validateExternalIps(spec: Fields, errors: Causes): void {
  for (const [index, ip] of stringsAt(spec, 'externalIPs').entries()) {
    if (ip !== undefined && validateIp(ip, `spec.externalIPs[${index}]`, errors))
      validateNonSpecialIp(ip, `spec.externalIPs[${index}]`, errors);
  }
}

function validateNodePorts(spec: Fields, errors: Causes): void {
  const type = textAt(spec, 'type');
  const ports = objectsAt(spec, 'ports').map((port, index) => ({
    port,
    path: `spec.ports[${index}].nodePort`,
    number: numberAt(port, 'nodePort') ?? 0,
  }));
  const given = ports.filter(({ number }) => number !== 0);
  if (type === 'ClusterIP') {
    for (const { path } of given) errors.push(forbidden(path, "may not be used when `type` is 'ClusterIP'"));
  }
  const seen = new Set<string>();
  for (const { port, path, number } of given) {
    const key = `${textAt(port, 'protocol')}/${number}`;
    if (seen.has(key)) errors.push(duplicate(path, number));
    seen.add(key);
  }
  if (type === 'ClusterIP' || type === 'ExternalName') return;
  const outside = 'provided port is not in the valid range. The range of valid ports is 30000-32767';
  for (const { path, number } of given)
    if (number < 30000 || number > 32767) errors.push(invalid(path, number, outside));
}

function validateRepeatedPorts(spec: Fields, errors: Causes): void {
  const seen = new Set<string>();
  for (const [index, port] of objectsAt(spec, 'ports').entries()) {
    const protocol = textAt(port, 'protocol');
    const number = numberAt(port, 'port') ?? 0;
    const key = `${protocol}/${number}`;
    if (seen.has(key))
      errors.push(
        duplicate(`spec.ports[${index}]`, {
          Name: '',
          Protocol: protocol,
          AppProtocol: null,
          Port: number,
          TargetPort: 0,
          NodePort: 0,
        }),
      );
    seen.add(key);
  }
}

function validateSourceRanges(object: Fields, spec: Fields, errors: Causes): void {
  const ranges = stringsAt(spec, 'loadBalancerSourceRanges');
  const annotation = objectAt(objectAt(object, 'metadata'), 'annotations')?.[sourceRanges];
  if (ranges.length === 0 && typeof annotation !== 'string') return;
  const path = ranges.length > 0 ? 'spec.LoadBalancerSourceRanges' : `metadata.annotations[${sourceRanges}]`;
  if (textAt(spec, 'type') !== 'LoadBalancer')
    errors.push(forbidden(path, "may only be used when `type` is 'LoadBalancer'"));
  for (const [index, range] of ranges.entries()) validateCidr(range?.trim() ?? '', `${path}[${index}]`, errors);
  if (ranges.length > 0 || typeof annotation !== 'string' || annotation.trim() === '') return;
  for (const range of annotation.split(',')) validateCidr(range.trim(), path, errors);
}

function validateLoadBalancer(spec: Fields, errors: Causes): void {
  const isLoadBalancer = textAt(spec, 'type') === 'LoadBalancer';
  const onlyThen = "may only be used when `type` is 'LoadBalancer'";
  if (isSet(spec, 'allocateLoadBalancerNodePorts') && !isLoadBalancer)
    errors.push(forbidden('spec.allocateLoadBalancerNodePorts', onlyThen));
  const className = spec['loadBalancerClass'];
  if (className === undefined || className === null) return;
  if (!isLoadBalancer) errors.push(forbidden('spec.loadBalancerClass', onlyThen));
  else if (typeof className === 'string')
    invalidEach(errors, 'spec.loadBalancerClass', className, qualifiedName(className));
}

function validateTraffic(spec: Fields, version: KubernetesVersion, errors: Causes): void {
  validateExternalTraffic(spec, errors);
  validateHealthCheck(spec, errors);
  const type = textAt(spec, 'type');
  const internal = textAt(spec, 'internalTrafficPolicy');
  const policies = ['Cluster', 'Local'];
  if (internal === '' && type !== 'ExternalName' && type !== undefined && types.includes(type))
    errors.push(required('spec.internalTrafficPolicy'));
  else if (internal && !policies.includes(internal))
    errors.push(notSupported('spec.internalTrafficPolicy', internal, policies));
  const distribution = spec['trafficDistribution'];
  const known = atLeast(version, '1.34') ? ['PreferClose', 'PreferSameZone', 'PreferSameNode'] : ['PreferClose'];
  if (typeof distribution === 'string' && !known.includes(distribution))
    errors.push(notSupported('spec.trafficDistribution', distribution, known));
}

function validateExternalTraffic(spec: Fields, errors: Causes): void {
  const type = textAt(spec, 'type');
  const policy = textAt(spec, 'externalTrafficPolicy');
  const reachable =
    type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && listAt(spec, 'externalIPs').length > 0);
  const path = 'spec.externalTrafficPolicy';
  if (policy && !reachable) errors.push(invalid(path, policy, 'may only be set for externally-accessible services'));
  else if (policy === '' && reachable) errors.push(required(path));
  else if (policy && policy !== 'Cluster' && policy !== 'Local')
    errors.push(notSupported(path, policy, ['Cluster', 'Local']));
}

function validateHealthCheck(spec: Fields, errors: Causes): void {
  const port = numberAt(spec, 'healthCheckNodePort') ?? 0;
  if (port === 0) return;
  const path = 'spec.healthCheckNodePort';
  if (textAt(spec, 'type') === 'LoadBalancer' && textAt(spec, 'externalTrafficPolicy') === 'Local')
    invalidEach(errors, path, port, portNumber(port));
  else
    errors.push(
      invalid(path, port, "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"),
    );
}

function validateServiceUpdate(next: Fields, old: Fields, _version: KubernetesVersion, errors: Causes): void {
  const spec = objectAt(next, 'spec') ?? {};
  const before = objectAt(old, 'spec') ?? {};
  validateClusterIpsUpdate(spec, before, errors);
  const balanced = (part: Fields): boolean => textAt(part, 'type') === 'LoadBalancer';
  if (
    balanced(spec) &&
    balanced(before) &&
    (spec['loadBalancerClass'] ?? null) !== (before['loadBalancerClass'] ?? null)
  ) {
    errors.push(invalid('spec.loadBalancerClass', spec['loadBalancerClass'], 'may not change once set'));
  }
  const checked = (part: Fields): boolean => balanced(part) && textAt(part, 'externalTrafficPolicy') === 'Local';
  const port = numberAt(spec, 'healthCheckNodePort');
  if (checked(spec) && checked(before) && port !== undefined && port !== numberAt(before, 'healthCheckNodePort')) {
    errors.push(forbidden('spec.healthCheckNodePort', 'field is immutable'));
  }
}
