import { qualifiedName } from '../../labels.ts';
import { byteLength, dns1123Label, dns1123Subdomain } from '../../names.ts';
import { formatQuantity, quantityValue } from '../../quantity.ts';
import { atLeast, type KubernetesVersion } from '../../version.ts';
import { type Causes, duplicate, forbidden, invalid, invalidEach, notSupported, required, tooLong } from '../causes.ts';
import { immutable, type KindRules, rulesOf } from '../kindRules.ts';
import { validateNoBacksteps } from '../paths.ts';
import { quantitiesAt } from '../pod/resources.ts';
import { entriesAt, type Fields, isSet, listAt, objectAt, objectsAt, stringsAt, textAt } from '../read.ts';
import { sameValue } from '../same.ts';
import { validateNodeSelector, validateTopologySelectorTerm } from '../selectors.ts';
import { validateAccessModes, validateClaimSpec, validateVolumeMode } from '../volumes/claimSpec.ts';
import { needs, type SourceRule, sharedSources, validateCsiDriverName } from '../volumes/sources.ts';

const betaClass = 'volume.beta.kubernetes.io/storage-class';
const reclaimPolicies = ['Delete', 'Recycle', 'Retain'];

/** Follows kubernetes pkg/apis/core/validation ValidatePersistentVolumeClaim and ValidatePersistentVolumeClaimUpdate. */
export const persistentVolumeClaim: KindRules = rulesOf({
  validate: (object, _version, errors) => validateClaimSpec(objectAt(object, 'spec') ?? {}, 'spec', errors),
  update: validateClaimUpdate,
});

/** Follows ValidatePersistentVolume and ValidatePersistentVolumeUpdate. */
export const persistentVolume: KindRules = rulesOf({
  validate: (object, version, errors) => validateVolumeSpec(objectAt(object, 'spec') ?? {}, version, errors),
  update: (next, old, _version, errors) => {
    const spec = objectAt(next, 'spec') ?? {};
    const before = objectAt(old, 'spec') ?? {};
    if (!sameValue(sourceOf(spec, before), sourceOf(before, before))) {
      errors.push(forbidden('spec.persistentvolumesource', 'spec.persistentvolumesource is immutable after creation'));
    }
    immutable(spec['volumeMode'], before['volumeMode'], 'volumeMode', errors);
    if (isSet(before, 'nodeAffinity')) immutable(spec['nodeAffinity'], before['nodeAffinity'], 'nodeAffinity', errors);
  },
});

/** Follows kubernetes pkg/apis/storage/validation ValidateStorageClass and ValidateStorageClassUpdate. */
export const storageClass: KindRules = rulesOf({
  validate: (object, _version, errors) => {
    const provisioner = textAt(object, 'provisioner');
    if (provisioner === '') errors.push(required('provisioner'));
    else if (provisioner !== undefined)
      invalidEach(errors, 'provisioner', provisioner, qualifiedName(provisioner.toLowerCase()));
    validateParameters(object, errors);
    const policy = textAt(object, 'reclaimPolicy');
    if (policy && policy !== 'Delete' && policy !== 'Retain')
      errors.push(notSupported('reclaimPolicy', policy, ['Delete', 'Retain']));
    const mode = textAt(object, 'volumeBindingMode');
    if (mode === '') errors.push(required('volumeBindingMode'));
    else if (mode !== undefined && mode !== 'Immediate' && mode !== 'WaitForFirstConsumer') {
      errors.push(notSupported('volumeBindingMode', mode, ['Immediate', 'WaitForFirstConsumer']));
    }
    validateTopologies(object, errors);
  },
  update: (next, old, _version, errors) => {
    for (const field of ['parameters', 'provisioner', 'reclaimPolicy']) {
      if (!sameValue(next[field], old[field])) errors.push(forbidden(field, `updates to ${field} are forbidden.`));
    }
    immutable(next['volumeBindingMode'], old['volumeBindingMode'], 'volumeBindingMode', errors);
  },
});

