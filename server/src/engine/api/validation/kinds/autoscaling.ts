import { dns1123Label } from '../../names.ts';
import { formatQuantity, parseQuantity } from '../../quantity.ts';
import type { Cause } from '../../status.ts';
import { atLeast } from '../../version.ts';
import { type Causes, forbidden, invalid, invalidEach, notSupported, required } from '../causes.ts';
import { type KindRules, rulesOf } from '../kindRules.ts';
import { pathSegmentName } from '../pathSegment.ts';
import { validateContainerResourceName } from '../pod/resourceNames.ts';
import { type Fields, isSet, numberAt, numberOr0, objectAt, objectsAt, textAt } from '../read.ts';

const sourceTypes = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];
const sourceFields = ['object', 'external', 'pods', 'resource', 'containerResource'] as const;

/** autoscaling/v2, and of v1 what both have. Follows kubernetes pkg/apis/autoscaling/validation ValidateHorizontalPodAutoscaler. */
export const horizontalPodAutoscaler: KindRules = rulesOf({
  validate: (object, _version, errors) => {
    const spec = objectAt(object, 'spec') ?? {};
    validateBounds(spec, errors);
    validateTargetReference(objectAt(spec, 'scaleTargetRef') ?? {}, 'spec.scaleTargetRef', errors);
    validateScaleToZero(spec, errors);
    const utilization = numberAt(spec, 'targetCPUUtilizationPercentage');
    if (utilization !== undefined && utilization < 1) {
      errors.push(invalid('spec.metrics[0].resource.target.averageUtilization', utilization, 'must be greater than 0'));
    }
    for (const [index, metric] of objectsAt(spec, 'metrics').entries())
      validateMetric(metric, `spec.metrics[${index}]`, errors);
    for (const field of ['scaleUp', 'scaleDown']) {
      const rules = objectAt(objectAt(spec, 'behavior'), field);
      if (rules !== undefined) validateRules(rules, `spec.behavior.${field}`, errors);
    }
  },
  create: (object, version, errors) => {
    if (!atLeast(version, '1.34')) return;
    const reference = objectAt(objectAt(object, 'spec'), 'scaleTargetRef') ?? {};
    validateTargetGroup(reference, 'spec.scaleTargetRef.apiVersion', errors);
  },
});

function validateBounds(spec: Fields, errors: Causes): void {
  const min = numberAt(spec, 'minReplicas');
  const max = numberOr0(spec, 'maxReplicas');
  if (min !== undefined && min < 1) errors.push(invalid('spec.minReplicas', min, 'must be greater than or equal to 1'));
  if (max === undefined) return;
  if (max < 1) errors.push(invalid('spec.maxReplicas', max, 'must be greater than 0'));
  if (min !== undefined && max < min)
    errors.push(invalid('spec.maxReplicas', max, 'must be greater than or equal to `minReplicas`'));
}

/** Without pods only what is measured elsewhere can ask for some again. */
function validateScaleToZero(spec: Fields, errors: Causes): void {
  const elsewhere = ['Object', 'External'];
  if (numberAt(spec, 'minReplicas') !== 0) return;
  if (objectsAt(spec, 'metrics').some((metric) => elsewhere.includes(textAt(metric, 'type') ?? ''))) return;
  const problem = 'must specify at least one Object or External metric to support scaling to zero replicas';
  errors.push(forbidden('spec.metrics', problem));
}

/** Only on create: what scales has to be named with its group. */
function validateTargetGroup(reference: Fields, path: string, errors: Causes): void {
  const apiVersion = textAt(reference, 'apiVersion') ?? '';
  const parts = apiVersion.split('/');
  if (parts.length > 2) errors.push(invalid(path, apiVersion, `unexpected GroupVersion string: ${apiVersion}`));
  else if (parts.length < 2 || parts[0] === '')
    errors.push(invalid(path, apiVersion, 'apiVersion must specify API group'));
}

function validateTargetReference(reference: Fields, path: string, errors: Causes): void {
  for (const field of ['kind', 'name']) {
    const value = textAt(reference, field);
    if (value === '') errors.push(required(`${path}.${field}`));
    else if (value !== undefined) invalidEach(errors, `${path}.${field}`, value, pathSegmentName(value));
  }
}

function validateRules(rules: Fields, path: string, errors: Causes): void {
  const window = numberAt(rules, 'stabilizationWindowSeconds');
  if (window !== undefined && window < 0)
    errors.push(invalid(`${path}.stabilizationWindowSeconds`, window, 'must be greater than or equal to zero'));
  if (window !== undefined && window > 3600)
    errors.push(invalid(`${path}.stabilizationWindowSeconds`, window, 'must be less than or equal to 3600'));
  const select = textAt(rules, 'selectPolicy');
  const selects = ['Disabled', 'Max', 'Min'];
  if (select && !selects.includes(select)) errors.push(notSupported(`${path}.selectPolicy`, select, selects));
  const policies = objectsAt(rules, 'policies');
  if (policies.length === 0) errors.push(required(`${path}.policies`, 'must specify at least one Policy'));
  for (const [index, policy] of policies.entries()) validatePolicy(policy, `${path}.policies[${index}]`, errors);
  const tolerance = parseQuantity(rules['tolerance'] ?? null);
  if (tolerance.ok && tolerance.value.nano < 0n) {
    errors.push(invalid(`${path}.tolerance`, formatQuantity(tolerance.value), 'must be greater than or equal to 0'));
  }
}

