import { labelValue, qualifiedName } from '../labels.ts';
import { dns1123Subdomain } from '../names.ts';
import { type Causes, duplicate, forbidden, invalid, invalidEach, required } from './causes.ts';
import { entriesAt, type Fields, listAt, objectAt, objectsAt, stringsAt, textAt } from './read.ts';

/** Keys and values of the map in `parent[field]`. Follows kubernetes apimachinery/pkg/apis/meta/v1/validation ValidateLabels. */
export function validateLabels(parent: Fields | undefined, field: string, path: string, errors: Causes): void {
  for (const [key, value] of entriesAt(parent, field)) {
    invalidEach(errors, path, key, qualifiedName(key));
    invalidEach(errors, path, value, labelValue(value));
  }
}

/** A metav1.LabelSelector; none is fine. Follows ValidateLabelSelector of the same package. */
export function validateLabelSelector(selector: Fields | undefined, path: string, errors: Causes): void {
  if (selector === undefined) return;
  validateLabels(selector, 'matchLabels', `${path}.matchLabels`, errors);
  for (const [index, expression] of objectsAt(selector, 'matchExpressions').entries()) {
    const at = `${path}.matchExpressions[${index}]`;
    validateOperator(expression, at, false, errors);
    validateLabelName(textAt(expression, 'key'), `${at}.key`, errors);
    validateValues(expression, at, errors);
  }
}

/** Whether the selector selects everything: no labels and no expressions. */
export function isEmptySelector(selector: Fields): boolean {
  return (
    Object.keys(objectAt(selector, 'matchLabels') ?? {}).length + listAt(selector, 'matchExpressions').length === 0
  );
}

export function validateLabelName(name: string | undefined, path: string, errors: Causes): void {
  if (name !== undefined) invalidEach(errors, path, name, qualifiedName(name));
}

/** A v1.NodeSelector. Follows kubernetes pkg/apis/core/validation ValidateNodeSelector. */
export function validateNodeSelector(selector: Fields, path: string, checkValues: boolean, errors: Causes): void {
  const terms = objectsAt(selector, 'nodeSelectorTerms');
  if (terms.length === 0)
    errors.push(required(`${path}.nodeSelectorTerms`, 'must have at least one node selector term'));
  for (const [index, term] of terms.entries())
    validateNodeSelectorTerm(term, `${path}.nodeSelectorTerms[${index}]`, checkValues, errors);
}

/** One term; `checkValues` says whether values must be label values (not in preferences). */
export function validateNodeSelectorTerm(term: Fields, path: string, checkValues: boolean, errors: Causes): void {
  for (const [index, requirement] of objectsAt(term, 'matchExpressions').entries()) {
    const at = `${path}.matchExpressions[${index}]`;
    validateOperator(requirement, at, true, errors);
    validateLabelName(textAt(requirement, 'key'), `${at}.key`, errors);
    if (checkValues) validateValues(requirement, at, errors);
  }
  for (const [index, requirement] of objectsAt(term, 'matchFields').entries()) {
    validateFieldRequirement(requirement, `${path}.matchFields[${index}]`, errors);
  }
}

/** StorageClass.allowedTopologies: keys, values and repetitions of one term. */
export function validateTopologySelectorTerm(term: Fields, path: string, errors: Causes): void {
  const keys = new Set<string>();
  for (const [index, requirement] of objectsAt(term, 'matchLabelExpressions').entries()) {
    const at = `${path}.matchLabelExpressions[${index}]`;
    const values = stringsAt(requirement, 'values');
    if (values.length === 0) errors.push(required(`${at}.values`));
    for (const [position, value] of values.entries()) {
      if (values.indexOf(value) < position) errors.push(duplicate(`${at}.values[${position}]`, value));
    }
    const key = textAt(requirement, 'key') ?? '';
    validateLabelName(key, `${at}.key`, errors);
    if (keys.has(key)) errors.push(duplicate(`${at}.key`, key));
    keys.add(key);
  }
}

function validateOperator(requirement: Fields, path: string, ofNodes: boolean, errors: Causes): void {
  const operator = textAt(requirement, 'operator');
  const count = listAt(requirement, 'values').length;
  switch (operator) {
    case undefined:
      return;
    case 'In':
    case 'NotIn':
      if (count === 0) errors.push(required(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
      return;
    case 'Exists':
    case 'DoesNotExist':
      if (count > 0)
        errors.push(forbidden(`${path}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
      return;
    case 'Gt':
    case 'Lt':
      if (ofNodes) {
        if (count !== 1)
          errors.push(required(`${path}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'"));
        return;
      }
  }
  errors.push(invalid(`${path}.operator`, operator, 'not a valid selector operator'));
}

function validateValues(requirement: Fields, path: string, errors: Causes): void {
  for (const [index, value] of stringsAt(requirement, 'values').entries()) {
    if (value !== undefined) invalidEach(errors, `${path}.values[${index}]`, value, labelValue(value));
  }
}

function validateFieldRequirement(requirement: Fields, path: string, errors: Causes): void {
  const operator = textAt(requirement, 'operator');
  const values = stringsAt(requirement, 'values');
  if (operator === 'In' || operator === 'NotIn') {
    const one = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
    if (values.length !== 1) errors.push(required(`${path}.values`, one));
  } else errors.push(invalid(`${path}.operator`, operator, 'not a valid selector operator'));
  const key = textAt(requirement, 'key');
  if (key !== 'metadata.name') {
    errors.push(invalid(`${path}.key`, key, 'not a valid field selector key'));
    return;
  }
  for (const [index, value] of values.entries()) {
    if (value !== undefined) invalidEach(errors, `${path}.values[${index}]`, value, dns1123Subdomain(value));
  }
}
