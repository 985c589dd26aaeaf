import { dns1123Label } from '../../names.ts';
import { atLeast } from '../../version.ts';
import { type Causes, forbidden, invalid, invalidEach, required } from '../causes.ts';
import { type Fields, numberOr0, objectAt, objectsAt, stringsAt, textAt } from '../read.ts';
import {
  validateLabelName,
  validateLabelSelector,
  validateNodeSelector,
  validateNodeSelectorTerm,
} from '../selectors.ts';
import type { PodRules } from './podRules.ts';

const requiredField = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferredField = 'preferredDuringSchedulingIgnoredDuringExecution';

/** spec.affinity. Follows kubernetes pkg/apis/core/validation validateAffinity. */
export function validateAffinity(spec: Fields, path: string, rules: PodRules, errors: Causes): void {
  const affinity = objectAt(spec, 'affinity');
  const node = objectAt(affinity, 'nodeAffinity');
  if (node !== undefined) validateNodeAffinity(node, `${path}.nodeAffinity`, rules, errors);
  for (const field of ['podAffinity', 'podAntiAffinity']) {
    const terms = objectAt(affinity, field);
    if (terms !== undefined) validatePodAffinity(terms, `${path}.${field}`, errors);
  }
}

function validateNodeAffinity(affinity: Fields, path: string, rules: PodRules, errors: Causes): void {
  const selector = objectAt(affinity, requiredField);
  if (selector !== undefined)
    validateNodeSelector(selector, `${path}.${requiredField}`, atLeast(rules.version, '1.33'), errors);
  for (const [index, term] of objectsAt(affinity, preferredField).entries()) {
    const at = `${path}.${preferredField}[${index}]`;
    validateWeight(term, at, errors);
    validateNodeSelectorTerm(objectAt(term, 'preference') ?? {}, `${at}.preference`, false, errors);
  }
}

function validatePodAffinity(affinity: Fields, path: string, errors: Causes): void {
  for (const [index, term] of objectsAt(affinity, requiredField).entries()) {
    validateTerm(term, `${path}.${requiredField}[${index}]`, errors);
  }
  for (const [index, weighted] of objectsAt(affinity, preferredField).entries()) {
    const at = `${path}.${preferredField}[${index}]`;
    validateWeight(weighted, at, errors);
    validateTerm(objectAt(weighted, 'podAffinityTerm') ?? {}, `${at}.podAffinityTerm`, errors);
  }
}

function validateWeight(term: Fields, path: string, errors: Causes): void {
  const weight = numberOr0(term, 'weight');
  if (weight !== undefined && (weight <= 0 || weight > 100))
    errors.push(invalid(`${path}.weight`, weight, 'must be in the range 1-100'));
}

function validateTerm(term: Fields, path: string, errors: Causes): void {
  validateLabelSelector(objectAt(term, 'labelSelector'), `${path}.labelSelector`, errors);
  validateLabelSelector(objectAt(term, 'namespaceSelector'), `${path}.namespaceSelector`, errors);
  for (const namespace of stringsAt(term, 'namespaces')) {
    if (namespace !== undefined) invalidEach(errors, `${path}.namespace`, namespace, dns1123Label(namespace));
  }
  validateLabelKeys(term, path, errors);
  const key = textAt(term, 'topologyKey');
  if (key === '') errors.push(required(`${path}.topologyKey`, 'can not be empty'));
  validateLabelName(key, `${path}.topologyKey`, errors);
}

function validateLabelKeys(term: Fields, path: string, errors: Causes): void {
  const selector = objectAt(term, 'labelSelector');
  for (const field of ['matchLabelKeys', 'mismatchLabelKeys']) {
    const keys = stringsAt(term, field);
    if (keys.length > 0 && selector === undefined)
      errors.push(forbidden(`${path}.${field}`, 'must not be specified when labelSelector is not set'));
    else for (const [index, key] of keys.entries()) validateLabelName(key, `${path}.${field}[${index}]`, errors);
  }
  validateKeysApart(term, path, errors);
}

/** A key may not be said twice: to match and not to match, or besides the selector. */
function validateKeysApart(term: Fields, path: string, errors: Causes): void {
  const selector = objectAt(term, 'labelSelector');
  const match = stringsAt(term, 'matchLabelKeys');
  const selected = new Set(Object.keys(objectAt(selector, 'matchLabels') ?? {}));
  for (const expression of objectsAt(selector, 'matchExpressions')) {
    const key = textAt(expression, 'key') ?? '';
    if (match.includes(key) && selected.has(key))
      errors.push(
        invalid(`${path}[${match.lastIndexOf(key)}]`, key, 'exists in both matchLabelKeys and labelSelector'),
      );
    selected.add(key);
  }
  const mismatch = stringsAt(term, 'mismatchLabelKeys');
  for (const [index, key] of match.entries()) {
    if (key !== undefined && mismatch.includes(key))
      errors.push(
        invalid(`${path}.matchLabelKeys[${index}]`, key, 'exists in both matchLabelKeys and mismatchLabelKeys'),
      );
  }
}
