import { dns1123Label } from '../../names.ts';
import { atLeast } from '../../version.ts';
import {
  type Causes,
  duplicate,
  forbidden,
  invalid,
  invalidEach,
  notFound,
  notSupported,
  required,
} from '../causes.ts';
import { type Fields, isSet, objectAt, objectsAt, textAt } from '../read.ts';
import { validateEnv, validateEnvFrom } from './env.ts';
import { validateVolumeDevices, validateVolumeMounts } from './mounts.ts';
import type { PodRules } from './podRules.ts';
import { validateContainerPorts, validateHostPorts } from './ports.ts';
import { validateLifecycle, validateProbes } from './probes.ts';
import { validateResources } from './resources.ts';
import { validateContainerRestart, validateInitRestart, validateResizePolicy } from './restart.ts';
import { validateSecurityContext } from './securityContext.ts';

const pullPolicies = ['Always', 'IfNotPresent', 'Never'];
const messagePolicies = ['File', 'FallbackToLogsOnError'];

/** spec.containers. Follows kubernetes pkg/apis/core/validation validateContainers. */
export function validateContainers(spec: Fields, path: string, rules: PodRules, errors: Causes): void {
  const containers = objectsAt(spec, 'containers');
  if (containers.length === 0) {
    errors.push(required(path));
    return;
  }
  const names = new Set<string>();
  for (const [index, container] of containers.entries()) {
    const at = `${path}[${index}]`;
    validateContainer(container, at, rules, errors);
    const name = textAt(container, 'name') ?? '';
    if (names.has(name)) errors.push(duplicate(`${at}.name`, name));
    names.add(name);
    validateLifecycle(container, at, rules, errors);
    validateProbes(container, at, rules, errors);
    if (atLeast(rules.version, '1.35')) validateContainerRestart(container, at, rules.version, errors);
    else if (isSet(container, 'restartPolicy'))
      errors.push(forbidden(`${at}.restartPolicy`, 'may not be set for non-init containers'));
  }
  validateHostPorts(containers, path, errors);
}

/** spec.initContainers. Follows validateInitContainers. */
export function validateInitContainers(spec: Fields, path: string, rules: PodRules, errors: Causes): void {
  const names = new Set(objectsAt(spec, 'containers').map((container) => textAt(container, 'name') ?? ''));
  for (const [index, container] of objectsAt(spec, 'initContainers').entries()) {
    const at = `${path}[${index}]`;
    validateContainer(container, at, rules, errors);
    const restart = textAt(container, 'restartPolicy');
    if (atLeast(rules.version, '1.35')) validateInitRestart(container, at, rules.version, errors);
    else if (restart && restart !== 'Always') errors.push(notSupported(`${at}.restartPolicy`, restart, ['Always']));
    const name = textAt(container, 'name') ?? '';
    if (names.has(name)) errors.push(duplicate(`${at}.name`, name));
    else if (name !== '') names.add(name);
    validateHostPorts([container], path, errors);
    if (restart === 'Always') {
      validateLifecycle(container, at, rules, errors);
      validateProbes(container, at, rules, errors);
    } else forbidProbes(container, at, errors);
  }
}

/** spec.ephemeralContainers. Follows validateEphemeralContainers. */
export function validateEphemeralContainers(spec: Fields, path: string, rules: PodRules, errors: Causes): void {
  const others = new Set(
    [...objectsAt(spec, 'containers'), ...objectsAt(spec, 'initContainers')].map(
      (container) => textAt(container, 'name') ?? '',
    ),
  );
  const names = new Set(others);
  for (const [index, container] of objectsAt(spec, 'ephemeralContainers').entries()) {
    const at = `${path}[${index}]`;
    validateContainer(container, at, rules, errors);
    validateImageSpaces(container, at, errors);
    const name = textAt(container, 'name') ?? '';
    if (names.has(name)) errors.push(duplicate(`${at}.name`, name));
    names.add(name);
    const target = textAt(container, 'targetContainerName');
    if (target && !others.has(target)) errors.push(notFound(`${at}.targetContainerName`, target));
    for (const field of [
      'ports',
      'livenessProbe',
      'readinessProbe',
      'startupProbe',
      'lifecycle',
      'resizePolicy',
      'restartPolicy',
    ]) {
      if (isSet(container, field)) errors.push(forbidden(`${at}.${field}`, 'cannot be set for an Ephemeral Container'));
    }
    if (Object.keys(objectAt(container, 'resources') ?? {}).length > 0)
      errors.push(forbidden(`${at}.resources`, 'cannot be set for an Ephemeral Container'));
  }
}

/** Of a pod, not of a template. Follows validateContainerOnlyForPod. */
export function validateImageSpaces(container: Fields, path: string, errors: Causes): void {
  const image = textAt(container, 'image') ?? '';
  if (image.trim() !== image)
    errors.push(invalid(`${path}.image`, image, 'must not have leading or trailing whitespace'));
}

/** What holds for every kind of container. Follows validateContainerCommon. */
function validateContainer(container: Fields, path: string, rules: PodRules, errors: Causes): void {
  const name = textAt(container, 'name');
  if (name === '') errors.push(required(`${path}.name`));
  else if (name !== undefined) invalidEach(errors, `${path}.name`, name, dns1123Label(name));
  if (textAt(container, 'image') === '') errors.push(required(`${path}.image`));
  validateChoice(
    textAt(container, 'terminationMessagePolicy'),
    messagePolicies,
    `${path}.terminationMessagePolicy`,
    errors,
  );
  validateContainerPorts(container, `${path}.ports`, errors);
  validateEnv(container, `${path}.env`, rules.version, errors);
  validateEnvFrom(container, `${path}.envFrom`, errors);
  validateVolumeMounts(container, `${path}.volumeMounts`, rules, errors);
  validateVolumeDevices(container, `${path}.volumeDevices`, rules, errors);
  validateChoice(textAt(container, 'imagePullPolicy'), pullPolicies, `${path}.imagePullPolicy`, errors);
  validateResources(objectAt(container, 'resources'), rules.claimNames, `${path}.resources`, errors);
  validateResizePolicy(container, `${path}.resizePolicy`, rules, errors);
  validateSecurityContext(objectAt(container, 'securityContext'), `${path}.securityContext`, rules, errors);
}

function validateChoice(value: string | undefined, supported: readonly string[], path: string, errors: Causes): void {
  if (value === '') errors.push(required(path));
  else if (value !== undefined && !supported.includes(value)) errors.push(notSupported(path, value, supported));
}

function forbidProbes(container: Fields, path: string, errors: Causes): void {
  for (const field of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe']) {
    if (isSet(container, field))
      errors.push(forbidden(`${path}.${field}`, 'may not be set for init containers without restartPolicy=Always'));
  }
}