function validateClaimUpdate(next: Fields, old: Fields, _version: KubernetesVersion, errors: Causes): void {
  const spec = objectAt(next, 'spec') ?? {};
  const before = objectAt(old, 'spec') ?? {};
  const bound = textAt(objectAt(old, 'status'), 'phase') === 'Bound';
  const annotation = objectAt(objectAt(next, 'metadata'), 'annotations')?.[betaClass];
  const oldAnnotation = objectAt(objectAt(old, 'metadata'), 'annotations')?.[betaClass];
  if ((annotation ?? '') !== (oldAnnotation ?? ''))
    errors.push(invalid(`metadata.annotations.${betaClass}`, annotation ?? '', 'field is immutable'));
  if (!sameValue(fixedClaim(spec, before, bound), fixedClaim(before, before, bound))) {
    errors.push(
      forbidden(
        'spec',
        'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
      ),
    );
  }
  validateShrinking(spec, before, objectAt(old, 'status'), errors);
  immutable(spec['volumeMode'], before['volumeMode'], 'volumeMode', errors);
  validateAttributesUpdate(spec, before, errors);
}

/** A claim may not become smaller than its volume; one of which nothing is known is taken to be as large as was asked for. */
function validateShrinking(spec: Fields, old: Fields, status: Fields | undefined, errors: Causes): void {
  const size = quantitiesAt(objectAt(spec, 'resources'), 'requests').get('storage');
  const oldSize = quantitiesAt(objectAt(old, 'resources'), 'requests').get('storage');
  if (size === undefined || oldSize === undefined || size.nano >= oldSize.nano) return;
  const capacity = quantitiesAt(status, 'capacity').get('storage') ?? oldSize;
  if (size.nano > capacity.nano) return;
  errors.push(forbidden('spec.resources.requests.storage', 'field can not be less than status.capacity'));
}

function validateAttributesUpdate(spec: Fields, old: Fields, errors: Causes): void {
  const name = spec['volumeAttributesClassName'];
  if (!isSet(old, 'volumeAttributesClassName') || name === old['volumeAttributesClassName'] || name) return;
  const what = name === '' ? 'an empty string' : 'nil';
  errors.push(forbidden('spec.volumeAttributesClassName', `update from non-nil value to ${what} is forbidden`));
}

/** What may not change: all but the volume's name (once), a class where there was none, and a bound claim's size and attributes class. */
function fixedClaim(spec: Fields, old: Fields, bound: boolean): Fields {
  const fixed: Record<string, unknown> = { ...spec };
  // What a manifest leaves out, the controllers or the API server have filled in.
  for (const field of ['volumeName', 'storageClassName'])
    if (!isSet(old, field) || !isSet(spec, field)) delete fixed[field];
  for (const field of ['volumeName', 'storageClassName'])
    if (isSet(old, field) && !isSet(spec, field)) fixed[field] = old[field];
  if (!bound) return fixed;
  delete fixed['volumeAttributesClassName'];
  const resources = { ...objectAt(fixed, 'resources') };
  const requests = { ...objectAt(resources, 'requests') };
  delete requests['storage'];
  return { ...fixed, resources: { ...resources, requests } };
}

/** A volume names the namespace of its secret, too, which a pod need not. */
function withSecret(rule: SourceRule, needed: readonly string[]): SourceRule {
  return (source, path, errors) => {
    rule(source, path, errors);
    const secret = objectAt(source, 'secretRef');
    for (const field of secret === undefined ? [] : needed)
      if (textAt(secret, field) === '') errors.push(required(`${path}.secretRef.${field}`));
  };
}

