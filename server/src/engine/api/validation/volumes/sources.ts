import { byteLength, dns1123Label, dns1123Subdomain, inRange } from '../../names.ts';
import { type Causes, invalid, invalidEach, notSupported, required, tooLong } from '../causes.ts';
import { validateDescendingPath, validateNoBacksteps } from '../paths.ts';
import { type Fields, flagAt, isSet, listAt, numberAt, numberOr0, objectAt, textAt } from '../read.ts';

export type SourceRule = (source: Fields, path: string, errors: Causes) => void;

const hostPathTypes = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];
const iqn = /iqn\.\d{4}-\d{2}\.([0-9A-Za-z.-]+)(:[^,;*&$|\s]+)$/;
const eui = /^eui.[0-9A-Za-z]{16}$/;
const naa = /^naa.[0-9A-Za-z]{32}$/;

type SharedSource =
  | 'hostPath'
  | 'gitRepo'
  | 'gcePersistentDisk'
  | 'awsElasticBlockStore'
  | 'nfs'
  | 'iscsi'
  | 'glusterfs'
  | 'flocker'
  | 'rbd'
  | 'cinder'
  | 'cephfs'
  | 'quobyte'
  | 'fc'
  | 'flexVolume'
  | 'azureFile'
  | 'vsphereVolume'
  | 'photonPersistentDisk'
  | 'portworxVolume'
  | 'azureDisk'
  | 'storageos'
  | 'scaleIO';

/** Sources that pods and PersistentVolumes share. Follow kubernetes pkg/apis/core/validation validateHostPathVolumeSource and the like. */
export const sharedSources: Readonly<Record<SharedSource, SourceRule>> = {
  hostPath: (source, path, errors) => {
    const hostPath = textAt(source, 'path');
    if (hostPath === '') {
      errors.push(required(`${path}.path`));
      return;
    }
    if (hostPath !== undefined) validateNoBacksteps(hostPath, `${path}.path`, errors);
    const type = source['type'];
    if (typeof type === 'string' && !hostPathTypes.includes(type))
      errors.push(notSupported(`${path}.type`, type, hostPathTypes));
  },
  gitRepo: (source, path, errors) => {
    needs(source, ['repository'], path, errors);
    validateDescendingPath(textAt(source, 'directory') ?? '', `${path}.directory`, errors);
  },
  gcePersistentDisk: (source, path, errors) => {
    needs(source, ['pdName'], path, errors);
    validatePartition(source, path, errors);
  },
  awsElasticBlockStore: (source, path, errors) => {
    needs(source, ['volumeID'], path, errors);
    validatePartition(source, path, errors);
  },
  nfs: (source, path, errors) => {
    needs(source, ['server', 'path'], path, errors);
    const share = textAt(source, 'path');
    if (share !== undefined && !share.startsWith('/'))
      errors.push(invalid(`${path}.path`, share, 'must be an absolute path'));
  },
  iscsi: validateIscsi,
  glusterfs: (source, path, errors) => needs(source, ['endpoints', 'path'], path, errors),
  flocker: (source, path, errors) => {
    const name = textAt(source, 'datasetName') ?? '';
    const id = textAt(source, 'datasetUUID') ?? '';
    if (name === '' && id === '') errors.push(required(path, 'one of datasetName and datasetUUID is required'));
    if (name !== '' && id !== '')
      errors.push(invalid(path, 'resource', 'datasetName and datasetUUID can not be specified simultaneously'));
    if (name.includes('/')) errors.push(invalid(`${path}.datasetName`, name, "must not contain '/'"));
  },
  rbd: (source, path, errors) => {
    if (listAt(source, 'monitors').length === 0) errors.push(required(`${path}.monitors`));
    needs(source, ['image'], path, errors);
  },
  cinder: (source, path, errors) => {
    needs(source, ['volumeID'], path, errors);
    if (isSet(source, 'secretRef')) needs(objectAt(source, 'secretRef') ?? {}, ['name'], `${path}.secretRef`, errors);
  },
  cephfs: (source, path, errors) => {
    if (listAt(source, 'monitors').length === 0) errors.push(required(`${path}.monitors`));
  },
  quobyte: validateQuobyte,
  fc: validateFc,
  flexVolume: (source, path, errors) => {
    needs(source, ['driver'], path, errors);
    for (const key of Object.keys(objectAt(source, 'options') ?? {})) {
      const domain = `.${(key.split('/')[0] ?? '').toLowerCase()}`;
      if (!domain.endsWith('.kubernetes.io') && !domain.endsWith('.k8s.io')) continue;
      errors.push(invalid(`${path}.options[${key}]`, key, 'kubernetes.io and k8s.io namespaces are reserved'));
    }
  },
  azureFile: (source, path, errors) => needs(source, ['secretName', 'shareName'], path, errors),
  vsphereVolume: (source, path, errors) => needs(source, ['volumePath'], path, errors),
  photonPersistentDisk: (source, path, errors) => needs(source, ['pdID'], path, errors),
  portworxVolume: (source, path, errors) => needs(source, ['volumeID'], path, errors),
  azureDisk: validateAzureDisk,
  storageos: (source, path, errors) => {
    const name = textAt(source, 'volumeName');
    if (name === '') errors.push(required(`${path}.volumeName`));
    else if (name !== undefined) invalidEach(errors, `${path}.volumeName`, name, dns1123Label(name));
    const namespace = textAt(source, 'volumeNamespace');
    if (namespace) invalidEach(errors, `${path}.volumeNamespace`, namespace, dns1123Label(namespace));
    if (isSet(source, 'secretRef')) needs(objectAt(source, 'secretRef') ?? {}, ['name'], `${path}.secretRef`, errors);
  },
  scaleIO: (source, path, errors) => needs(source, ['gateway', 'system', 'volumeName'], path, errors),
};

