import { byteLength, inRange } from '../../names.ts';
import { type Causes, duplicate, forbidden, invalid, invalidEach, notSupported, required, tooLong } from '../causes.ts';
import { validateDescendingPath } from '../paths.ts';
import { type Fields, flagAt, isSet, listAt, numberAt, objectAt, objectsAt, stringsAt, textAt } from '../read.ts';
import type { PodRules } from './podRules.ts';
import { validateWindowsOptions } from './windows.ts';

const maxId = 2_147_483_647;
const profileTypes = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const sysctlName = '([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const sysctlPattern = new RegExp(`^${sysctlName}$`);

/** A container's. Follows kubernetes pkg/apis/core/validation ValidateSecurityContext; privileged containers are allowed, as in any usual cluster. */
export function validateSecurityContext(
  context: Fields | undefined,
  path: string,
  rules: PodRules,
  errors: Causes,
): void {
  if (context === undefined) return;
  validateIds(context, path, ['runAsUser', 'runAsGroup'], errors);
  const procMount = context?.['procMount'];
  if (typeof procMount === 'string' && procMount !== 'Default' && procMount !== 'Unmasked')
    errors.push(notSupported(`${path}.procMount`, procMount, ['Default', 'Unmasked']));
  if (procMount === 'Unmasked' && rules.hostUsers)
    errors.push(invalid(`${path}.procMount`, procMount, '`hostUsers` must be false to use `Unmasked`'));
  validateSeccomp(objectAt(context, 'seccompProfile'), `${path}.seccompProfile`, errors);
  if (flagAt(context, 'allowPrivilegeEscalation') === false) validateNoEscalation(context, path, errors);
  validateWindowsOptions(objectAt(context, 'windowsOptions'), `${path}.windowsOptions`, errors);
  validateAppArmor(objectAt(context, 'appArmorProfile'), `${path}.appArmorProfile`, errors);
}

/** The pod's. Follows validatePodSpecSecurityContext. */
export function validatePodSecurityContext(spec: Fields, path: string, errors: Causes): void {
  const context = objectAt(spec, 'securityContext');
  if (flagAt(spec, 'shareProcessNamespace') === true && flagAt(spec, 'hostPID') === true) {
    errors.push(
      invalid(`${path}.shareProcessNamespace`, true, 'ShareProcessNamespace and HostPID cannot both be enabled'),
    );
  }
  if (context === undefined) return;
  validateIds(context, path, ['fsGroup', 'runAsUser', 'runAsGroup'], errors);
  for (const [index, group] of listAt(context, 'supplementalGroups').entries()) {
    if (typeof group === 'number')
      invalidEach(errors, `${path}.supplementalGroups[${index}]`, group, inRange(group, 0, maxId));
  }
  validateSysctls(spec, context, `${path}.sysctls`, errors);
  validateOneOf(context, 'fsGroupChangePolicy', ['Always', 'OnRootMismatch'], path, errors);
  validateSeccomp(objectAt(context, 'seccompProfile'), `${path}.seccompProfile`, errors);
  validateWindowsOptions(objectAt(context, 'windowsOptions'), `${path}.windowsOptions`, errors);
  validateAppArmor(objectAt(context, 'appArmorProfile'), `${path}.appArmorProfile`, errors);
  validateOneOf(context, 'supplementalGroupsPolicy', ['Merge', 'Strict'], path, errors);
  // MountOption stands behind a gate that is off.
  validateOneOf(context, 'seLinuxChangePolicy', ['Recursive'], path, errors);
}

function validateIds(context: Fields, path: string, fields: readonly string[], errors: Causes): void {
  for (const field of fields) {
    const id = numberAt(context, field);
    if (id !== undefined) invalidEach(errors, `${path}.${field}`, id, inRange(id, 0, maxId));
  }
}

function validateOneOf(
  context: Fields,
  field: string,
  supported: readonly string[],
  path: string,
  errors: Causes,
): void {
  const value = context[field];
  if (typeof value === 'string' && !supported.includes(value))
    errors.push(notSupported(`${path}.${field}`, value, supported));
}

