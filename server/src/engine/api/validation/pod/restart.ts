import type { Cause } from '../../status.ts';
import { atLeast, type KubernetesVersion } from '../../version.ts';
import { type Causes, duplicate, forbidden, invalid, notSupported, required, tooMany } from '../causes.ts';
import { type Fields, isSet, listAt, objectAt, objectsAt, textAt } from '../read.ts';
import type { PodRules } from './podRules.ts';

const policies = ['Always', 'Never', 'OnFailure'];

/** A container's own restartPolicy and its rules [1.35]. Follows kubernetes pkg/apis/core/validation validateContainerRestartPolicy. */
export function validateContainerRestart(
  container: Fields,
  path: string,
  version: KubernetesVersion,
  errors: Causes,
): void {
  const rules = objectsAt(container, 'restartPolicyRules');
  const policy = textAt(container, 'restartPolicy');
  if (isSet(container, 'restartPolicy')) {
    if (policy !== undefined && !policies.includes(policy))
      errors.push(notSupported(`${path}.restartPolicy`, policy, policies));
  } else if (rules.length > 0) errors.push(withoutPolicy(path));
  if (rules.length > 20) errors.push(tooMany(`${path}.restartPolicyRules`, rules.length, 20));
  for (const [index, rule] of rules.entries())
    validateRule(rule, `${path}.restartPolicyRules[${index}]`, version, errors);
}

/** The same of an init container: without a policy the rules are not looked at. Follows validateInitContainerRestartPolicy. */
export function validateInitRestart(container: Fields, path: string, version: KubernetesVersion, errors: Causes): void {
  const rules = objectsAt(container, 'restartPolicyRules');
  if (!isSet(container, 'restartPolicy')) {
    if (rules.length > 0) errors.push(withoutPolicy(path));
  } else if (textAt(container, 'restartPolicy') !== 'Always' || atLeast(version, '1.36')) {
    validateContainerRestart(container, path, version, errors);
  } else if (rules.length > 0) {
    const problem = 'restartPolicyRules are not allowed for init containers with restart policy Always';
    errors.push(forbidden(`${path}.restartPolicyRules`, problem));
  }
}

function withoutPolicy(path: string): Cause {
  return required(`${path}.restartPolicy`, 'must specify restartPolicy when restart rules are used');
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

function validateRule(rule: Fields, path: string, version: KubernetesVersion, errors: Causes): void {
  const action = textAt(rule, 'action');
  const actions = atLeast(version, '1.36') ? ['Restart', 'RestartAllContainers'] : ['Restart'];
  if (action !== undefined && !actions.includes(action)) errors.push(notSupported(`${path}.action`, action, actions));
  const codes = objectAt(rule, 'exitCodes');
  if (codes === undefined) {
    errors.push(required(`${path}.exitCodes`, 'must be specified'));
    return;
  }
  const operator = textAt(codes, 'operator');
  const operators = ['In', 'NotIn'];
  if (operator !== undefined && !operators.includes(operator))
    errors.push(notSupported(`${path}.exitCodes.operator`, operator, operators));
  const values = listAt(codes, 'values');
  if (values.length > 255) errors.push(tooMany(`${path}.exitCodes.values`, values.length, 255));
}

function validateOneOf(value: string, supported: readonly string[], path: string, errors: Causes): void {
  if (value === '') errors.push(required(path));
  else if (!supported.includes(value)) errors.push(notSupported(path, value, supported));
}
