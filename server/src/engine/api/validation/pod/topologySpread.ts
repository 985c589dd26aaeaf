import { type Causes, duplicate, forbidden, invalid, notSupported, required } from '../causes.ts';
import { type Fields, numberAt, numberOr0, objectAt, objectsAt, stringsAt, textAt } from '../read.ts';
import { validateLabelName, validateLabelSelector } from '../selectors.ts';

/** spec.topologySpreadConstraints. Follows kubernetes pkg/apis/core/validation validateTopologySpreadConstraints. */
export function validateTopologySpread(spec: Fields, path: string, errors: Causes): void {
  const constraints = objectsAt(spec, 'topologySpreadConstraints');
  for (const [index, constraint] of constraints.entries()) {
    const at = `${path}[${index}]`;
    const key = textAt(constraint, 'topologyKey');
    const action = textAt(constraint, 'whenUnsatisfiable');
    const skew = numberOr0(constraint, 'maxSkew');
    if (skew !== undefined && skew <= 0) errors.push(invalid(`${at}.maxSkew`, skew, 'must be greater than zero'));
    if (key === '') errors.push(required(`${at}.topologyKey`, 'can not be empty'));
    if (action !== 'DoNotSchedule' && action !== 'ScheduleAnyway' && action !== undefined) {
      errors.push(notSupported(`${at}.whenUnsatisfiable`, action, ['DoNotSchedule', 'ScheduleAnyway']));
    }
    if (constraints.slice(index + 1).some((other) => isSameKind(constraint, other))) {
      errors.push(duplicate(`${at}.{topologyKey, whenUnsatisfiable}`, `{${key}, ${action}}`));
    }
    validateMinDomains(constraint, action ?? '', `${at}.minDomains`, errors);
    validatePolicies(constraint, at, errors);
    validateMatchLabelKeys(constraint, `${at}.matchLabelKeys`, errors);
    validateLabelSelector(objectAt(constraint, 'labelSelector'), `${at}.labelSelector`, errors);
  }
}

function isSameKind(one: Fields, other: Fields): boolean {
  return ['topologyKey', 'whenUnsatisfiable'].every((field) => textAt(one, field) === textAt(other, field));
}

function validatePolicies(constraint: Fields, path: string, errors: Causes): void {
  for (const field of ['nodeAffinityPolicy', 'nodeTaintsPolicy']) {
    const policy = constraint[field];
    if (typeof policy === 'string' && policy !== 'Honor' && policy !== 'Ignore')
      errors.push(notSupported(`${path}.${field}`, policy, ['Honor', 'Ignore']));
  }
}

function validateMinDomains(constraint: Fields, action: string, path: string, errors: Causes): void {
  const domains = numberAt(constraint, 'minDomains');
  if (domains === undefined) return;
  if (domains <= 0) errors.push(invalid(path, domains, 'must be greater than zero'));
  if (action !== 'DoNotSchedule')
    errors.push(invalid(path, domains, `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`));
}

function validateMatchLabelKeys(constraint: Fields, path: string, errors: Causes): void {
  const keys = stringsAt(constraint, 'matchLabelKeys');
  if (keys.length === 0) return;
  const selector = objectAt(constraint, 'labelSelector');
  if (selector === undefined) errors.push(forbidden(path, 'must not be specified when labelSelector is not set'));
  const selected = [
    ...Object.keys(objectAt(selector, 'matchLabels') ?? {}),
    ...objectsAt(selector, 'matchExpressions').map((expression) => textAt(expression, 'key')),
  ];
  for (const [index, key] of keys.entries()) {
    validateLabelName(key, `${path}[${index}]`, errors);
    if (selected.includes(key))
      errors.push(invalid(`${path}[${index}]`, key, 'exists in both matchLabelKeys and labelSelector'));
  }
}
