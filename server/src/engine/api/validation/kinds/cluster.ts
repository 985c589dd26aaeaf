import { qualifiedName } from '../../labels.ts';
import { dns1123Label } from '../../names.ts';
import { atLeast, type KubernetesVersion } from '../../version.ts';
import { type Causes, duplicate, forbidden, invalid, invalidEach, notSupported, required } from '../causes.ts';
import { isIpv6, validateCidr } from '../ip.ts';
import { immutable, type KindRules, rulesOf } from '../kindRules.ts';
import { validateStandardFinalizer } from '../objectMeta.ts';
import { quantitiesAt, validateResourceQuantity } from '../pod/resources.ts';
import { validateTaints } from '../pod/tolerations.ts';
import { type Fields, flagAt, isSet, numberOr0, objectAt, objectsAt, stringsAt, textAt } from '../read.ts';

const highestUserPriority = 1_000_000_000;
const systemPriorities: Readonly<Record<string, number>> = {
  'system-node-critical': 2_000_001_000,
  'system-cluster-critical': 2_000_000_000,
};

/** Follows kubernetes pkg/apis/scheduling/validation ValidatePriorityClass and ValidatePriorityClassUpdate. */
export const priorityClass: KindRules = rulesOf({
  validate: (object, _version, errors) => {
    const name = textAt(objectAt(object, 'metadata'), 'name') ?? '';
    const value = numberOr0(object, 'value');
    if (name.startsWith('system-')) validateSystemClass(object, name, value, errors);
    else if (value !== undefined && value > highestUserPriority) {
      errors.push(forbidden('value', `maximum allowed value of a user defined priority is ${highestUserPriority}`));
    }
    const policy = textAt(object, 'preemptionPolicy');
    const policies = ['PreemptLowerPriority', 'Never'];
    if (policy === '' && isSet(object, 'preemptionPolicy')) errors.push(required('preemptionPolicy'));
    else if (policy && !policies.includes(policy)) errors.push(notSupported('preemptionPolicy', policy, policies));
  },
  update: (next, old, _version, errors) => {
    if ((next['value'] ?? 0) !== (old['value'] ?? 0))
      errors.push(forbidden('value', 'may not be changed in an update.'));
    immutable(next['preemptionPolicy'], old['preemptionPolicy'], 'preemptionPolicy', errors);
  },
});

/** Follows kubernetes pkg/apis/core/validation ValidateNamespace. */
export const namespace: KindRules = rulesOf({
  name: dns1123Label,
  validate: () => undefined,
  create: (object, _version, errors) => {
    for (const name of stringsAt(objectAt(object, 'spec'), 'finalizers')) {
      if (name === undefined) continue;
      invalidEach(errors, 'spec.finalizers', name, qualifiedName(name));
      validateStandardFinalizer(name, 'spec.finalizers', errors);
    }
  },
});

/** Follows ValidateNode and ValidateNodeUpdate; taints stand under metadata in its paths. */
export const node: KindRules = rulesOf({
  validate: (object, version, errors) => {
    const spec = objectAt(object, 'spec');
    validateTaints(spec, 'metadata.taints', errors);
    for (const field of ['capacity', 'allocatable']) {
      for (const [name, quantity] of quantitiesAt(objectAt(object, 'status'), field)) {
        validateResourceQuantity(name, quantity, `status.${field}.${name}`, errors);
      }
    }
    validatePodCidrs(spec, version, errors);
  },
  update: validateNodeUpdate,
});

function validateSystemClass(object: Fields, name: string, value: number | undefined, errors: Causes): void {
  const known = systemPriorities[name];
  if (known !== undefined && value === known && flagAt(object, 'globalDefault') !== true) return;
  const problem =
    known === undefined
      ? `priority class names with 'system-' prefix are reserved for system use only. error: ${name} is not a known system priority class`
      : `priority class names with 'system-' prefix are reserved for system use only. error: value of ${name} PriorityClass must be ${known}`;
  errors.push(forbidden('metadata.name', problem));
}

function validatePodCidrs(spec: Fields | undefined, version: KubernetesVersion, errors: Causes): void {
  const ranges = podCidrsOf(spec);
  for (const [index, range] of ranges.entries()) validateCidr(range, `spec.podCIDRs[${index}]`, errors);
  if (ranges.length < 2) return;
  const families = new Set(ranges.map((range) => isIpv6(range.split('/')[0] ?? '')));
  if (ranges.length > 2 || families.size < 2)
    errors.push(invalid('spec.podCIDRs', ranges, 'may specify no more than one CIDR for each IP family'));
  if (atLeast(version, '1.33')) return;
  for (const [index, range] of ranges.entries())
    if (ranges.indexOf(range) < index) errors.push(duplicate(`spec.podCIDRs[${index}]`, range));
}

/** spec.podCIDR alone where it is not the first of spec.podCIDRs: the old field wins. Follows kubernetes pkg/apis/core/v1 Convert_v1_NodeSpec_To_core_NodeSpec. */
function podCidrsOf(spec: Fields | undefined): readonly string[] {
  const ranges = stringsAt(spec, 'podCIDRs').filter((range): range is string => range !== undefined);
  const single = textAt(spec, 'podCIDR');
  return single && ranges[0] !== single ? [single] : ranges;
}

function validateNodeUpdate(next: Fields, old: Fields, _version: unknown, errors: Causes): void {
  const spec = objectAt(next, 'spec');
  const before = objectAt(old, 'spec');
  const addresses = objectsAt(objectAt(next, 'status'), 'addresses').map(
    (address) => `${textAt(address, 'type')} ${textAt(address, 'address')}`,
  );
  for (const [index, address] of addresses.entries()) {
    if (addresses.indexOf(address) < index)
      errors.push(duplicate(`status.addresses[${index}]`, objectsAt(objectAt(next, 'status'), 'addresses')[index]));
  }
  const ranges = stringsAt(before, 'podCIDRs');
  const changed = ranges.length > 0 && ranges.join(',') !== stringsAt(spec, 'podCIDRs').join(',');
  if (changed) errors.push(forbidden('spec.podCIDRs', 'node updates may not change podCIDR except from "" to valid'));
  const provider = textAt(before, 'providerID');
  if (provider && provider !== textAt(spec, 'providerID')) {
    errors.push(forbidden('spec.providerID', 'node updates may not change providerID except from "" to valid'));
  }
}

/** Follows kubernetes pkg/apis/node/validation ValidateRuntimeClass. */
export const runtimeClass: KindRules = rulesOf({
  validate: (object, _version, errors) => {
    const handler = textAt(object, 'handler');
    if (handler === '') errors.push(required('handler'));
    else if (handler !== undefined) invalidEach(errors, 'handler', handler, dns1123Label(handler));
  },
  update: (next, old, _version, errors) => immutable(next['handler'], old['handler'], 'handler', errors),
});
