import { qualifiedName } from '../../labels.ts';
import { byteLength } from '../../names.ts';
import { type Causes, duplicate, invalid, invalidEach, notSupported, required, tooLong, tooMany } from '../causes.ts';
import { nonNegative } from '../objectMeta.ts';
import { type Fields, isSet, listAt, numberAt, objectAt, objectsAt, textAt } from '../read.ts';

const actions = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const operators = ['In', 'NotIn'];
const statuses = ['False', 'True', 'Unknown'];

/** spec.podFailurePolicy. Follows kubernetes pkg/apis/batch/validation validatePodFailurePolicy. */
export function validatePodFailurePolicy(spec: Fields, policy: Fields, path: string, errors: Causes): void {
  const rules = objectsAt(policy, 'rules');
  if (rules.length > 20) errors.push(tooMany(`${path}.rules`, rules.length, 20));
  const pod = objectAt(objectAt(spec, 'template'), 'spec');
  const names = [...objectsAt(pod, 'containers'), ...objectsAt(pod, 'initContainers')].map((container) =>
    textAt(container, 'name'),
  );
  for (const [index, rule] of rules.entries()) {
    const at = `${path}.rules[${index}]`;
    validateAction(spec, textAt(rule, 'action'), `${at}.action`, errors);
    const codes = objectAt(rule, 'onExitCodes');
    const conditions = objectsAt(rule, 'onPodConditions');
    if (codes !== undefined) validateExitCodes(codes, names, `${at}.onExitCodes`, errors);
    if (conditions.length > 0) validateConditions(conditions, `${at}.onPodConditions`, errors);
    if (codes !== undefined && conditions.length > 0)
      errors.push(omitted(at, 'specifying both OnExitCodes and OnPodConditions is not supported'));
    if (codes === undefined && conditions.length === 0)
      errors.push(omitted(at, 'specifying one of OnExitCodes and OnPodConditions is required'));
  }
}

/** spec.successPolicy of an indexed Job. Follows validateSuccessPolicy. */
export function validateSuccessPolicy(spec: Fields, policy: Fields, path: string, errors: Causes): void {
  const rules = objectsAt(policy, 'rules');
  if (rules.length === 0)
    errors.push(required(`${path}.rules`, 'at least one rules must be specified when the successPolicy is specified'));
  if (rules.length > 20) errors.push(tooMany(`${path}.rules`, rules.length, 20));
  const completions = numberAt(spec, 'completions') ?? 0;
  for (const [index, rule] of rules.entries())
    validateSuccessRule(rule, completions, `${path}.rules[${index}]`, errors);
}

function validateAction(spec: Fields, action: string | undefined, path: string, errors: Causes): void {
  if (action === '') errors.push(required(path, `valid values: ${quoted(actions)}`));
  else if (action === 'FailIndex') {
    if (!isSet(spec, 'backoffLimitPerIndex'))
      errors.push(invalid(path, action, 'requires the backoffLimitPerIndex to be set'));
  } else if (action !== undefined && !actions.includes(action)) errors.push(notSupported(path, action, actions));
}

function validateConditions(conditions: readonly Fields[], path: string, errors: Causes): void {
  if (conditions.length > 20) errors.push(tooMany(path, conditions.length, 20));
  for (const [index, pattern] of conditions.entries()) {
    const type = textAt(pattern, 'type');
    if (type !== undefined) invalidEach(errors, `${path}[${index}].type`, type, qualifiedName(type));
    const status = textAt(pattern, 'status');
    if (status === '') errors.push(required(`${path}[${index}].status`, `valid values: ${quoted(statuses)}`));
    else if (status !== undefined && !statuses.includes(status))
      errors.push(notSupported(`${path}[${index}].status`, status, statuses));
  }
}