const volumeSources: readonly (readonly [string, SourceRule])[] = [
  ['hostPath', sharedSources.hostPath],
  ['gcePersistentDisk', sharedSources.gcePersistentDisk],
  ['awsElasticBlockStore', sharedSources.awsElasticBlockStore],
  ['glusterfs', sharedSources.glusterfs],
  ['flocker', sharedSources.flocker],
  ['nfs', sharedSources.nfs],
  ['rbd', sharedSources.rbd],
  ['quobyte', sharedSources.quobyte],
  ['cephfs', sharedSources.cephfs],
  ['iscsi', withSecret(sharedSources.iscsi, ['name'])],
  ['cinder', withSecret(sharedSources.cinder, ['namespace'])],
  ['fc', sharedSources.fc],
  ['flexVolume', sharedSources.flexVolume],
  ['azureFile', validateAzureFile],
  ['vsphereVolume', sharedSources.vsphereVolume],
  ['photonPersistentDisk', sharedSources.photonPersistentDisk],
  ['portworxVolume', sharedSources.portworxVolume],
  ['azureDisk', sharedSources.azureDisk],
  ['scaleIO', sharedSources.scaleIO],
  ['local', validateLocal],
  ['storageos', withSecret(sharedSources.storageos, ['namespace'])],
  ['csi', validateCsi],
];

