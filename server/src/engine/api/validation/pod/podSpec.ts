import { qualifiedName } from '../../labels.ts';
import { byteLength, dns1123Label, dns1123Subdomain, inRange, type NameFormat } from '../../names.ts';
import { atLeast, type KubernetesVersion } from '../../version.ts';
import { type Causes, duplicate, forbidden, invalid, invalidEach, notSupported, required, tooLong } from '../causes.ts';
import { type Fields, flagAt, isSet, numberAt, objectAt, objectsAt, textAt } from '../read.ts';
import { validateLabels } from '../selectors.ts';
import { validateVolumes } from '../volumes/volumes.ts';
import { validateAffinity } from './affinity.ts';
import { validateContainers, validateEphemeralContainers, validateInitContainers } from './containers.ts';
import { validateDnsConfig, validateDnsPolicy, validateHostAliases } from './dns.ts';
import { validateFileVariables } from './fileVariables.ts';
import { validatePodResources } from './podResources.ts';
import type { PodRules } from './podRules.ts';
import { validateHostNetworkPorts } from './ports.ts';
import { validateResources } from './resources.ts';
import { validateHostUsers, validatePodSecurityContext } from './securityContext.ts';
import { validateTolerations } from './tolerations.ts';
import { validateTopologySpread } from './topologySpread.ts';
import { validateHostProcess, validateOs } from './windows.ts';

const restartPolicies = ['Always', 'OnFailure', 'Never'];
const preemptionPolicies = ['PreemptLowerPriority', 'Never'];

/** The spec of a pod or of a template. Follows kubernetes pkg/apis/core/validation ValidatePodSpec, in its order. */
export function validatePodSpec(
  spec: Fields,
  path: string,
  pod: { readonly isPod: boolean; readonly name: string; readonly version: KubernetesVersion },
  errors: Causes,
): void {
  const volumes = validateVolumes(spec, `${path}.volumes`, pod.name, errors);
  const rules: PodRules = {
    version: pod.version,
    isPod: pod.isPod,
    podName: pod.name,
    gracePeriodSeconds: numberAt(spec, 'terminationGracePeriodSeconds'),
    restartPolicy: textAt(spec, 'restartPolicy') ?? '',
    hostUsers: flagAt(spec, 'hostUsers') !== false,
    volumes,
    claimNames: objectsAt(spec, 'resourceClaims').flatMap((claim) => textAt(claim, 'name') || []),
  };
  validateResourceClaims(spec, `${path}.resourceClaims`, errors);
  validateContainers(spec, `${path}.containers`, rules, errors);
  validateInitContainers(spec, `${path}.initContainers`, rules, errors);
  validateEphemeralContainers(spec, `${path}.ephemeralContainers`, rules, errors);
  if (atLeast(pod.version, '1.34')) validatePodResources(spec, `${path}.resources`, rules, errors);
  validateHostNetworkPorts(spec, path, pod.isPod, errors);
  validateChoice(textAt(spec, 'restartPolicy'), restartPolicies, `${path}.restartPolicy`, errors);
  validateDnsPolicy(spec, `${path}.dnsPolicy`, errors);
  validateLabels(spec, 'nodeSelector', `${path}.nodeSelector`, errors);
  validatePodSecurityContext(spec, `${path}.securityContext`, errors);
  validateAffinity(spec, `${path}.affinity`, rules, errors);
  validateDnsConfig(spec, `${path}.dnsConfig`, rules, errors);
  validateGates(spec, path, errors);
  validateTopologySpread(spec, `${path}.topologySpreadConstraints`, errors);
  validateHostProcess(spec, path, errors);
  validateHostUsers(spec, path, errors);
  if (atLeast(pod.version, '1.35')) validateHostnameOverride(spec, path, errors);
  validateRest(spec, path, errors);
  if (atLeast(pod.version, '1.35')) validateFileVariables(spec, path, errors);
}

