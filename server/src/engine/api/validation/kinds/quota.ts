import { qualifiedName } from '../../labels.ts';
import { compareQuantities, formatQuantity, type Quantity, quantityMilliValue } from '../../quantity.ts';
import { type Causes, duplicate, forbidden, invalid, invalidEach, required } from '../causes.ts';
import { type KindRules, rulesOf } from '../kindRules.ts';
import {
  allowsOvercommit,
  isStandardQuotaResource,
  validateContainerResourceName,
  validateQuotaResourceName,
  validateResourceName,
} from '../pod/resourceNames.ts';
import { quantitiesAt, validateResourceQuantity } from '../pod/resources.ts';
import { type Fields, isSet, listAt, objectAt, objectsAt, stringsAt, textAt } from '../read.ts';

const scopes = [
  'Terminating',
  'NotTerminating',
  'BestEffort',
  'NotBestEffort',
  'PriorityClass',
  'CrossNamespacePodAffinity',
  'VolumeAttributesClass',
];
const podResources = ['pods', 'cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'];

/** Follows kubernetes pkg/apis/core/validation ValidateResourceQuota and ValidateResourceQuotaUpdate. */
export const resourceQuota: KindRules = rulesOf({
  validate: (object, _version, errors) => {
    const spec = objectAt(object, 'spec') ?? {};
    for (const [name, quantity] of quantitiesAt(spec, 'hard')) {
      validateQuotaResourceName(name, `spec.hard[${name}]`, errors);
      validateResourceQuantity(name, quantity, `spec.hard[${name}]`, errors);
    }
    const names = Object.keys(objectAt(spec, 'hard') ?? {}).sort();
    validateScopes(spec, names, errors);
    const selector = objectAt(spec, 'scopeSelector');
    if (selector !== undefined) validateScopeSelector(selector, names, errors);
  },
  update: (next, old, _version, errors) => {
    const now = listAt(objectAt(next, 'spec'), 'scopes');
    const before = listAt(objectAt(old, 'spec'), 'scopes');
    if (now.length === before.length && now.every((scope) => before.includes(scope))) return;
    errors.push(invalid('spec.scopes', now, 'field is immutable'));
  },
});

/** Follows ValidateLimitRange. */
export const limitRange: KindRules = rulesOf({
  validate: (object, _version, errors) => {
    const types = new Set<string>();
    for (const [index, limit] of objectsAt(objectAt(object, 'spec'), 'limits').entries()) {
      const path = `spec.limits[${index}]`;
      const type = textAt(limit, 'type') ?? '';
      validateLimitType(type, `${path}.type`, errors);
      if (types.has(type)) errors.push(duplicate(`${path}.type`, type));
      types.add(type);
      validateLimit(limit, type, path, errors);
    }
  },
});

function validateScopes(spec: Fields, names: readonly string[], errors: Causes): void {
  const given = stringsAt(spec, 'scopes').filter((scope): scope is string => scope !== undefined);
  for (const scope of given) {
    if (!scopes.includes(scope)) errors.push(invalid('spec.scopes', given, 'unsupported scope'));
    for (const name of names) {
      if (isStandardQuotaResource(name) && !appliesTo(scope, name))
        errors.push(invalid('spec.scopes', given, 'unsupported scope applied to resource'));
    }
  }
  validateConflicts(given, given, errors);
}

function validateScopeSelector(selector: Fields, names: readonly string[], errors: Causes): void {
  const path = 'spec.scopeSelector.matchExpressions';
  const given: string[] = [];
  for (const requirement of objectsAt(selector, 'matchExpressions')) {
    const scope = textAt(requirement, 'scopeName') ?? '';
    const operator = textAt(requirement, 'operator') ?? '';
    given.push(scope);
    if (!scopes.includes(scope)) errors.push(invalid(`${path}.scopeName`, scope, 'unsupported scope'));
    for (const name of names) {
      if (isStandardQuotaResource(name) && !appliesTo(scope, name))
        errors.push(invalid(path, selector, 'unsupported scope applied to resource'));
    }
    if (
      scope !== 'PriorityClass' &&
      scope !== 'VolumeAttributesClass' &&
      scopes.includes(scope) &&
      operator !== 'Exists'
    ) {
      const detail =
        "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity";
      errors.push(invalid(`${path}.operator`, operator, detail));
    }
    validateScopeValues(requirement, operator, path, errors);
  }
  validateConflicts(given, [], errors);
}

function validateScopeValues(requirement: Fields, operator: string, path: string, errors: Causes): void {
  const values = listAt(requirement, 'values');
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0)
      errors.push(
        required(`${path}.values`, "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector"),
      );
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0)
      errors.push(
        invalid(
          `${path}.values`,
          values,
          "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector",
        ),
      );
  } else errors.push(invalid(`${path}.operator`, operator, 'not a valid selector operator'));
}

function validateConflicts(given: readonly string[], shown: readonly string[], errors: Causes): void {
  for (const [one, other] of [
    ['BestEffort', 'NotBestEffort'],
    ['Terminating', 'NotTerminating'],
  ] as const) {
    if (given.includes(one) && given.includes(other)) errors.push(invalid('spec.scopes', shown, 'conflicting scopes'));
  }
}

