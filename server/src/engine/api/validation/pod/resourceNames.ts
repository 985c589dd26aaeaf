import { qualifiedName } from '../../labels.ts';
import { parseQuantity, type Quantity } from '../../quantity.ts';
import { type Causes, invalid, invalidEach, notSupported } from '../causes.ts';

const integerResources = [
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
];
const computeResources = ['cpu', 'memory', 'ephemeral-storage'];
const quotaResources = new Set([
  ...computeResources,
  'requests.cpu',
  'requests.memory',
  'requests.storage',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  ...integerResources,
]);
const standardResources = new Set([...quotaResources, 'storage']);

export function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-');
}

/** Resources of Kubernetes itself. Follows kubernetes pkg/apis/core/helper/helpers.go, as everything here. */
export function isNative(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

export function isExtended(name: string): boolean {
  return !isNative(name) && !name.startsWith('requests.') && qualifiedName(`requests.${name}`).length === 0;
}

/** Whether a request may be lower than the limit. */
export function allowsOvercommit(name: string): boolean {
  return isNative(name) && !isHugePages(name);
}

/** Whether only whole numbers make sense. */
export function isInteger(name: string): boolean {
  return integerResources.includes(name) || isExtended(name);
}

export function isStandardQuotaResource(name: string): boolean {
  return quotaResources.has(name) || isHugePages(name) || name.startsWith('requests.hugepages-');
}

/** Whether a quantity is a whole number of the pages that the resource's name says. */
export function isMultipleOfPage(name: string, quantity: Quantity): boolean {
  const page = parseQuantity(name.slice('hugepages-'.length));
  return (
    page.ok && page.value.nano > 0n && page.value.nano % 1_000_000_000n === 0n && quantity.nano % page.value.nano === 0n
  );
}

/** A resource of any kind of object; says whether the name is right so far. */
export function validateResourceName(name: string, path: string, errors: Causes): boolean {
  const details = qualifiedName(name);
  invalidEach(errors, path, name, details);
  if (details.length > 0) return false;
  if (name.includes('/') || isStandard(name)) return true;
  errors.push(invalid(path, name, 'must be a standard resource type or fully qualified'));
  return false;
}

export function validateContainerResourceName(name: string, path: string, errors: Causes): void {
  validateResourceName(name, path, errors);
  if (!name.includes('/')) {
    if (!computeResources.includes(name) && !isHugePages(name))
      errors.push(invalid(path, name, 'must be a standard resource for containers'));
  } else if (!isNative(name) && !isExtended(name)) {
    errors.push(invalid(path, name, "doesn't follow extended resource name standard"));
  }
}

export function validatePodResourceName(name: string, path: string, errors: Causes): void {
  if (!validateResourceName(name, path, errors)) return;
  if (name !== 'cpu' && name !== 'memory' && !isHugePages(name))
    errors.push(notSupported(path, name, ['cpu', 'hugepages-', 'memory']));
}

export function validateQuotaResourceName(name: string, path: string, errors: Causes): void {
  validateResourceName(name, path, errors);
  if (!name.includes('/') && !isStandardQuotaResource(name))
    errors.push(invalid(path, name, 'must be a standard resource for quota'));
}

function isStandard(name: string): boolean {
  return standardResources.has(name) || isHugePages(name) || name.startsWith('requests.hugepages-');
}