function validatePolicy(policy: Fields, path: string, errors: Causes): void {
  const type = textAt(policy, 'type');
  if (type !== undefined && type !== 'Pods' && type !== 'Percent')
    errors.push(notSupported(`${path}.type`, type, ['Percent', 'Pods']));
  const value = numberOr0(policy, 'value');
  const period = numberOr0(policy, 'periodSeconds');
  if (value !== undefined && value <= 0) errors.push(invalid(`${path}.value`, value, 'must be greater than zero'));
  if (period !== undefined && period <= 0)
    errors.push(invalid(`${path}.periodSeconds`, period, 'must be greater than zero'));
  if (period !== undefined && period > 1800)
    errors.push(invalid(`${path}.periodSeconds`, period, 'must be less than or equal to 1800'));
}

function validateMetric(metric: Fields, path: string, errors: Causes): void {
  const type = textAt(metric, 'type') ?? '';
  if (type === '') errors.push(required(`${path}.type`, 'must specify a metric source type'));
  if (!sourceTypes.includes(type)) errors.push(notSupported(`${path}.type`, type, sourceTypes));
  const present = sourceFields.filter((field) => isSet(metric, field));
  const [first] = present;
  const source = first === undefined ? undefined : objectAt(metric, first);
  if (first !== undefined && source !== undefined) validateSource(first, source, `${path}.${first}`, errors);
  const expected = sourceFields.find(
    (field) => field.toLowerCase() === type.toLowerCase() && sourceTypes.includes(type),
  );
  if (expected !== undefined && !isSet(metric, expected)) {
    errors.push(required(`${path}.${expected}`, 'must populate information for the given metric source'));
  } else if (expected === undefined) errors.push(notSupported(`${path}.type`, type, sourceTypes));
  if (present.length === 1) return;
  for (const field of present)
    if (field !== expected) errors.push(forbidden(`${path}.${field}`, 'must populate the given metric source only'));
}

function validateSource(field: (typeof sourceFields)[number], source: Fields, path: string, errors: Causes): void {
  const target = objectAt(source, 'target') ?? {};
  if (field === 'object')
    validateTargetReference(objectAt(source, 'describedObject') ?? {}, `${path}.describedObject`, errors);
  if (field === 'containerResource' || field === 'resource') validateResourceName(field, source, path, errors);
  else validateIdentifier(objectAt(source, 'metric') ?? {}, `${path}.metric`, errors);
  validateTarget(target, `${path}.target`, errors);
  validateTargetChoice(field, target, `${path}.target`, errors);
}

/** Which of the values a target must have, and which it may not have together. */
function validateTargetChoice(
  field: (typeof sourceFields)[number],
  target: Fields,
  path: string,
  errors: Causes,
): void {
  const value = isSet(target, 'value');
  const average = isSet(target, 'averageValue');
  const utilization = isSet(target, 'averageUtilization');
  switch (field) {
    case 'object':
      if (!value && !average)
        errors.push(required(`${path}.averageValue`, 'must set either a target value or averageValue'));
      return;
    case 'external':
      if (value === average) errors.push(oneOfValues(value, path));
      return;
    case 'pods':
      if (!average) errors.push(required(`${path}.averageValue`, 'must specify a positive target averageValue'));
      return;
    default:
      if (utilization === average) errors.push(oneOfUtilizations(utilization, path));
  }
}

/** What is said of an external metric's target with both values, or with none. */
function oneOfValues(both: boolean, path: string): Cause {
  return both
    ? forbidden(`${path}.value`, 'may not set both a target value for metric and a per-pod target')
    : required(`${path}.averageValue`, 'must set either a target value for metric or a per-pod target');
}

/** What is said of a resource metric's target with both values, or with none. */
function oneOfUtilizations(both: boolean, path: string): Cause {
  return both
    ? forbidden(`${path}.averageValue`, 'may not set both a target raw value and a target utilization')
    : required(`${path}.averageUtilization`, 'must set either a target raw value or a target utilization');
}

function validateResourceName(field: string, source: Fields, path: string, errors: Causes): void {
  const name = textAt(source, 'name');
  if (name === '') errors.push(required(`${path}.name`, 'must specify a resource name'));
  else if (name !== undefined && field === 'containerResource')
    validateContainerResourceName(name, `${path}.name`, errors);
  if (field !== 'containerResource') return;
  const container = textAt(source, 'container');
  if (container === '') errors.push(required(`${path}.container`, 'must specify a container'));
  else if (container !== undefined) invalidEach(errors, `${path}.container`, container, dns1123Label(container));
}

function validateIdentifier(metric: Fields, path: string, errors: Causes): void {
  const name = textAt(metric, 'name');
  if (name === '') errors.push(required(`${path}.name`, 'must specify a metric name'));
  else if (name !== undefined) invalidEach(errors, `${path}.name`, name, pathSegmentName(name));
}

function validateTarget(target: Fields, path: string, errors: Causes): void {
  const type = textAt(target, 'type');
  const types = ['Utilization', 'Value', 'AverageValue'];
  if (type === '') errors.push(required(`${path}.type`, 'must specify a metric target type'));
  if (type !== undefined && !types.includes(type))
    errors.push(invalid(`${path}.type`, type, 'must be either Utilization, Value, or AverageValue'));
  for (const field of ['value', 'averageValue']) {
    const quantity = parseQuantity(target[field] ?? null);
    if (isSet(target, field) && quantity.ok && quantity.value.nano <= 0n) {
      errors.push(invalid(`${path}.${field}`, formatQuantity(quantity.value), 'must be positive'));
    }
  }
  const utilization = numberAt(target, 'averageUtilization');
  if (utilization !== undefined && utilization < 1)
    errors.push(invalid(`${path}.averageUtilization`, utilization, 'must be greater than 0'));
}
