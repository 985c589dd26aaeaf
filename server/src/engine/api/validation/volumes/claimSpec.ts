import { dns1123Label, dns1123Subdomain } from '../../names.ts';
import { formatQuantity } from '../../quantity.ts';
import { type Causes, forbidden, invalid, invalidEach, notSupported, required } from '../causes.ts';
import { validateAnnotations } from '../objectMeta.ts';
import { quantitiesAt } from '../pod/resources.ts';
import { type Fields, isSet, listAt, objectAt, textAt } from '../read.ts';
import { validateLabelSelector, validateLabels } from '../selectors.ts';

const accessModes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
export const volumeModes: readonly string[] = ['Block', 'Filesystem'];

/** The spec of a claim. Follows kubernetes pkg/apis/core/validation ValidatePersistentVolumeClaimSpec. */
export function validateClaimSpec(spec: Fields, path: string, errors: Causes): void {
  if (listAt(spec, 'accessModes').length === 0)
    errors.push(required(`${path}.accessModes`, 'at least 1 access mode is required'));
  validateLabelSelector(objectAt(spec, 'selector'), `${path}.selector`, errors);
  validateAccessModes(spec, path, errors);
  validateStorageRequest(spec, path, errors);
  const className = textAt(spec, 'storageClassName');
  if (className) invalidEach(errors, `${path}.storageClassName`, className, dns1123Subdomain(className));
  validateVolumeMode(spec, path, errors);
  validateDataSources(spec, path, errors);
  const attributes = textAt(spec, 'volumeAttributesClassName');
  if (attributes) invalidEach(errors, `${path}.volumeAttributesClassName`, attributes, dns1123Subdomain(attributes));
}

/** The claim inside an ephemeral volume: metadata may hold labels and annotations only. Follows ValidatePersistentVolumeClaimTemplate. */
export function validateClaimTemplate(template: Fields, path: string, errors: Causes): void {
  const meta = objectAt(template, 'metadata');
  validateAnnotations(meta, `${path}.metadata.annotations`, errors);
  validateLabels(meta, 'labels', `${path}.metadata.labels`, errors);
  for (const field of Object.keys(meta ?? {})) {
    const value = meta?.[field];
    if (field === 'labels' || field === 'annotations' || !isSet(meta, field) || value === '' || value === 0) continue;
    errors.push(forbidden(`${path}.metadata.${field === 'uid' ? 'uID' : field}`, 'cannot be set'));
  }
  validateClaimSpec(objectAt(template, 'spec') ?? {}, `${path}.spec`, errors);
}

/** Each a known one, and ReadWriteOncePod alone; of claims and volumes alike. */
export function validateAccessModes(spec: Fields, path: string, errors: Causes): void {
  const modes = listAt(spec, 'accessModes');
  for (const mode of modes) {
    if (typeof mode === 'string' && !accessModes.includes(mode))
      errors.push(notSupported(`${path}.accessModes`, mode, accessModes));
  }
  const others = modes.some(
    (mode) => mode !== 'ReadWriteOncePod' && typeof mode === 'string' && accessModes.includes(mode),
  );
  if (modes.includes('ReadWriteOncePod') && others)
    errors.push(forbidden(`${path}.accessModes`, 'may not use ReadWriteOncePod with other access modes'));
}

export function validateVolumeMode(spec: Fields, path: string, errors: Causes): void {
  const mode = spec['volumeMode'];
  if (typeof mode === 'string' && !volumeModes.includes(mode))
    errors.push(notSupported(`${path}.volumeMode`, mode, volumeModes));
}

function validateStorageRequest(spec: Fields, path: string, errors: Causes): void {
  const resources = objectAt(spec, 'resources');
  const at = `${path}.resources[storage]`;
  if (!isSet(objectAt(resources, 'requests'), 'storage')) {
    errors.push(required(at));
    return;
  }
  const size = quantitiesAt(resources, 'requests').get('storage');
  if (size !== undefined && size.nano <= 0n)
    errors.push(invalid(at, formatQuantity(size), 'must be greater than zero'));
}

function validateDataSources(spec: Fields, path: string, errors: Causes): void {
  const source = objectAt(spec, 'dataSource');
  const reference = objectAt(spec, 'dataSourceRef');
  if (source !== undefined) validateDataSource(source, `${path}.dataSource`, errors);
  if (reference !== undefined) validateDataSource(reference, `${path}.dataSourceRef`, errors);
  const namespace = textAt(reference, 'namespace');
  if (namespace) {
    invalidEach(errors, `${path}.dataSourceRef.namespace`, namespace, dns1123Label(namespace));
    if (source !== undefined)
      errors.push(
        invalid(path, `${path}.dataSource`, 'may not be specified when dataSourceRef.namespace is specified'),
      );
  } else if (
    source !== undefined &&
    reference !== undefined &&
    ['apiGroup', 'kind', 'name'].some((field) => source[field] !== reference[field])
  ) {
    errors.push(invalid(path, `${path}.dataSource`, 'must match dataSourceRef'));
  }
}

function validateDataSource(source: Fields, path: string, errors: Causes): void {
  const group = textAt(source, 'apiGroup') ?? '';
  const kind = textAt(source, 'kind') ?? '';
  if (textAt(source, 'name') === '') errors.push(required(`${path}.name`));
  if (kind === '') errors.push(required(`${path}.kind`));
  if (group === '' && kind !== 'PersistentVolumeClaim') {
    errors.push(invalid(path, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup"));
  }
  if (group !== '') invalidEach(errors, `${path}.apiGroup`, group, dns1123Subdomain(group));
}
