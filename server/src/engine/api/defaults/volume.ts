import { claimSpec } from './claimSpec.ts';
import { child, children, type Draft, fill, fillEmpty } from './draft.ts';

const fileMode = 0o644;

/** Follows kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Volume and those of its sources. */
export function defaultVolume(volume: Draft): void {
  if (Object.keys(volume).every((field) => field === 'name')) volume['emptyDir'] = {};
  for (const source of ['secret', 'configMap', 'downwardAPI', 'projected']) {
    const files = child(volume, source);
    if (files !== undefined) fill(files, 'defaultMode', fileMode);
  }
  defaultItems(child(volume, 'downwardAPI'));
  for (const source of children(child(volume, 'projected'), 'sources')) {
    defaultItems(child(source, 'downwardAPI'));
    const token = child(source, 'serviceAccountToken');
    if (token !== undefined) fill(token, 'expirationSeconds', 3600);
  }
  defaultDisks(volume);
  const image = child(volume, 'image');
  if (image !== undefined && typeof image['reference'] === 'string')
    fillEmpty(image, 'pullPolicy', /:latest$|^[^:@]*$/.test(lastPart(image['reference'])) ? 'Always' : 'IfNotPresent');
  const template = child(child(volume, 'ephemeral'), 'volumeClaimTemplate');
  const spec = child(template, 'spec');
  if (spec !== undefined) claimSpec(spec);
}

/** The sources that a PersistentVolume has too. */
export function defaultDisks(volume: Draft): void {
  const hostPath = child(volume, 'hostPath');
  if (hostPath !== undefined) fill(hostPath, 'type', '');
  const iscsi = child(volume, 'iscsi');
  if (iscsi !== undefined) fillEmpty(iscsi, 'iscsiInterface', 'default');
  const rbd = child(volume, 'rbd');
  if (rbd !== undefined) {
    fillEmpty(rbd, 'pool', 'rbd');
    fillEmpty(rbd, 'user', 'admin');
    fillEmpty(rbd, 'keyring', '/etc/ceph/keyring');
  }
  const azureDisk = child(volume, 'azureDisk');
  if (azureDisk !== undefined) {
    fill(azureDisk, 'cachingMode', 'ReadWrite');
    fill(azureDisk, 'kind', 'Shared');
    fill(azureDisk, 'fsType', 'ext4');
    fill(azureDisk, 'readOnly', false);
  }
  const scaleIO = child(volume, 'scaleIO');
  if (scaleIO !== undefined) {
    fillEmpty(scaleIO, 'storageMode', 'ThinProvisioned');
    fillEmpty(scaleIO, 'fsType', 'xfs');
  }
}

function defaultItems(downward: Draft | undefined): void {
  for (const item of children(downward, 'items')) {
    const fieldRef = child(item, 'fieldRef');
    if (fieldRef !== undefined) fillEmpty(fieldRef, 'apiVersion', 'v1');
    const resource = child(item, 'resourceFieldRef');
    if (resource !== undefined) fillEmpty(resource, 'divisor', '0');
  }
}

function lastPart(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}