/** `Required value` for each of the fields that is empty. */
export function needs(source: Fields, fields: readonly string[], path: string, errors: Causes): void {
  for (const field of fields) if (textAt(source, field) === '') errors.push(required(`${path}.${field}`));
}

/** Follows ValidateCSIDriverName. */
export function validateCsiDriverName(name: string, path: string, errors: Causes): void {
  if (name === '') {
    errors.push(required(path));
    return;
  }
  if (byteLength(name) > 63) errors.push(tooLong(path, 63));
  invalidEach(errors, path, name, dns1123Subdomain(name.toLowerCase()));
}

function validatePartition(source: Fields, path: string, errors: Causes): void {
  const partition = numberOr0(source, 'partition') ?? 0;
  if (partition < 0 || partition > 255)
    errors.push(invalid(`${path}.partition`, partition, 'must be between 1 and 255, inclusive'));
}

function validateIscsi(source: Fields, path: string, errors: Causes): void {
  needs(source, ['targetPortal', 'iqn'], path, errors);
  const target = textAt(source, 'iqn') ?? '';
  if (target !== '') validateInitiator(target, `${path}.iqn`, errors);
  validateLun(numberOr0(source, 'lun'), `${path}.lun`, errors);
  const chap = flagAt(source, 'chapAuthDiscovery') === true || flagAt(source, 'chapAuthSession') === true;
  if (chap && !isSet(source, 'secretRef')) errors.push(required(`${path}.secretRef`));
  const initiator = textAt(source, 'initiatorName') ?? '';
  if (isSet(source, 'initiatorName')) validateInitiator(initiator, `${path}.initiatorname`, errors);
}

function validateInitiator(name: string, path: string, errors: Causes): void {
  const format = name.startsWith('iqn') ? iqn : name.startsWith('eui') ? eui : name.startsWith('naa') ? naa : undefined;
  if (format === undefined) errors.push(invalid(path, name, 'must be valid format starting with iqn, eui, or naa'));
  else if (!format.test(name)) errors.push(invalid(path, name, 'must be valid format'));
}

function validateLun(lun: number | undefined, path: string, errors: Causes): void {
  if (lun !== undefined) invalidEach(errors, path, lun, inRange(lun, 0, 255));
}

function validateQuobyte(source: Fields, path: string, errors: Causes): void {
  const registry = textAt(source, 'registry') ?? '';
  const pairs = 'must be a host:port pair or multiple pairs separated by commas';
  if (registry === '') errors.push(required(`${path}.registry`, pairs));
  else if ((textAt(source, 'tenant') ?? '').length >= 65) {
    errors.push(required(`${path}.tenant`, 'must be a UUID and may not exceed a length of 64 characters'));
  } else {
    for (const pair of registry.split(','))
      if (!/^(\[[^\]]*\]|[^:]*):[^:]*$/.test(pair)) errors.push(invalid(`${path}.registry`, registry, pairs));
  }
  needs(source, ['volume'], path, errors);
}

function validateFc(source: Fields, path: string, errors: Causes): void {
  const targets = listAt(source, 'targetWWNs');
  const ids = listAt(source, 'wwids');
  if (targets.length === 0 && ids.length === 0)
    errors.push(required(`${path}.targetWWNs`, 'must specify either targetWWNs or wwids, but not both'));
  if (targets.length > 0 && ids.length > 0)
    errors.push(invalid(`${path}.targetWWNs`, targets, 'targetWWNs and wwids can not be specified simultaneously'));
  if (targets.length === 0) return;
  const lun = numberAt(source, 'lun');
  if (!isSet(source, 'lun')) errors.push(required(`${path}.lun`, 'lun is required if targetWWNs is specified'));
  else validateLun(lun, `${path}.lun`, errors);
}

function validateAzureDisk(source: Fields, path: string, errors: Causes): void {
  needs(source, ['diskName', 'diskURI'], path, errors);
  const uri = textAt(source, 'diskURI') ?? '';
  const caching = textAt(source, 'cachingMode');
  const kind = textAt(source, 'kind');
  const modes = ['None', 'ReadOnly', 'ReadWrite'];
  const kinds = ['Dedicated', 'Managed', 'Shared'];
  if (caching && !modes.includes(caching)) errors.push(notSupported(`${path}.cachingMode`, caching, modes));
  if (kind && !kinds.includes(kind)) errors.push(notSupported(`${path}.kind`, kind, kinds));
  const managed = '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}';
  const blob = 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd';
  if (kind === 'Managed' && !uri.startsWith('/subscriptions/'))
    errors.push(notSupported(`${path}.diskURI`, uri, [managed]));
  if (kind && kind !== 'Managed' && !uri.startsWith('https://'))
    errors.push(notSupported(`${path}.diskURI`, uri, [blob]));
}
