import type { ApiObject } from '#engine/api/meta.ts';
import { ageColumn, column, type KindColumns, nameColumn, textColumn, wide } from '../columns.ts';
import { read, readList, readText } from '../read.ts';

/** Volumes, claims and classes; follows kubernetes pkg/printers/internalversion. */
export const storageColumns: readonly KindColumns[] = [
  {
    kind: 'PersistentVolume',
    columns: [
      nameColumn,
      textColumn('CAPACITY', 'spec.capacity.storage', ''),
      column('ACCESS MODES', (object) => accessModes(readList(object, 'spec.accessModes'))),
      textColumn('RECLAIM POLICY', 'spec.persistentVolumeReclaimPolicy', ''),
      column('STATUS', phase),
      column('CLAIM', (object) => {
        const name = readText(object, 'spec.claimRef.name');
        return name === '' ? '' : `${readText(object, 'spec.claimRef.namespace')}/${name}`;
      }),
      textColumn('STORAGECLASS', 'spec.storageClassName', ''),
      textColumn('VOLUMEATTRIBUTESCLASS', 'spec.volumeAttributesClassName', '<unset>'),
      textColumn('REASON', 'status.reason', ''),
      ageColumn,
      wide('VOLUMEMODE', (object) => readText(object, 'spec.volumeMode', '<unset>')),
    ],
  },
  {
    kind: 'PersistentVolumeClaim',
    columns: [
      nameColumn,
      column('STATUS', phase),
      textColumn('VOLUME', 'spec.volumeName', ''),
      column('CAPACITY', (object) =>
        read(object, 'spec.volumeName') ? readText(object, 'status.capacity.storage') : '',
      ),
      column('ACCESS MODES', (object) =>
        read(object, 'spec.volumeName') ? accessModes(readList(object, 'status.accessModes')) : '',
      ),
      textColumn('STORAGECLASS', 'spec.storageClassName', ''),
      textColumn('VOLUMEATTRIBUTESCLASS', 'spec.volumeAttributesClassName', '<unset>'),
      ageColumn,
      wide('VOLUMEMODE', (object) => readText(object, 'spec.volumeMode', '<unset>')),
    ],
  },
  {
    kind: 'StorageClass.storage.k8s.io',
    columns: [
      column('NAME', (object) =>
        object.metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true'
          ? `${object.metadata.name} (default)`
          : object.metadata.name,
      ),
      textColumn('PROVISIONER', 'provisioner', ''),
      textColumn('RECLAIMPOLICY', 'reclaimPolicy', 'Delete'),
      textColumn('VOLUMEBINDINGMODE', 'volumeBindingMode', 'Immediate'),
      column('ALLOWVOLUMEEXPANSION', (object) => String(read(object, 'allowVolumeExpansion') === true)),
      ageColumn,
    ],
  },
  {
    kind: 'CSINode.storage.k8s.io',
    columns: [nameColumn, column('DRIVERS', (object) => String(readList(object, 'spec.drivers').length)), ageColumn],
  },
  {
    kind: 'VolumeAttachment.storage.k8s.io',
    columns: [
      nameColumn,
      textColumn('ATTACHER', 'spec.attacher', ''),
      textColumn('PV', 'spec.source.persistentVolumeName', ''),
      textColumn('NODE', 'spec.nodeName', ''),
      column('ATTACHED', (object) => String(read(object, 'status.attached') === true)),
      ageColumn,
    ],
  },
];

function phase(object: ApiObject): string {
  return object.metadata.deletionTimestamp === undefined ? readText(object, 'status.phase') : 'Terminating';
}

const short: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

/** `RWO,ROX`, in the order that the API server prints. */
export function accessModes(modes: readonly unknown[]): string {
  return Object.keys(short)
    .filter((mode) => modes.includes(mode))
    .map((mode) => short[mode])
    .join(',');
}
