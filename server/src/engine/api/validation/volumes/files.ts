import { type Causes, forbidden, invalid, required } from '../causes.ts';
import { validateFileMode, validateNonReservedPath } from '../paths.ts';
import { validateFieldRef, validateResourceFieldRef } from '../pod/fieldRef.ts';
import { type Fields, isSet, numberAt, numberOr0, objectAt, objectsAt, textAt } from '../read.ts';

const fieldPaths = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'];
const twice = 'conflicting duplicate paths';

/** secret and configMap. Follows kubernetes pkg/apis/core/validation validateSecretVolumeSource, validateConfigMapVolumeSource. */
export function validateFiles(source: Fields, nameField: string, path: string, errors: Causes): void {
  if (textAt(source, nameField) === '') errors.push(required(`${path}.${nameField}`));
  validateFileMode(numberAt(source, 'defaultMode'), `${path}.defaultMode`, errors);
  for (const [index, item] of objectsAt(source, 'items').entries())
    validateItem(item, `${path}.items[${index}]`, errors);
}

/** Follows validateDownwardAPIVolumeSource: the items have no index in the path. */
export function validateDownwardApi(source: Fields, path: string, errors: Causes): void {
  validateFileMode(numberAt(source, 'defaultMode'), `${path}.defaultMode`, errors);
  for (const item of objectsAt(source, 'items')) validateDownwardItem(item, path, errors);
}

/** Follows validateProjectedVolumeSource and validateProjectionSources. */
export function validateProjected(volume: Fields, path: string, errors: Causes): void {
  validateFileMode(numberAt(volume, 'defaultMode'), `${path}.defaultMode`, errors);
  const taken = new Set<string>();
  for (const [index, source] of objectsAt(volume, 'sources').entries()) {
    const at = `${path}.sources[${index}]`;
    for (const field of ['secret', 'configMap'])
      validateProjectedFiles(objectAt(source, field), `${at}.${field}`, path, taken, errors);
    for (const item of objectsAt(objectAt(source, 'downwardAPI'), 'items')) {
      validateDownwardItem(item, `${at}.downwardAPI`, errors);
      takePath(textAt(item, 'path') ?? '', textAt(item, 'path'), path, taken, errors);
    }
    validateToken(objectAt(source, 'serviceAccountToken'), `${at}.serviceAccountToken`, path, errors);
    // clusterTrustBundle and podCertificate stand behind gates that are off: the API server drops them.
    const count = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken'].filter((field) =>
      isSet(source, field),
    ).length;
    if (count > 1) errors.push(forbidden(at, 'may not specify more than 1 volume type per source'));
  }
}

function validateProjectedFiles(
  source: Fields | undefined,
  path: string,
  volume: string,
  taken: Set<string>,
  errors: Causes,
): void {
  if (source === undefined) return;
  const name = textAt(source, 'name');
  if (name === '') errors.push(required(`${path}.name`));
  for (const [index, item] of objectsAt(source, 'items').entries()) {
    validateItem(item, `${path}.items[${index}]`, errors);
    takePath(textAt(item, 'path') ?? '', name, volume, taken, errors);
  }
}

function takePath(path: string, shown: string | undefined, volume: string, taken: Set<string>, errors: Causes): void {
  if (path === '') return;
  if (taken.has(path)) errors.push(invalid(volume, shown, twice));
  taken.add(path);
}

function validateItem(item: Fields, path: string, errors: Causes): void {
  if (textAt(item, 'key') === '') errors.push(required(`${path}.key`));
  const file = textAt(item, 'path');
  if (file === '') errors.push(required(`${path}.path`));
  if (file) validateNonReservedPath(file, `${path}.path`, errors);
  validateFileMode(numberAt(item, 'mode'), `${path}.mode`, errors);
}

function validateDownwardItem(item: Fields, path: string, errors: Causes): void {
  const file = textAt(item, 'path');
  if (file === '') errors.push(required(`${path}.path`));
  if (file) validateNonReservedPath(file, `${path}.path`, errors);
  const fieldRef = objectAt(item, 'fieldRef');
  const resource = objectAt(item, 'resourceFieldRef');
  if (fieldRef !== undefined) {
    validateFieldRef(fieldRef, fieldPaths, `${path}.fieldRef`, errors);
    if (resource !== undefined)
      errors.push(invalid(path, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously'));
  } else if (resource !== undefined) validateResourceFieldRef(resource, `${path}.resourceFieldRef`, true, errors);
  else errors.push(required(path, 'one of fieldRef and resourceFieldRef is required'));
  validateFileMode(numberAt(item, 'mode'), `${path}.mode`, errors);
}

function validateToken(token: Fields | undefined, path: string, volume: string, errors: Causes): void {
  if (token === undefined) return;
  const seconds = numberOr0(token, 'expirationSeconds');
  if (seconds !== undefined && seconds < 600)
    errors.push(invalid(`${path}.expirationSeconds`, seconds, 'may not specify a duration less than 10 minutes'));
  if (seconds !== undefined && seconds > 2 ** 32) {
    errors.push(invalid(`${path}.expirationSeconds`, seconds, 'may not specify a duration larger than 2^32 seconds'));
  }
  const file = textAt(token, 'path');
  if (file === '') errors.push(required(`${volume}.path`));
  else if (file !== undefined) validateNonReservedPath(file, `${volume}.path`, errors);
}
