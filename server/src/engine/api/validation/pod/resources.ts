import { dns1123Label } from '../../names.ts';
import { compareQuantities, formatQuantity, parseQuantity, type Quantity, quantityMilliValue } from '../../quantity.ts';
import { type Causes, duplicate, forbidden, invalid, invalidEach, notFound, required } from '../causes.ts';
import { type Fields, objectAt, objectsAt, textAt } from '../read.ts';
import {
  allowsOvercommit,
  isHugePages,
  isInteger,
  isMultipleOfPage,
  validateContainerResourceName,
} from './resourceNames.ts';

export type ResourceNameRule = (name: string, path: string, errors: Causes) => void;

/** The quantities of a resource list; what is none is left to the decoder. */
export function quantitiesAt(parent: Fields | undefined, field: string): ReadonlyMap<string, Quantity> {
  const quantities = new Map<string, Quantity>();
  for (const [name, value] of Object.entries(objectAt(parent, field) ?? {})) {
    const parsed = parseQuantity(value);
    if (parsed.ok) quantities.set(name, parsed.value);
  }
  return quantities;
}

/**
 * limits, requests and claims. Follows kubernetes pkg/apis/core/validation validateResourceRequirements.
 * `claimNames`: the names of spec.resourceClaims.
 */
export function validateResources(
  resources: Fields | undefined,
  claimNames: readonly string[],
  path: string,
  errors: Causes,
  rule: ResourceNameRule = validateContainerResourceName,
): void {
  const limits = quantitiesAt(resources, 'limits');
  const requests = quantitiesAt(resources, 'requests');
  for (const [name, quantity] of limits) validateResource(name, quantity, `${path}.limits[${name}]`, rule, errors);
  for (const [name, quantity] of requests) {
    const at = `${path}.requests[${name}]`;
    rule(name, at, errors);
    validateResourceQuantity(name, quantity, at, errors);
    validateAgainstLimit(name, quantity, limits.get(name), path, errors);
    validatePages(name, quantity, at, errors);
  }
  const names = [...limits.keys(), ...requests.keys()];
  if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory')) {
    errors.push(forbidden(path, 'HugePages require cpu or memory'));
  }
  validateClaimNames(resources, claimNames, `${path}.claims`, errors);
}

/** Not negative, and whole where only whole numbers make sense. */
export function validateResourceQuantity(name: string, quantity: Quantity, path: string, errors: Causes): void {
  if (quantity.nano < 0n) errors.push(invalid(path, formatQuantity(quantity), 'must be greater than or equal to 0'));
  if (isInteger(name) && quantityMilliValue(quantity) % 1000 !== 0)
    errors.push(invalid(path, formatQuantity(quantity), 'must be an integer'));
}

function validateResource(
  name: string,
  quantity: Quantity,
  path: string,
  rule: ResourceNameRule,
  errors: Causes,
): void {
  rule(name, path, errors);
  validateResourceQuantity(name, quantity, path, errors);
  validatePages(name, quantity, path, errors);
}

function validatePages(name: string, quantity: Quantity, path: string, errors: Causes): void {
  if (!isHugePages(name) || isMultipleOfPage(name, quantity)) return;
  const text = formatQuantity(quantity);
  errors.push(invalid(path, text, `${text} is not positive integer multiple of ${name}`));
}

function validateAgainstLimit(
  name: string,
  request: Quantity,
  limit: Quantity | undefined,
  path: string,
  errors: Causes,
): void {
  if (limit === undefined) {
    if (!allowsOvercommit(name))
      errors.push(required(`${path}.limits`, 'Limit must be set for non overcommitable resources'));
    return;
  }
  const order = compareQuantities(request, limit);
  const demand =
    order !== 0 && !allowsOvercommit(name)
      ? 'must be equal to'
      : order > 0
        ? 'must be less than or equal to'
        : undefined;
  if (demand !== undefined)
    errors.push(
      invalid(`${path}.requests`, formatQuantity(request), `${demand} ${name} limit of ${formatQuantity(limit)}`),
    );
}

function validateClaimNames(
  resources: Fields | undefined,
  claimNames: readonly string[],
  path: string,
  errors: Causes,
): void {
  const seen = new Set<string>();
  for (const [index, claim] of objectsAt(resources, 'claims').entries()) {
    const at = `${path}[${index}]`;
    const name = textAt(claim, 'name') ?? '';
    if (name === '') {
      errors.push(required(at));
      continue;
    }
    if (seen.has(name)) errors.push(duplicate(at, name));
    else validateClaimRequest(name, textAt(claim, 'request') ?? '', seen, at, errors);
    if (claimNames.includes(name)) continue;
    const which = claimNames.length === 0 ? ' which is empty' : `: ${[...claimNames].sort().join(', ')}`;
    errors.push(notFound(at, name, `must be one of the names in pod.spec.resourceClaims${which}`));
  }
}

function validateClaimRequest(name: string, request: string, seen: Set<string>, path: string, errors: Causes): void {
  const key = request === '' ? name : `${name}/${request}`;
  if (request !== '') invalidEach(errors, `${path}.request`, request, dns1123Label(request));
  if (seen.has(key)) errors.push(duplicate(path, key));
  else if (request === '') {
    for (const other of seen) if (other.startsWith(`${name}/`)) errors.push(duplicate(path, name));
  }
  seen.add(key);
}