function appliesTo(scope: string, resource: string): boolean {
  if (scope === 'BestEffort') return resource === 'pods';
  if (scope === 'VolumeAttributesClass') return ['persistentvolumeclaims', 'requests.storage'].includes(resource);
  if (!scopes.includes(scope)) return true;
  return (
    podResources.includes(resource) ||
    /^(requests\.|limits\.)?ephemeral-storage$/.test(resource) ||
    /^(requests\.)?hugepages-/.test(resource)
  );
}

function validateLimitType(type: string, path: string, errors: Causes): void {
  const details = qualifiedName(type);
  invalidEach(errors, path, type, details);
  if (details.length > 0 || type.includes('/') || ['Pod', 'Container', 'PersistentVolumeClaim'].includes(type)) return;
  errors.push(invalid(path, type, 'must be a standard limit type or fully qualified'));
}

type Limits = Readonly<
  Record<'max' | 'min' | 'default' | 'defaultRequest' | 'maxLimitRequestRatio', ReadonlyMap<string, Quantity>>
>;

function validateLimit(limit: Fields, type: string, path: string, errors: Causes): void {
  const isPod = type === 'Pod';
  const rule = isPod || type === 'Container' ? validateContainerResourceName : validateResourceName;
  const read = (field: keyof Limits): ReadonlyMap<string, Quantity> => {
    const quantities = quantitiesAt(limit, field);
    for (const name of quantities.keys()) rule(name, `${path}.${field}[${name}]`, errors);
    return quantities;
  };
  const none: ReadonlyMap<string, Quantity> = new Map();
  const max = read('max');
  const min = read('min');
  for (const field of isPod ? ['default', 'defaultRequest'] : []) {
    if (Object.keys(objectAt(limit, field) ?? {}).length > 0)
      errors.push(forbidden(`${path}.${field}`, "may not be specified when `type` is 'Pod'"));
  }
  const limits: Limits = {
    max,
    min,
    default: isPod ? none : read('default'),
    defaultRequest: isPod ? none : read('defaultRequest'),
    maxLimitRequestRatio: none,
  };
  if (
    type === 'PersistentVolumeClaim' &&
    !isSet(objectAt(limit, 'min'), 'storage') &&
    !isSet(objectAt(limit, 'max'), 'storage')
  ) {
    errors.push(
      required(`${path}.limits`, 'either minimum or maximum storage value is required, but neither was provided'),
    );
  }
  const all: Limits = { ...limits, maxLimitRequestRatio: read('maxLimitRequestRatio') };
  const names = new Set(Object.values(all).flatMap((quantities) => [...quantities.keys()]));
  for (const name of names) {
    validateOrder(all, name, path, errors);
    validateRatio(all, name, path, errors);
  }
}

/** min ≤ default request ≤ default ≤ max, as far as they are said. */
function validateOrder(limits: Limits, name: string, path: string, errors: Causes): void {
  const min = limits.min.get(name);
  const max = limits.max.get(name);
  const limit = limits.default.get(name);
  const request = limits.defaultRequest.get(name);
  const check = (
    low: Quantity | undefined,
    high: Quantity | undefined,
    field: string,
    shown: Quantity | undefined,
    words: readonly [string, string],
  ): void => {
    if (low === undefined || high === undefined || shown === undefined || compareQuantities(low, high) <= 0) return;
    const detail = `${words[0]} value ${formatQuantity(low)} is greater than ${words[1]} value ${formatQuantity(high)}`;
    errors.push(invalid(`${path}.${field}[${name}]`, formatQuantity(shown), detail));
  };
  check(min, max, 'min', min, ['min', 'max']);
  check(min, request, 'defaultRequest', request, ['min', 'default request']);
  check(request, max, 'defaultRequest', request, ['default request', 'max']);
  check(request, limit, 'defaultRequest', request, ['default request', 'default limit']);
  check(min, limit, 'default', min, ['min', 'default']);
  check(limit, max, 'default', max, ['default', 'max']);
  if (allowsOvercommit(name) || limit === undefined || request === undefined || compareQuantities(limit, request) === 0)
    return;
  const detail = `default value ${formatQuantity(limit)} must equal to defaultRequest value ${formatQuantity(request)} in ${name}`;
  errors.push(invalid(`${path}.defaultRequest[${name}]`, formatQuantity(request), detail));
}

function validateRatio(limits: Limits, name: string, path: string, errors: Causes): void {
  const ratio = limits.maxLimitRequestRatio.get(name);
  if (ratio === undefined) return;
  const at = `${path}.maxLimitRequestRatio[${name}]`;
  const text = formatQuantity(ratio);
  if (ratio.nano < 1_000_000_000n) errors.push(invalid(at, text, `ratio ${text} is less than 1`));
  const min = limits.min.get(name);
  const max = limits.max.get(name);
  if (min === undefined || max === undefined) return;
  const limit = quantityMilliValue(max) / quantityMilliValue(min);
  if (quantityMilliValue(ratio) / 1000 > limit)
    errors.push(invalid(at, text, `ratio ${text} is greater than max/min = ${limit.toFixed(6)}`));
}
