import type { ApiObject } from '#engine/api/meta.ts';
import { accessModes } from '../printers/kinds/storage.ts';
import { labelsText, read, readList, readMap, readText } from '../printers/read.ts';
import type { DescribeContext, Describer } from './describer.ts';
import { describeAnnotations, describeHead, describeLabels } from './metadata.ts';
import type { Page } from './page.ts';
import { describeSource } from './volumes.ts';

/** Namespaces, configuration, service accounts, volumes. */
export const configurationDescribers: readonly Describer[] = [
  { kind: 'Namespace', events: false, describe: describeNamespace },
  { kind: 'ConfigMap', events: true, describe: describeConfigMap },
  { kind: 'Secret', events: false, describe: describeSecret },
  { kind: 'ServiceAccount', events: true, describe: describeServiceAccount },
  { kind: 'PersistentVolumeClaim', events: true, describe: describeClaim },
  { kind: 'PersistentVolume', events: true, describe: describeVolume },
  { kind: 'StorageClass.storage.k8s.io', events: true, describe: describeStorageClass },
];

function describeNamespace(page: Page, object: ApiObject, { view }: DescribeContext): void {
  page.field(0, 'Name', object.metadata.name);
  describeLabels(page, 'Labels', object.metadata.labels);
  describeAnnotations(page, 'Annotations', object.metadata.annotations);
  page.field(0, 'Status', readText(object, 'status.phase'));
  page.line(0);
  const quotas = view.list('ResourceQuota', object.metadata.name);
  page.line(0, quotas.length === 0 ? 'No resource quota.' : 'Resource Quotas');
  for (const quota of quotas) {
    page.field(1, 'Name', quota.metadata.name);
    page.line(1, 'Resource', 'Used', 'Hard');
    page.line(1, '--------', '---', '---');
    const used = readMap(quota, 'status.used');
    for (const [name, hard] of Object.entries(readMap(quota, 'status.hard')).sort(([a], [b]) => (a < b ? -1 : 1)))
      page.line(1, name, String(used[name] ?? '0'), String(hard));
  }
  page.line(0);
  const ranges = view.list('LimitRange', object.metadata.name);
  page.line(0, ranges.length === 0 ? 'No LimitRange resource.' : 'Resource Limits');
  if (ranges.length === 0) return;
  const fields = ['min', 'max', 'defaultRequest', 'default', 'maxLimitRequestRatio'];
  page.line(1, 'Type', 'Resource', 'Min', 'Max', 'Default Request', 'Default Limit', 'Max Limit/Request Ratio');
  page.line(1, '----', '--------', '---', '---', '---------------', '-------------', '-----------------------');
  for (const limit of ranges.flatMap((range) => readList(range, 'spec.limits'))) {
    const names = [...new Set(fields.flatMap((field) => Object.keys(readMap(limit, field))))].sort();
    for (const name of names)
      page.line(1, readText(limit, 'type'), name, ...fields.map((field) => String(readMap(limit, field)[name] ?? '-')));
  }
}

function describeConfigMap(page: Page, object: ApiObject): void {
  describeHead(page, object);
  for (const line of ['', 'Data', '====']) page.line(0, line);
  for (const [name, value] of Object.entries(readMap(object, 'data')).sort(([a], [b]) => (a < b ? -1 : 1)))
    for (const line of [`${name}:`, '----', ...String(value).split('\n'), '']) page.line(0, line);
  for (const line of ['', 'BinaryData', '====']) page.line(0, line);
  for (const [name, value] of Object.entries(readMap(object, 'binaryData')).sort(([a], [b]) => (a < b ? -1 : 1)))
    page.line(0, `${name}: ${bytes(value)} bytes`);
  page.line(0, '');
}

function describeSecret(page: Page, object: ApiObject): void {
  describeHead(page, object);
  page.line(0, '');
  page.line(0, 'Type:', readText(object, 'type'));
  for (const line of ['', 'Data', '====']) page.line(0, line);
  for (const [name, value] of Object.entries(readMap(object, 'data')).sort(([a], [b]) => (a < b ? -1 : 1)))
    page.line(0, `${name}:`, `${bytes(value)} bytes`);
}

/** How many bytes a base64 text stands for. */
function bytes(base64: unknown): number {
  const text = String(base64).replace(/\s/g, '').replace(/=+$/, '');
  return Math.floor((text.length * 3) / 4);
}

function describeServiceAccount(page: Page, object: ApiObject): void {
  describeHead(page, object);
  page.values(
    0,
    'Image pull secrets',
    readList(object, 'imagePullSecrets').map((each) => readText(each, 'name')),
  );
}

