import { httpHeaderName, portNumber } from '../../names.ts';
import { atLeast } from '../../version.ts';
import { type Causes, forbidden, invalid, invalidEach, notSupported, required } from '../causes.ts';
import { nonNegative } from '../objectMeta.ts';
import { type Fields, isSet, listAt, numberAt, numberOr0, objectAt, objectsAt, textAt } from '../read.ts';
import type { PodRules } from './podRules.ts';
import { validatePortNumberOrName } from './ports.ts';

const schemes = ['HTTP', 'HTTPS'];
const probeHandlers = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const lifecycleHandlers = ['exec', 'httpGet', 'tcpSocket', 'sleep'];

/** The three probes. Follows kubernetes pkg/apis/core/validation validateLivenessProbe and the like. */
export function validateProbes(container: Fields, path: string, rules: PodRules, errors: Causes): void {
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    const probe = objectAt(container, name);
    if (probe === undefined) continue;
    const at = `${path}.${name}`;
    validateProbe(probe, at, rules, errors);
    const threshold = numberOr0(probe, 'successThreshold');
    if (name !== 'readinessProbe' && threshold !== undefined && threshold !== 1)
      errors.push(invalid(`${at}.successThreshold`, threshold, 'must be 1'));
    const grace = numberAt(probe, 'terminationGracePeriodSeconds');
    if (name === 'readinessProbe' && grace !== undefined) {
      errors.push(invalid(`${at}.terminationGracePeriodSeconds`, grace, 'must not be set for readinessProbes'));
    }
  }
}

/** postStart and preStop. Follows validateLifecycle. */
export function validateLifecycle(container: Fields, path: string, rules: PodRules, errors: Causes): void {
  const lifecycle = objectAt(container, 'lifecycle');
  for (const name of ['postStart', 'preStop']) {
    const handler = objectAt(lifecycle, name);
    if (handler !== undefined) validateHandler(handler, lifecycleHandlers, `${path}.lifecycle.${name}`, rules, errors);
  }
}

function validateProbe(probe: Fields, path: string, rules: PodRules, errors: Causes): void {
  validateHandler(probe, probeHandlers, path, rules, errors);
  for (const field of [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ]) {
    nonNegative(numberAt(probe, field), `${path}.${field}`, errors);
  }
  const grace = numberAt(probe, 'terminationGracePeriodSeconds');
  if (grace !== undefined && grace <= 0)
    errors.push(invalid(`${path}.terminationGracePeriodSeconds`, grace, 'must be greater than 0'));
}

function validateHandler(
  handler: Fields,
  kinds: readonly string[],
  path: string,
  rules: PodRules,
  errors: Causes,
): void {
  const given = kinds.filter((kind) => isSet(handler, kind));
  if (given.length === 0) errors.push(required(path, 'must specify a handler type'));
  for (const [index, kind] of given.entries()) {
    const action = objectAt(handler, kind);
    if (index > 0) errors.push(forbidden(`${path}.${kind}`, 'may not specify more than 1 handler type'));
    else if (action !== undefined) validateAction(kind, action, `${path}.${kind}`, rules, errors);
  }
}

function validateAction(kind: string, action: Fields, path: string, rules: PodRules, errors: Causes): void {
  switch (kind) {
    case 'exec':
      if (listAt(action, 'command').length === 0) errors.push(required(`${path}.command`));
      return;
    case 'httpGet':
      validateHttpGet(action, path, errors);
      return;
    case 'tcpSocket':
      validatePortNumberOrName(action['port'], `${path}.port`, errors);
      return;
    case 'grpc': {
      const port = numberOr0(action, 'port');
      if (port !== undefined) invalidEach(errors, `${path}.port`, port, portNumber(port));
      return;
    }
    default:
      validateSleep(action, path, rules, errors);
  }
}

function validateHttpGet(action: Fields, path: string, errors: Causes): void {
  if (textAt(action, 'path') === '') errors.push(required(`${path}.path`));
  validatePortNumberOrName(action['port'], `${path}.port`, errors);
  const scheme = textAt(action, 'scheme');
  if (scheme !== undefined && !schemes.includes(scheme)) errors.push(notSupported(`${path}.scheme`, scheme, schemes));
  for (const header of objectsAt(action, 'httpHeaders')) {
    const name = textAt(header, 'name');
    if (name !== undefined) invalidEach(errors, `${path}.httpHeaders`, name, httpHeaderName(name));
  }
}

function validateSleep(action: Fields, path: string, rules: PodRules, errors: Causes): void {
  const seconds = numberOr0(action, 'seconds');
  const grace = rules.gracePeriodSeconds;
  if (grace === undefined || seconds === undefined) return;
  if (atLeast(rules.version, '1.33')) {
    if (seconds < 0 || seconds > grace)
      errors.push(
        invalid(path, seconds, `must be non-negative and less than terminationGracePeriodSeconds (${grace})`),
      );
  } else if (seconds <= 0 || seconds > grace) {
    const detail = `must be greater than 0 and less than terminationGracePeriodSeconds (${grace}). Enable AllowPodLifecycleSleepActionZeroValue feature gate for zero sleep.`;
    errors.push(invalid(path, seconds, detail));
  }
}
