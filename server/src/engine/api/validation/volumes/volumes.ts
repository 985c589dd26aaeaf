import { dns1123Label, dns1123Subdomain } from '../../names.ts';
import { parseQuantity } from '../../quantity.ts';
import { type Causes, duplicate, forbidden, invalid, invalidEach, notSupported, required } from '../causes.ts';
import { type Fields, isSet, objectAt, objectsAt, textAt } from '../read.ts';
import { validateClaimTemplate } from './claimSpec.ts';
import { validateDownwardApi, validateFiles, validateProjected } from './files.ts';
import { type SourceRule, sharedSources, validateCsiDriverName } from './sources.ts';

/** The sources in the order in which the API server looks at them; where two stand, the later is the one too many. */
const sources: readonly (readonly [string, SourceRule])[] = [
  ['emptyDir', validateEmptyDir],
  ['hostPath', sharedSources.hostPath],
  ['gitRepo', sharedSources.gitRepo],
  ['gcePersistentDisk', sharedSources.gcePersistentDisk],
  ['awsElasticBlockStore', sharedSources.awsElasticBlockStore],
  ['secret', (source, path, errors) => validateFiles(source, 'secretName', path, errors)],
  ['nfs', sharedSources.nfs],
  ['iscsi', sharedSources.iscsi],
  ['glusterfs', sharedSources.glusterfs],
  ['flocker', sharedSources.flocker],
  ['persistentVolumeClaim', validateClaim],
  ['rbd', sharedSources.rbd],
  ['cinder', sharedSources.cinder],
  ['cephfs', sharedSources.cephfs],
  ['quobyte', sharedSources.quobyte],
  ['downwardAPI', validateDownwardApi],
  ['fc', sharedSources.fc],
  ['flexVolume', sharedSources.flexVolume],
  ['configMap', (source, path, errors) => validateFiles(source, 'name', path, errors)],
  ['azureFile', sharedSources.azureFile],
  ['vsphereVolume', sharedSources.vsphereVolume],
  ['photonPersistentDisk', sharedSources.photonPersistentDisk],
  ['portworxVolume', sharedSources.portworxVolume],
  ['azureDisk', sharedSources.azureDisk],
  ['storageos', sharedSources.storageos],
  ['projected', validateProjected],
  ['scaleIO', sharedSources.scaleIO],
  ['csi', validateCsi],
  ['ephemeral', validateEphemeral],
  ['image', validateImage],
];

/** What the API server calls a source where it is one too many, if not by its name. */
const oddNames: Readonly<Record<string, string>> = { cephfs: 'cephFS', downwardAPI: 'downwarAPI' };
/** What it calls a source inside which something is wrong, if not by its name. */
export const oddPaths: Readonly<Record<string, string>> = { gcePersistentDisk: 'persistentDisk' };

/**
 * spec.volumes; returns those that are right, by name: mounts of the others are not found.
 * Follows kubernetes pkg/apis/core/validation ValidateVolumes. `podName` is '' in a template.
 */
export function validateVolumes(
  spec: Fields,
  path: string,
  podName: string,
  errors: Causes,
): ReadonlyMap<string, Fields> {
  const volumes = objectsAt(spec, 'volumes');
  const right = new Map<string, Fields>();
  const made =
    podName === ''
      ? []
      : volumes.filter((volume) => isSet(volume, 'ephemeral')).map((volume) => `${podName}-${textAt(volume, 'name')}`);
  for (const [index, volume] of volumes.entries()) {
    const at = `${path}[${index}]`;
    const name = textAt(volume, 'name') ?? '';
    const before = errors.length;
    validateSource(volume, name, at, podName, errors);
    if (name === '') errors.push(required(`${at}.name`));
    else invalidEach(errors, `${at}.name`, name, dns1123Label(name));
    if (right.has(name)) errors.push(duplicate(`${at}.name`, name));
    if (errors.length === before) right.set(name, volume);
    const claim = textAt(objectAt(volume, 'persistentVolumeClaim'), 'claimName') ?? '';
    if (made.includes(claim)) {
      errors.push(
        invalid(
          `${at}.persistentVolumeClaim.claimName`,
          claim,
          'must not reference a PVC that gets created for an ephemeral volume',
        ),
      );
    }
  }
  return right;
}

function validateSource(volume: Fields, name: string, path: string, podName: string, errors: Causes): void {
  let found = false;
  for (const [field, rule] of sources) {
    const source = objectAt(volume, field);
    if (source === undefined) continue;
    if (found) {
      errors.push(forbidden(`${path}.${oddNames[field] ?? field}`, 'may not specify more than 1 volume type'));
      continue;
    }
    found = true;
    rule(source, `${path}.${oddPaths[field] ?? field}`, errors);
    validateNames(field, source, name, path, podName, errors);
  }
  if (!found && !sources.some(([field]) => isSet(volume, field)))
    errors.push(required(path, 'must specify a volume type'));
}

function validateNames(
  field: string,
  source: Fields,
  name: string,
  path: string,
  podName: string,
  errors: Causes,
): void {
  if (field === 'iscsi' && isSet(source, 'initiatorName') && `${name}:${textAt(source, 'targetPortal')}`.length > 64) {
    errors.push(
      invalid(
        `${path}.name`,
        name,
        'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.',
      ),
    );
  }
  if (field !== 'ephemeral' || podName === '' || name === '') return;
  const claim = `${podName}-${name}`;
  for (const detail of dns1123Subdomain(claim))
    errors.push(invalid(`${path}.name`, name, `PVC name "${claim}": ${detail}`));
}

function validateEmptyDir(source: Fields, path: string, errors: Causes): void {
  const limit = parseQuantity(source['sizeLimit'] ?? null);
  if (limit.ok && limit.value.nano < 0n)
    errors.push(forbidden(`${path}.sizeLimit`, 'SizeLimit field must be a valid resource quantity'));
}

function validateClaim(source: Fields, path: string, errors: Causes): void {
  if (textAt(source, 'claimName') === '') errors.push(required(`${path}.claimName`));
}

function validateCsi(source: Fields, path: string, errors: Causes): void {
  validateCsiDriverName(textAt(source, 'driver') ?? '', `${path}.driver`, errors);
  const secret = objectAt(source, 'nodePublishSecretRef');
  const name = textAt(secret, 'name') ?? '';
  if (secret !== undefined && name === '') errors.push(required(`${path}.nodePublishSecretRef.name`));
  else if (name !== '') invalidEach(errors, `${path}.name`, name, dns1123Subdomain(name));
}

function validateEphemeral(source: Fields, path: string, errors: Causes): void {
  const template = objectAt(source, 'volumeClaimTemplate');
  if (template === undefined) errors.push(required(`${path}.volumeClaimTemplate`));
  else validateClaimTemplate(template, `${path}.volumeClaimTemplate`, errors);
}

const pullPolicies = ['Always', 'IfNotPresent', 'Never'];

function validateImage(source: Fields, path: string, errors: Causes): void {
  const reference = textAt(source, 'reference') ?? '';
  if (reference === '') errors.push(required(`${path}.reference`));
  else if (reference.trim() !== reference)
    errors.push(invalid(`${path}.reference`, reference, 'must not have leading or trailing whitespace'));
  const policy = textAt(source, 'pullPolicy');
  if (policy && !pullPolicies.includes(policy)) errors.push(notSupported(`${path}.pullPolicy`, policy, pullPolicies));
}