function describeClaim(page: Page, object: ApiObject, { view }: DescribeContext): void {
  page.field(0, 'Name', object.metadata.name);
  page.field(0, 'Namespace', object.metadata.namespace ?? '');
  page.field(0, 'StorageClass', readText(object, 'spec.storageClassName'));
  page.field(
    0,
    'Status',
    object.metadata.deletionTimestamp === undefined ? readText(object, 'status.phase') : 'Terminating',
  );
  page.field(0, 'Volume', readText(object, 'spec.volumeName'));
  describeLabels(page, 'Labels', object.metadata.labels);
  describeAnnotations(page, 'Annotations', object.metadata.annotations);
  page.field(0, 'Finalizers', `[${(object.metadata.finalizers ?? []).join(' ')}]`);
  page.field(0, 'Capacity', read(object, 'spec.volumeName') ? readText(object, 'status.capacity.storage') : '');
  page.field(
    0,
    'Access Modes',
    read(object, 'spec.volumeName') ? accessModes(readList(object, 'status.accessModes')) : '',
  );
  page.optional(0, 'VolumeMode', read(object, 'spec.volumeMode'));
  const users = view
    .list('Pod', object.metadata.namespace)
    .filter((pod) =>
      readList(pod, 'spec.volumes').some(
        (volume) => read(volume, 'persistentVolumeClaim.claimName') === object.metadata.name,
      ),
    );
  page.values(
    0,
    'Used By',
    users.map((pod) => pod.metadata.name),
  );
}

function describeVolume(page: Page, object: ApiObject): void {
  page.field(0, 'Name', object.metadata.name);
  describeLabels(page, 'Labels', object.metadata.labels);
  describeAnnotations(page, 'Annotations', object.metadata.annotations);
  page.field(0, 'Finalizers', `[${(object.metadata.finalizers ?? []).join(' ')}]`);
  page.field(0, 'StorageClass', readText(object, 'spec.storageClassName'));
  page.field(
    0,
    'Status',
    object.metadata.deletionTimestamp === undefined ? readText(object, 'status.phase') : 'Terminating',
  );
  const claim = readText(object, 'spec.claimRef.name');
  page.field(0, 'Claim', claim === '' ? '' : `${readText(object, 'spec.claimRef.namespace')}/${claim}`);
  page.field(0, 'Reclaim Policy', readText(object, 'spec.persistentVolumeReclaimPolicy'));
  page.field(0, 'Access Modes', accessModes(readList(object, 'spec.accessModes')));
  page.optional(0, 'VolumeMode', read(object, 'spec.volumeMode'));
  page.field(0, 'Capacity', readText(object, 'spec.capacity.storage'));
  if (read(object, 'spec.nodeAffinity') === undefined) page.field(0, 'Node Affinity', '<none>');
  else describeAffinity(page, object);
  page.field(0, 'Message', readText(object, 'status.message'));
  page.line(0, 'Source:');
  const spec = readMap(object, 'spec');
  const source = Object.keys(spec).find(
    (name) =>
      !['capacity', 'claimRef', 'nodeAffinity'].includes(name) &&
      typeof spec[name] === 'object' &&
      !Array.isArray(spec[name]),
  );
  describeSource(page, source === undefined ? {} : { [source]: spec[source] });
}

function describeAffinity(page: Page, object: ApiObject): void {
  page.line(0, 'Node Affinity:', '');
  page.line(1, 'Required Terms:', '');
  for (const [index, term] of readList(object, 'spec.nodeAffinity.required.nodeSelectorTerms').entries()) {
    const texts = readList(term, 'matchExpressions').map((each) => {
      const values = readList(each, 'values');
      return `${readText(each, 'key')} ${readText(each, 'operator').toLowerCase()}${values.length === 0 ? '' : ` [${values.join(', ')}]`}`;
    });
    page.values(2, `Term ${index}`, texts);
  }
}

function describeStorageClass(page: Page, object: ApiObject): void {
  page.field(0, 'Name', object.metadata.name);
  page.field(
    0,
    'IsDefaultClass',
    object.metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true' ? 'Yes' : 'No',
  );
  page.field(0, 'Annotations', labelsText(object.metadata.annotations ?? {}));
  page.field(0, 'Provisioner', readText(object, 'provisioner'));
  page.field(0, 'Parameters', labelsText(readMap(object, 'parameters')));
  const expansion = read(object, 'allowVolumeExpansion');
  page.field(0, 'AllowVolumeExpansion', expansion === undefined ? '<unset>' : expansion === true ? 'True' : 'False');
  const options = readList(object, 'mountOptions');
  if (options.length === 0) page.field(0, 'MountOptions', '<none>');
  else page.line(0, 'MountOptions:');
  for (const option of options) page.line(1, String(option));
  page.optional(0, 'ReclaimPolicy', read(object, 'reclaimPolicy'));
  page.optional(0, 'VolumeBindingMode', read(object, 'volumeBindingMode'));
}
