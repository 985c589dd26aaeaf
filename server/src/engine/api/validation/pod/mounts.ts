import { type Causes, forbidden, invalid, notFound, notSupported, required } from '../causes.ts';
import { validateDescendingPath } from '../paths.ts';
import { type Fields, flagAt, isSet, objectAt, objectsAt, textAt } from '../read.ts';
import type { PodRules } from './podRules.ts';

const propagations = ['Bidirectional', 'HostToContainer', 'None'];
const recursiveReadOnly = ['Disabled', 'Enabled', 'IfPossible'];

/** volumeMounts. Follows kubernetes pkg/apis/core/validation ValidateVolumeMounts. */
export function validateVolumeMounts(container: Fields, path: string, rules: PodRules, errors: Causes): void {
  const devices = objectsAt(container, 'volumeDevices');
  const taken = new Set<string>();
  for (const [index, mount] of objectsAt(container, 'volumeMounts').entries()) {
    const at = `${path}[${index}]`;
    const name = textAt(mount, 'name') ?? '';
    if (name === '') errors.push(required(`${at}.name`));
    if (!rules.volumes.has(name)) errors.push(notFound(`${at}.name`, name));
    const mountPath = textAt(mount, 'mountPath') ?? '';
    if (mountPath === '') errors.push(required(`${at}.mountPath`));
    if (taken.has(mountPath)) errors.push(invalid(`${at}.mountPath`, mountPath, 'must be unique'));
    taken.add(mountPath);
    if (devices.some((device) => textAt(device, 'name') === name))
      errors.push(invalid(`${at}.name`, name, 'must not already exist in volumeDevices'));
    if (devices.some((device) => textAt(device, 'devicePath') === mountPath)) {
      errors.push(invalid(`${at}.mountPath`, mountPath, 'must not already exist as a path in volumeDevices'));
    }
    validateSubPaths(mount, at, path, errors);
    validatePropagation(mount, container, `${path}.mountPropagation`, errors);
    validateRecursiveReadOnly(mount, `${path}.recursiveReadOnly`, errors);
  }
}

/** volumeDevices. Follows ValidateVolumeDevices. */
export function validateVolumeDevices(container: Fields, path: string, rules: PodRules, errors: Causes): void {
  const mounts = objectsAt(container, 'volumeMounts');
  const names = new Set<string>();
  const paths = new Set<string>();
  for (const [index, device] of objectsAt(container, 'volumeDevices').entries()) {
    const at = `${path}[${index}]`;
    const name = textAt(device, 'name') ?? '';
    const devicePath = textAt(device, 'devicePath') ?? '';
    validateDeviceName(name, rules.volumes.get(name), names, `${at}.name`, errors);
    if (devicePath === '') errors.push(required(`${at}.devicePath`));
    if (paths.has(devicePath)) errors.push(invalid(`${at}.devicePath`, devicePath, 'must be unique'));
    if (devicePath.split('/').includes('..'))
      errors.push(invalid(`${at}.devicePath`, devicePath, "can not contain backsteps ('..')"));
    else paths.add(devicePath);
    if (mounts.some((mount) => textAt(mount, 'name') === name))
      errors.push(invalid(`${at}.name`, name, 'must not already exist in volumeMounts'));
    if (mounts.some((mount) => textAt(mount, 'mountPath') === devicePath)) {
      errors.push(invalid(`${at}.devicePath`, devicePath, 'must not already exist as a path in volumeMounts'));
    }
    if (name !== '') names.add(name);
  }
}

function validateDeviceName(
  name: string,
  volume: Fields | undefined,
  names: ReadonlySet<string>,
  path: string,
  errors: Causes,
): void {
  if (name === '') errors.push(required(path));
  if (names.has(name)) errors.push(invalid(path, name, 'must be unique'));
  if (volume === undefined) errors.push(notFound(path, name));
  else if (!isSet(volume, 'persistentVolumeClaim') && !isSet(volume, 'ephemeral')) {
    errors.push(
      invalid(path, name, 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode'),
    );
  }
}

/** `list`: the path of the whole list, for the API server leaves the index out here. */
function validateSubPaths(mount: Fields, path: string, list: string, errors: Causes): void {
  const subPath = textAt(mount, 'subPath') ?? '';
  const expression = textAt(mount, 'subPathExpr') ?? '';
  if (subPath !== '') validateDescendingPath(subPath, `${list}.subPath`, errors);
  if (expression === '') return;
  if (subPath !== '')
    errors.push(invalid(`${path}.subPathExpr`, expression, 'subPathExpr and subPath are mutually exclusive'));
  validateDescendingPath(expression, `${list}.subPathExpr`, errors);
}

function validatePropagation(mount: Fields, container: Fields, path: string, errors: Causes): void {
  const propagation = textAt(mount, 'mountPropagation');
  if (!propagation) return;
  if (!propagations.includes(propagation)) errors.push(notSupported(path, propagation, propagations));
  const privileged = flagAt(objectAt(container, 'securityContext'), 'privileged') === true;
  if (propagation === 'Bidirectional' && !privileged) {
    errors.push(forbidden(path, 'Bidirectional mount propagation is available only to privileged containers'));
  }
}

function validateRecursiveReadOnly(mount: Fields, path: string, errors: Causes): void {
  const value = textAt(mount, 'recursiveReadOnly');
  if (!value || value === 'Disabled') return;
  if (!recursiveReadOnly.includes(value)) {
    errors.push(notSupported(path, value, recursiveReadOnly));
    return;
  }
  if (flagAt(mount, 'readOnly') !== true) errors.push(forbidden(path, 'may only be specified when readOnly is true'));
  const propagation = textAt(mount, 'mountPropagation');
  if (propagation && propagation !== 'None')
    errors.push(forbidden(path, 'may only be specified when mountPropagation is None or not specified'));
}