function validateVolumeSpec(spec: Fields, version: KubernetesVersion, errors: Causes): void {
  if (listAt(spec, 'accessModes').length === 0) errors.push(required('spec.accessModes'));
  validateAccessModes(spec, 'spec', errors);
  validateCapacity(spec, errors);
  const policy = textAt(spec, 'persistentVolumeReclaimPolicy');
  if (policy && !reclaimPolicies.includes(policy))
    errors.push(notSupported('spec.persistentVolumeReclaimPolicy', policy, reclaimPolicies));
  const affinity = objectAt(spec, 'nodeAffinity');
  if (affinity !== undefined) {
    const selector = objectAt(affinity, 'required');
    if (selector === undefined)
      errors.push(required('spec.nodeAffinity.required', 'must specify required node constraints'));
    else validateNodeSelector(selector, 'spec.nodeAffinity.required', atLeast(version, '1.33'), errors);
  }
  validateVolumeSource(spec, errors);
  const root = /^\/+(\.?\/*)*$/.test(textAt(objectAt(spec, 'hostPath'), 'path') ?? '');
  if (root && policy === 'Recycle')
    errors.push(forbidden('spec.persistentVolumeReclaimPolicy', "may not be 'recycle' for a hostPath mount of '/'"));
  const className = textAt(spec, 'storageClassName');
  if (className) invalidEach(errors, 'spec.storageClassName', className, dns1123Subdomain(className));
  validateVolumeMode(spec, 'spec', errors);
  validateAttributesClass(spec, errors);
}

function validateCapacity(spec: Fields, errors: Causes): void {
  const capacity = objectAt(spec, 'capacity') ?? {};
  const names = Object.keys(capacity);
  if (names.length === 0) errors.push(required('spec.capacity'));
  if (!names.includes('storage') || names.length > 1) errors.push(notSupported('spec.capacity', capacity, ['storage']));
  for (const [name, quantity] of quantitiesAt(spec, 'capacity')) {
    const path = `spec.capacity[${name}]`;
    if (quantity.nano < 0n) errors.push(invalid(path, quantityValue(quantity), 'must be a valid resource quantity'));
    if (quantity.nano <= 0n) errors.push(invalid(path, formatQuantity(quantity), 'must be greater than zero'));
  }
}

/** Where the API server blames another name than the field's own. */
const surplusNames: Readonly<Record<string, string>> = { cephfs: 'cephFS' };
const sourceNames: Readonly<Record<string, string>> = { gcePersistentDisk: 'persistentDisk' };

function validateVolumeSource(spec: Fields, errors: Causes): void {
  const given = volumeSources.filter(([field]) => isSet(spec, field));
  if (given.length === 0) errors.push(required('spec', 'must specify a volume type'));
  for (const [index, [field, rule]] of given.entries()) {
    if (index > 0 && field !== 'flexVolume') {
      errors.push(forbidden(`spec.${surplusNames[field] ?? field}`, 'may not specify more than 1 volume type'));
      continue;
    }
    const source = objectAt(spec, field);
    if (source !== undefined) rule(source, `spec.${sourceNames[field] ?? field}`, errors);
    if (field === 'local' && !isSet(spec, 'nodeAffinity'))
      errors.push(required('spec.nodeAffinity', 'Local volume requires node affinity'));
  }
}

function validateAttributesClass(spec: Fields, errors: Causes): void {
  const name = spec['volumeAttributesClassName'];
  if (typeof name !== 'string') return;
  if (name === '') errors.push(required('spec.volumeAttributesClassName', 'an empty string is disallowed'));
  else invalidEach(errors, 'spec.volumeAttributesClassName', name, dns1123Subdomain(name));
  if (!isSet(spec, 'csi'))
    errors.push(required('spec.csi', 'has to be specified when using volumeAttributesClassName'));
}

function validateAzureFile(source: Fields, path: string, errors: Causes): void {
  needs(source, ['secretName', 'shareName'], path, errors);
  if (source['secretNamespace'] === '') errors.push(required(`${path}.secretNamespace`));
}

function validateLocal(source: Fields, path: string, errors: Causes): void {
  const local = textAt(source, 'path');
  if (local === '') errors.push(required(`${path}.path`));
  else if (local !== undefined) validateNoBacksteps(local, `${path}.path`, errors);
}

function validateCsi(source: Fields, path: string, errors: Causes): void {
  validateCsiDriverName(textAt(source, 'driver') ?? '', `${path}.driver`, errors);
  needs(source, ['volumeHandle'], path, errors);
  for (const field of [
    'controllerPublishSecretRef',
    'controllerExpandSecretRef',
    'nodePublishSecretRef',
    'nodeExpandSecretRef',
  ]) {
    const reference = objectAt(source, field);
    if (reference === undefined) continue;
    const at = `${path}.${field}`;
    needs(reference, ['name', 'namespace'], at, errors);
    const name = textAt(reference, 'name');
    const namespace = textAt(reference, 'namespace');
    if (name) invalidEach(errors, `${at}.name`, name, dns1123Subdomain(name));
    if (namespace) invalidEach(errors, `${at}.namespace`, namespace, dns1123Label(namespace));
  }
}

/** The source of a volume; a CSI secret for expansion may still be added. */
function sourceOf(spec: Fields, old: Fields): Fields {
  const source: Record<string, unknown> = {};
  for (const [field] of volumeSources) source[field] = spec[field];
  const csi = objectAt(spec, 'csi');
  if (csi !== undefined && !isSet(objectAt(old, 'csi'), 'controllerExpandSecretRef'))
    source['csi'] = { ...csi, controllerExpandSecretRef: undefined };
  return source;
}

function validateParameters(object: Fields, errors: Causes): void {
  const parameters = entriesAt(object, 'parameters');
  if (parameters.length > 512) {
    errors.push(tooLong('parameters', 512));
    return;
  }
  let size = 0;
  for (const [key, value] of parameters) {
    if (key === '') errors.push(invalid('parameters', key, 'field can not be empty.'));
    size += byteLength(key) + byteLength(value);
  }
  if (size > 256 * 1024) errors.push(tooLong('parameters', 256 * 1024));
}

function validateTopologies(object: Fields, errors: Causes): void {
  const terms = objectsAt(object, 'allowedTopologies');
  const seen = new Set<string>();
  for (const [index, term] of terms.entries()) {
    validateTopologySelectorTerm(term, `allowedTopologies[${index}]`, errors);
    const wanted = wantedBy(term);
    // The API server compares with empty terms of its own making, so that one without labels always stands twice.
    if (wanted === '{}' || seen.has(wanted))
      errors.push(duplicate(`allowedTopologies[${index}].matchLabelExpressions`, ''));
    seen.add(wanted);
  }
}

/** The values of a term by key: two terms that ask for the same are equal, in whatever order. */
function wantedBy(term: Fields): string {
  const wanted = objectsAt(term, 'matchLabelExpressions').map(
    (one) => [textAt(one, 'key') ?? '', [...new Set(stringsAt(one, 'values'))].sort()] as const,
  );
  return JSON.stringify(Object.fromEntries(wanted.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))));
}
