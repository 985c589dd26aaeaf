import { isFields } from '#engine/patch/json.ts';
import { read, readList, readText } from '../printers/read.ts';
import type { Page } from './page.ts';

/** The volumes of a pod (template). */
export function describeVolumes(page: Page, volumes: readonly unknown[], inTemplate: boolean): void {
  const indent = inTemplate ? '  ' : '';
  if (volumes.length === 0) {
    page.line(0, `${indent}Volumes:`, '<none>');
    return;
  }
  page.line(0, `${indent}Volumes:`);
  for (const volume of volumes) {
    page.line(1, `${inTemplate ? ' ' : ''}${readText(volume, 'name')}:`);
    describeSource(page, volume);
  }
}

type Row = readonly [title: string, field: string, otherwise: string];

const sources: Readonly<Record<string, { readonly type: string; readonly rows: readonly Row[] }>> = {
  hostPath: {
    type: 'HostPath (bare host directory volume)',
    rows: [
      ['Path', 'path', ''],
      ['HostPathType', 'type', '<none>'],
    ],
  },
  emptyDir: {
    type: "EmptyDir (a temporary directory that shares a pod's lifetime)",
    rows: [
      ['Medium', 'medium', ''],
      ['SizeLimit', 'sizeLimit', '<unset>'],
    ],
  },
  secret: {
    type: 'Secret (a volume populated by a Secret)',
    rows: [
      ['SecretName', 'secretName', ''],
      ['Optional', 'optional', 'false'],
    ],
  },
  configMap: {
    type: 'ConfigMap (a volume populated by a ConfigMap)',
    rows: [
      ['Name', 'name', ''],
      ['Optional', 'optional', 'false'],
    ],
  },
  persistentVolumeClaim: {
    type: 'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
    rows: [
      ['ClaimName', 'claimName', ''],
      ['ReadOnly', 'readOnly', 'false'],
    ],
  },
  nfs: {
    type: 'NFS (an NFS mount that lasts the lifetime of a pod)',
    rows: [
      ['Server', 'server', ''],
      ['Path', 'path', ''],
      ['ReadOnly', 'readOnly', 'false'],
    ],
  },
  csi: {
    type: 'CSI (a Container Storage Interface (CSI) volume source)',
    rows: [
      ['Driver', 'driver', ''],
      ['FSType', 'fsType', ''],
      ['ReadOnly', 'readOnly', 'false'],
    ],
  },
  image: {
    type: 'Image (a container image or OCI artifact)',
    rows: [
      ['Reference', 'reference', ''],
      ['PullPolicy', 'pullPolicy', ''],
    ],
  },
  local: { type: 'LocalVolume (a persistent volume backed by local storage on a node)', rows: [['Path', 'path', '']] },
  ephemeral: {
    type: 'EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)',
    rows: [],
  },
};

/** The source of a volume: its type in words, then its fields. */
export function describeSource(page: Page, volume: unknown): void {
  const name = isFields(volume)
    ? Object.keys(volume).find((field) => field !== 'name' && isFields(volume[field]))
    : undefined;
  const source = name === undefined ? undefined : read(volume, name);
  if (name === 'projected') {
    describeProjected(page, source);
    return;
  }
  if (name === 'downwardAPI') {
    describeDownward(page, source);
    return;
  }
  const known = name === undefined ? undefined : sources[name];
  if (known === undefined) {
    page.line(1, '<unknown>');
    return;
  }
  page.field(2, 'Type', known.type);
  for (const [title, field, otherwise] of known.rows) page.field(2, title, readText(source, field, otherwise));
}

function describeProjected(page: Page, source: unknown): void {
  page.field(2, 'Type', 'Projected (a volume that contains injected data from multiple sources)');
  for (const each of readList(source, 'sources')) {
    const optional = (at: unknown): string => String(read(at, 'optional') === true);
    const secret = read(each, 'secret');
    const configMap = read(each, 'configMap');
    if (secret !== undefined) {
      page.field(2, 'SecretName', readText(secret, 'name'));
      page.field(2, 'Optional', optional(secret));
    } else if (read(each, 'downwardAPI') !== undefined) {
      page.field(2, 'DownwardAPI', 'true');
    } else if (configMap !== undefined) {
      page.field(2, 'ConfigMapName', readText(configMap, 'name'));
      page.field(2, 'Optional', optional(configMap));
    } else {
      page.field(2, 'TokenExpirationSeconds', readText(each, 'serviceAccountToken.expirationSeconds', '3600'));
    }
  }
}

function describeDownward(page: Page, source: unknown): void {
  page.field(2, 'Type', 'DownwardAPI (a volume populated by information about the pod)');
  page.line(2, 'Items:');
  for (const item of readList(source, 'items'))
    page.line(
      3,
      `${readText(item, 'fieldRef.fieldPath', readText(item, 'resourceFieldRef.resource'))} -> ${readText(item, 'path')}`,
    );
}