/** The fields that stand for themselves. */
function validateRest(spec: Fields, path: string, errors: Causes): void {
  validateName(spec, 'serviceAccountName', dns1123Subdomain, path, errors);
  validateName(spec, 'nodeName', dns1123Subdomain, path, errors);
  const deadline = numberAt(spec, 'activeDeadlineSeconds');
  if (deadline !== undefined)
    invalidEach(errors, `${path}.activeDeadlineSeconds`, deadline, inRange(deadline, 1, 2147483647));
  validateName(spec, 'hostname', dns1123Label, path, errors);
  validateName(spec, 'subdomain', dns1123Label, path, errors);
  validateTolerations(spec, `${path}.tolerations`, errors);
  validateHostAliases(spec, `${path}.hostAliases`, errors);
  validateName(spec, 'priorityClassName', dns1123Subdomain, path, errors);
  const runtimeClass = spec['runtimeClassName'];
  if (typeof runtimeClass === 'string')
    invalidEach(errors, `${path}.runtimeClassName`, runtimeClass, dns1123Subdomain(runtimeClass));
  if (isSet(spec, 'preemptionPolicy'))
    validateChoice(textAt(spec, 'preemptionPolicy'), preemptionPolicies, `${path}.preemptionPolicy`, errors);
  const overhead = objectAt(spec, 'overhead');
  if (overhead !== undefined) validateResources({ limits: overhead }, [], `${path}.overhead`, errors);
  validateOs(spec, path, errors);
}

/** spec.hostnameOverride [1.35]. Follows validatePodHostName. */
function validateHostnameOverride(spec: Fields, path: string, errors: Causes): void {
  const name = spec['hostnameOverride'];
  if (typeof name !== 'string') return;
  const at = `${path}.hostnameOverride`;
  if (flagAt(spec, 'setHostnameAsFQDN') === true)
    errors.push(forbidden(at, 'may not be specified when setHostnameAsFQDN is true'));
  if (flagAt(spec, 'hostNetwork') === true) errors.push(forbidden(at, 'may not be specified when hostNetwork is true'));
  if (byteLength(name) > 64) errors.push(tooLong(at, 64));
  invalidEach(errors, at, name, dns1123Subdomain(name));
}

function validateName(spec: Fields, field: string, format: NameFormat, path: string, errors: Causes): void {
  const name = textAt(spec, field);
  if (name) invalidEach(errors, `${path}.${field}`, name, format(name));
}

function validateChoice(value: string | undefined, supported: readonly string[], path: string, errors: Causes): void {
  if (value === '') errors.push(required(path));
  else if (value !== undefined && !supported.includes(value)) errors.push(notSupported(path, value, supported));
}

function validateGates(spec: Fields, path: string, errors: Causes): void {
  for (const [index, gate] of objectsAt(spec, 'readinessGates').entries()) {
    const type = textAt(gate, 'conditionType');
    if (type !== undefined)
      invalidEach(errors, `${path}.readinessGates[${index}].conditionType`, type, qualifiedName(type));
  }
  const seen = new Set<string>();
  for (const [index, gate] of objectsAt(spec, 'schedulingGates').entries()) {
    const at = `${path}.schedulingGates[${index}]`;
    const name = textAt(gate, 'name') ?? '';
    invalidEach(errors, at, name, qualifiedName(name));
    if (seen.has(name)) errors.push(duplicate(at, name));
    seen.add(name);
  }
}

/** Follows validatePodResourceClaims. */
function validateResourceClaims(spec: Fields, path: string, errors: Causes): void {
  const seen = new Set<string>();
  for (const [index, claim] of objectsAt(spec, 'resourceClaims').entries()) {
    const at = `${path}[${index}]`;
    const name = textAt(claim, 'name') ?? '';
    if (name === '') errors.push(required(`${at}.name`));
    else if (seen.has(name)) errors.push(duplicate(`${at}.name`, name));
    else invalidEach(errors, `${at}.name`, name, dns1123Label(name));
    seen.add(name);
    const direct = isSet(claim, 'resourceClaimName');
    const template = isSet(claim, 'resourceClaimTemplateName');
    if (direct && template)
      errors.push(
        invalid(at, claim, 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified'),
      );
    if (!direct && !template)
      errors.push(invalid(at, claim, 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`'));
    for (const field of ['resourceClaimName', 'resourceClaimTemplateName']) {
      const reference = claim[field];
      if (typeof reference === 'string') invalidEach(errors, `${at}.${field}`, reference, dns1123Subdomain(reference));
    }
  }
}
