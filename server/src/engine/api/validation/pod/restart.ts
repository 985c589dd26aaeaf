import { type Causes, duplicate, invalid, notSupported, required } from '../causes.ts';
import { type Fields, objectAt, objectsAt, textAt } from '../read.ts';
import type { PodRules } from './podRules.ts';

const policies = ['Always', 'Never', 'OnFailure'];

/** A container's own restartPolicy and its rules [1.35]. Follows kubernetes pkg/apis/core/validation validateContainerRestartPolicy. */
export function validateContainerRestart(container: Fields, path: string, errors: Causes): void {
  const policy = textAt(container, 'restartPolicy');
  if (policy && !policies.includes(policy)) errors.push(notSupported(`${path}.restartPolicy`, policy, policies));
  const rules = objectsAt(container, 'restartPolicyRules');
  if (rules.length > 0 && policy === '')
    errors.push(required(`${path}.restartPolicy`, 'must specify restartPolicy when restart rules are used'));
  for (const [index, rule] of rules.entries()) validateRule(rule, `${path}.restartPolicyRules[${index}]`, errors);
}

/** What a change of resources does to the container. Follows validateResizePolicy: all but repetitions is said of the whole list. */
export function validateResizePolicy(container: Fields, path: string, rules: PodRules, errors: Causes): void {
  const seen = new Set<string>();
  for (const [index, entry] of objectsAt(container, 'resizePolicy').entries()) {
    const resource = textAt(entry, 'resourceName') ?? '';
    const policy = textAt(entry, 'restartPolicy') ?? '';
    if (seen.has(resource)) errors.push(duplicate(`${path}[${index}]`, resource));
    seen.add(resource);
    validateOneOf(resource, ['cpu', 'memory'], path, errors);
    validateOneOf(policy, ['NotRequired', 'RestartContainer'], path, errors);
    if (rules.restartPolicy === 'Never' && policy !== 'NotRequired') {
      errors.push(invalid(path, policy, "must be 'NotRequired' when `restartPolicy` is 'Never'"));
    }
  }
}

function validateRule(rule: Fields, path: string, errors: Causes): void {
  const action = textAt(rule, 'action');
  const actions = ['Restart', 'RestartAllContainers'];
  if (action !== undefined) validateOneOf(action, actions, `${path}.action`, errors);
  const codes = objectAt(rule, 'exitCodes');
  if (codes === undefined) {
    errors.push(required(`${path}.exitCodes`, 'must be specified'));
    return;
  }
  const operator = textAt(codes, 'operator');
  if (operator !== undefined) validateOneOf(operator, ['In', 'NotIn'], `${path}.exitCodes.operator`, errors);
}

function validateOneOf(value: string, supported: readonly string[], path: string, errors: Causes): void {
  if (value === '') errors.push(required(path));
  else if (!supported.includes(value)) errors.push(notSupported(path, value, supported));
}