function validateNoEscalation(context: Fields, path: string, errors: Causes): void {
  if (flagAt(context, 'privileged') === true) {
    errors.push(invalid(path, context, 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true'));
  }
  for (const capability of stringsAt(objectAt(context, 'capabilities'), 'add')) {
    if (capability !== 'CAP_SYS_ADMIN') continue;
    errors.push(
      invalid(path, context, 'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN'),
    );
  }
}

function validateSeccomp(profile: Fields | undefined, path: string, errors: Causes): void {
  if (profile === undefined) return;
  const type = textAt(profile, 'type');
  if (type === '') errors.push(required(`${path}.type`, 'type is required when seccompProfile is set'));
  else if (type !== undefined && !profileTypes.includes(type))
    errors.push(notSupported(`${path}.type`, type, profileTypes));
  const local = profile['localhostProfile'];
  if (type !== 'Localhost') {
    if (isSet(profile, 'localhostProfile'))
      errors.push(invalid(`${path}.localhostProfile`, profile, 'can only be set when seccomp type is Localhost'));
  } else if (typeof local === 'string') validateDescendingPath(local, `${path}.localhostProfile`, errors);
  else errors.push(required(`${path}.localhostProfile`, 'must be set when seccomp type is Localhost'));
}

function validateAppArmor(profile: Fields | undefined, path: string, errors: Causes): void {
  if (profile === undefined) return;
  const type = textAt(profile, 'type');
  const local = profile['localhostProfile'];
  if (type === '') errors.push(required(`${path}.type`, 'type is required when appArmorProfile is set'));
  else if (type !== undefined && !profileTypes.includes(type))
    errors.push(notSupported(`${path}.type`, type, profileTypes));
  else if (type === 'Localhost') validateLocalAppArmor(local, `${path}.localhostProfile`, errors);
  else if (local !== undefined && local !== null)
    errors.push(invalid(`${path}.localhostProfile`, local, 'can only be set when AppArmor type is Localhost'));
}

function validateLocalAppArmor(profile: unknown, path: string, errors: Causes): void {
  if (typeof profile !== 'string' || profile === '') {
    errors.push(required(path, 'must be set when AppArmor type is Localhost'));
    return;
  }
  if (profile.trim() !== profile) errors.push(invalid(path, profile, 'must not be padded with whitespace'));
  if (byteLength(profile) > 4095) errors.push(tooLong(path, 4095));
}

function validateSysctls(spec: Fields, context: Fields, path: string, errors: Causes): void {
  const names = new Set<string>();
  for (const [index, sysctl] of objectsAt(context, 'sysctls').entries()) {
    const at = `${path}[${index}].name`;
    const name = textAt(sysctl, 'name') ?? '';
    if (name === '') errors.push(required(at));
    else if (name.length > 253 || !sysctlPattern.test(name))
      errors.push(invalid(at, name, `must have at most 253 characters and match regex ^${sysctlName}$`));
    else if (names.has(name)) errors.push(duplicate(at, name));
    names.add(name);
    const dotted = name.replaceAll('/', '.');
    if (spec['hostNetwork'] === true && dotted.startsWith('net.'))
      errors.push(invalid(at, name, "may not be specified when 'hostNetwork' is true"));
    else if (spec['hostIPC'] === true && isIpcSysctl(dotted))
      errors.push(invalid(at, name, "may not be specified when 'hostIPC' is true"));
  }
}

function isIpcSysctl(name: string): boolean {
  return (
    name === 'kernel.sem' ||
    name.startsWith('kernel.shm') ||
    name.startsWith('kernel.msg') ||
    name.startsWith('fs.mqueue.')
  );
}

/** With its own user namespace a pod may not share the host's other namespaces. Follows validateHostUsers. */
export function validateHostUsers(spec: Fields, path: string, errors: Causes): void {
  if (flagAt(spec, 'hostUsers') !== false) return;
  if (flagAt(spec, 'hostNetwork') === true)
    errors.push(forbidden(`${path}.hostNetwork`, 'when `pod.Spec.HostUsers` is false'));
  if (flagAt(spec, 'hostPID') === true) errors.push(forbidden(`${path}.HostPID`, 'when `pod.Spec.HostUsers` is false'));
  if (flagAt(spec, 'hostIPC') === true) errors.push(forbidden(`${path}.HostIPC`, 'when `pod.Spec.HostUsers` is false'));
}