function validateExitCodes(codes: Fields, names: readonly (string | undefined)[], path: string, errors: Causes): void {
  const operator = textAt(codes, 'operator');
  if (operator === '') errors.push(required(`${path}.operator`, `valid values: ${quoted(operators)}`));
  else if (operator !== undefined && !operators.includes(operator))
    errors.push(notSupported(`${path}.operator`, operator, operators));
  const container = codes['containerName'];
  if (typeof container === 'string' && !names.includes(container)) {
    errors.push(
      invalid(
        `${path}.containerName`,
        container,
        'must be one of the container or initContainer names in the pod template',
      ),
    );
  }
  const values = listAt(codes, 'values').filter((value): value is number => typeof value === 'number');
  if (values.length === 0) errors.push(invalid(`${path}.values`, values, 'at least one value is required'));
  else if (values.length > 255) errors.push(tooMany(`${path}.values`, values.length, 255));
  for (const [index, value] of values.entries()) {
    if (operator === 'In' && value === 0)
      errors.push(invalid(`${path}.values[${index}]`, value, 'must not be 0 for the In operator'));
    if (values.indexOf(value) < index) errors.push(duplicate(`${path}.values[${index}]`, value));
  }
  if (values.some((value, index) => index > 0 && (values[index - 1] ?? 0) > value))
    errors.push(invalid(`${path}.values`, values, 'must be ordered'));
}

function validateSuccessRule(rule: Fields, completions: number, path: string, errors: Causes): void {
  const indexes = rule['succeededIndexes'];
  const count = numberAt(rule, 'succeededCount');
  if (!isSet(rule, 'succeededIndexes') && !isSet(rule, 'succeededCount')) {
    errors.push(required(path, 'at least one of succeededCount or succeededIndexes must be specified'));
  }
  let total = 0;
  if (typeof indexes === 'string') {
    if (byteLength(indexes) > 64 * 1024) errors.push(tooLong(`${path}.succeededIndexes`, 64 * 1024));
    const parsed = countIndexes(indexes, completions);
    if (typeof parsed === 'number') total = parsed;
    else errors.push(invalid(`${path}.succeededIndexes`, indexes, `error parsing succeededIndexes: ${parsed}`));
  }
  if (count === undefined) return;
  nonNegative(count, `${path}.succeededCount`, errors);
  if (count > completions)
    errors.push(
      invalid(
        `${path}.succeededCount`,
        count,
        `must be less than or equal to ${completions} (the number of specified completions)`,
      ),
    );
  if (typeof indexes === 'string' && count > total) {
    errors.push(
      invalid(
        `${path}.succeededCount`,
        count,
        `must be less than or equal to ${total} (the number of indexes in the specified succeededIndexes field)`,
      ),
    );
  }
}

/** How many indexes `1,3-5` names, or what is wrong with it. */
function countIndexes(text: string, completions: number): number | string {
  let last = -1;
  let total = 0;
  for (const interval of text === '' ? [] : text.split(',')) {
    const parts = interval.split('-');
    const problem = intervalProblem(interval, parts, completions);
    if (problem !== undefined) return problem;
    const [from = 0, to = from] = parts.map(Number);
    if (parts.length === 2 && from >= to) return `non-increasing order, previous: ${from}, current: ${to}`;
    if (last >= from) return `non-increasing order, previous: ${last}, current: ${from}`;
    last = to;
    total += to - from + 1;
  }
  return total;
}

function intervalProblem(interval: string, parts: readonly string[], completions: number): string | undefined {
  if (parts.length > 2) {
    return `the fragment ${JSON.stringify(interval)} violates the requirement that an index interval can have at most two parts separated by '-'`;
  }
  for (const part of parts) {
    if (!/^[+-]?\d+$/.test(part)) return `cannot convert string to integer for index: ${JSON.stringify(part)}`;
    if (Number(part) >= completions) return `too large index: ${JSON.stringify(part)}`;
  }
  return undefined;
}

function omitted(field: string, detail: string): { field: string; reason: 'FieldValueInvalid'; message: string } {
  return { field, reason: 'FieldValueInvalid', message: `Invalid value: ${detail}` };
}

/** As Go prints a list of strings with %q. */
function quoted(values: readonly string[]): string {
  return `[${values.map((value) => JSON.stringify(value)).join(' ')}]`;
}
