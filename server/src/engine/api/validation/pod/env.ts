import { asPrefix, configMapKeyName, dns1123Label, dns1123Subdomain, relaxedEnvVarName } from '../../names.ts';
import { atLeast, type KubernetesVersion } from '../../version.ts';
import { type Causes, invalid, invalidEach, required } from '../causes.ts';
import { validateNoBacksteps } from '../paths.ts';
import { type Fields, isSet, objectAt, objectsAt, textAt } from '../read.ts';
import { validateFieldRef, validateResourceFieldRef } from './fieldRef.ts';

const envFieldPaths = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

/** env. Follows kubernetes pkg/apis/core/validation ValidateEnv. */
export function validateEnv(container: Fields, path: string, version: KubernetesVersion, errors: Causes): void {
  for (const [index, variable] of objectsAt(container, 'env').entries()) {
    const name = textAt(variable, 'name');
    if (name === '') errors.push(required(`${path}[${index}].name`));
    else if (name !== undefined) invalidEach(errors, `${path}[${index}].name`, name, relaxedEnvVarName(name));
    const from = objectAt(variable, 'valueFrom');
    if (from !== undefined) validateValueFrom(variable, from, `${path}[${index}].valueFrom`, version, errors);
  }
}

/** envFrom. Follows ValidateEnvFrom: what is wrong with the number of sources is said of the whole list. */
export function validateEnvFrom(container: Fields, path: string, errors: Causes): void {
  for (const [index, source] of objectsAt(container, 'envFrom').entries()) {
    const prefix = textAt(source, 'prefix');
    if (prefix) invalidEach(errors, `${path}[${index}].prefix`, prefix, relaxedEnvVarName(prefix));
    for (const field of ['configMapRef', 'secretRef'])
      validateReference(objectAt(source, field), `${path}[${index}].${field}`, errors);
    const count = ['configMapRef', 'secretRef'].filter((field) => isSet(source, field)).length;
    if (count === 0) errors.push(invalid(path, '', 'must specify one of: `configMapRef` or `secretRef`'));
    else if (count > 1) errors.push(invalid(path, '', 'may not have more than one field specified at a time'));
  }
}

/** Where a value may come from. Files came with 1.35; before, the API server drops them. */
function validateValueFrom(
  variable: Fields,
  from: Fields,
  path: string,
  version: KubernetesVersion,
  errors: Causes,
): void {
  const fieldRef = objectAt(from, 'fieldRef');
  if (fieldRef !== undefined) validateFieldRef(fieldRef, envFieldPaths, `${path}.fieldRef`, errors);
  const resource = objectAt(from, 'resourceFieldRef');
  if (resource !== undefined) validateResourceFieldRef(resource, `${path}.resourceFieldRef`, false, errors);
  for (const field of ['configMapKeyRef', 'secretKeyRef']) {
    const reference = objectAt(from, field);
    if (reference !== undefined) validateKeyReference(reference, `${path}.${field}`, errors);
  }
  const files = atLeast(version, '1.35');
  const file = objectAt(from, 'fileKeyRef');
  if (files && file !== undefined) validateFileKey(file, `${path}.fileKeyRef`, errors);
  const known = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', ...(files ? ['fileKeyRef'] : [])];
  const sources = known.filter((field) => isSet(from, field)).length;
  const list = files
    ? '`fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`'
    : '`fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`';
  if (sources === 0) errors.push(invalid(path, '', `must specify one of: ${list}`));
  else if (textAt(variable, 'value') !== '')
    errors.push(invalid(path, '', 'may not be specified when `value` is not empty'));
  else if (sources > 1) errors.push(invalid(path, '', 'may not have more than one field specified at a time'));
}

/** Follows validateFileKeySelector. */
function validateFileKey(file: Fields, path: string, errors: Causes): void {
  const key = textAt(file, 'key');
  if (key === '') errors.push(required(`${path}.key`));
  else if (key !== undefined) invalidEach(errors, `${path}.key`, key, relaxedEnvVarName(key));
  const volume = textAt(file, 'volumeName');
  if (volume === '') errors.push(required(`${path}.volumeName`));
  else if (volume !== undefined) invalidEach(errors, `${path}.volumeName`, volume, dns1123Label(volume));
  const name = textAt(file, 'path');
  if (name === '') errors.push(required(`${path}.path`));
  else if (name !== undefined) validateNoBacksteps(name, `${path}.path`, errors);
}

function validateKeyReference(reference: Fields, path: string, errors: Causes): void {
  const name = textAt(reference, 'name');
  if (name !== undefined) invalidEach(errors, `${path}.name`, name, dns1123Subdomain(name));
  const key = textAt(reference, 'key');
  if (key === '') errors.push(required(`${path}.key`));
  else if (key !== undefined) invalidEach(errors, `${path}.key`, key, configMapKeyName(key));
}

function validateReference(reference: Fields | undefined, path: string, errors: Causes): void {
  if (reference === undefined) return;
  const name = textAt(reference, 'name');
  if (name === '') errors.push(required(`${path}.name`));
  else if (name !== undefined) invalidEach(errors, `${path}.name`, name, asPrefix(dns1123Subdomain)(name));
}
