import { describe, test } from 'vitest';
import { checkCauses, podWith } from '../../../../../../test/support/causes.ts';

const volume = (fields: string): string => podWith(`volumes: [{name: a, ${fields}}]`);

describe('TestValidateVolumes', () => {
  test('two sources', () =>
    checkCauses(
      volume('emptyDir: {}, hostPath: {path: /a}'),
      'spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type',
    ));
  test('name > 63 characters, unnamed, duplicate', () =>
    checkCauses(
      podWith('volumes: [{name: a.b, emptyDir: {}}, {emptyDir: {}}, {name: c, emptyDir: {}}, {name: c, emptyDir: {}}]'),
      'spec.volumes[0].name: Invalid value: "a.b": must not contain dots',
      'spec.volumes[1].name: Required value',
      'spec.volumes[3].name: Duplicate value: "c"',
    ));
  test('invalid HostPath type, backsteps', () =>
    checkCauses(
      volume('hostPath: {path: /a/../b, type: unknown}'),
      'spec.volumes[0].hostPath.path: Invalid value: "/a/../b": must not contain \'..\'',
      'spec.volumes[0].hostPath.type: Unsupported value: "unknown": supported values: "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"',
    ));
  test('secret with items: no name, absolute path, mode too big', () =>
    checkCauses(
      volume('secret: {defaultMode: 512, items: [{key: a, path: /b, mode: -1}, {}]}'),
      'spec.volumes[0].secret.secretName: Required value',
      'spec.volumes[0].secret.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive',
      'spec.volumes[0].secret.items[0].path: Invalid value: "/b": must be a relative path',
      'spec.volumes[0].secret.items[0].mode: Invalid value: -1: must be a number between 0 and 0777 (octal), both inclusive',
      'spec.volumes[0].secret.items[1].key: Required value',
      'spec.volumes[0].secret.items[1].path: Required value',
    ));
  test('downapi: unsupported field, both, none, dotdot', () =>
    checkCauses(
      volume(
        'downwardAPI: {items: [{path: ..a, fieldRef: {fieldPath: status.podIP}}, {path: b}, {path: c, resourceFieldRef: {resource: limits.cpu}}]}',
      ),
      'spec.volumes[0].downwardAPI.path: Invalid value: "..a": must not start with \'..\'',
      'spec.volumes[0].downwardAPI.fieldRef.fieldPath: Unsupported value: "status.podIP": supported values: "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"',
      'spec.volumes[0].downwardAPI: Required value: one of fieldRef and resourceFieldRef is required',
      'spec.volumes[0].downwardAPI.resourceFieldRef.containerName: Required value',
    ));
  test('projected: two in one source, the same path twice, a token that is gone too soon', () =>
    checkCauses(
      podWith(
        'serviceAccountName: a, volumes: [{name: a, projected: {sources: [{secret: {name: s, items: [{key: a, path: p}]}, configMap: {name: c, items: [{key: a, path: p}]}}, {serviceAccountToken: {path: t, expirationSeconds: 599}}]}}]',
      ),
      'spec.volumes[0].projected: Invalid value: "c": conflicting duplicate paths',
      'spec.volumes[0].projected.sources[0]: Forbidden: may not specify more than 1 volume type per source',
      'spec.volumes[0].projected.sources[1].serviceAccountToken.expirationSeconds: Invalid value: 599: may not specify a duration less than 10 minutes',
    ));
  test('nfs, iscsi, csi', () =>
    checkCauses(
      podWith(
        'volumes: [{name: a, nfs: {server: s, path: p}}, {name: b, iscsi: {targetPortal: t, iqn: x, lun: 256}}, {name: c, csi: {driver: A_b}}]',
      ),
      'spec.volumes[0].nfs.path: Invalid value: "p": must be an absolute path',
      'spec.volumes[1].iscsi.iqn: Invalid value: "x": must be valid format starting with iqn, eui, or naa',
      'spec.volumes[1].iscsi.lun: Invalid value: 256: must be between 0 and 255, inclusive',
      `spec.volumes[2].csi.driver: Invalid value: "A_b": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
    ));
  test('TestHostPath: ephemeral without a template, with metadata that may not be', () =>
    checkCauses(
      podWith(
        'volumes: [{name: a, ephemeral: {}}, {name: b, ephemeral: {volumeClaimTemplate: {metadata: {name: x}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}}]',
      ),
      'spec.volumes[0].ephemeral.volumeClaimTemplate: Required value',
      'spec.volumes[1].ephemeral.volumeClaimTemplate.metadata.name: Forbidden: cannot be set',
    ));
});

describe('TestValidateVolumeMounts', () => {
  test('unknown, without a path, twice the same path, two sub paths, propagation', () =>
    checkCauses(
      podWith(
        'volumes: [{name: a, emptyDir: {}}]',
        'volumeMounts: [{name: b, mountPath: /x}, {name: a}, {name: a, mountPath: /x, subPath: ../y}, {name: a, mountPath: /z, subPath: s, subPathExpr: t}, {name: a, mountPath: /w, mountPropagation: Bidirectional}]',
      ),
      'spec.containers[0].volumeMounts[0].name: Not found: "b"',
      'spec.containers[0].volumeMounts[1].mountPath: Required value',
      'spec.containers[0].volumeMounts[2].mountPath: Invalid value: "/x": must be unique',
      'spec.containers[0].volumeMounts.subPath: Invalid value: "../y": must not contain \'..\'',
      'spec.containers[0].volumeMounts[3].subPathExpr: Invalid value: "t": subPathExpr and subPath are mutually exclusive',
      'spec.containers[0].volumeMounts.mountPropagation: Forbidden: Bidirectional mount propagation is available only to privileged containers',
    ));
  test('a volume that is wrong is not found', () =>
    checkCauses(
      podWith('volumes: [{name: a, secret: {}}]', 'volumeMounts: [{name: a, mountPath: /x}]'),
      'spec.volumes[0].secret.secretName: Required value',
      'spec.containers[0].volumeMounts[0].name: Not found: "a"',
    ));
  test('TestAlphaValidateVolumeDevices: only claims are devices', () =>
    checkCauses(
      podWith('volumes: [{name: a, emptyDir: {}}]', 'volumeDevices: [{name: a, devicePath: /dev/a}]'),
      'spec.containers[0].volumeDevices[0].name: Invalid value: "a": can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode',
    ));
});

describe('data sources', () => {
  const spec = (fields: string): string =>
    `{accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}, ${fields}}`;
  const claim = (fields: string): string =>
    `{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a}, spec: ${spec(fields)}}`;
  test('of a claim: an unknown kind, or one in another namespace, is left out', () => {
    checkCauses(claim('dataSource: {kind: X, name: y}'));
    checkCauses(claim('dataSourceRef: {kind: X, name: y, namespace: z}'));
    checkCauses(
      claim('dataSourceRef: {kind: X, name: y}'),
      'spec.dataSource: Invalid value: "X": must be \'PersistentVolumeClaim\' when referencing the default apiGroup',
      'spec.dataSourceRef: Invalid value: "X": must be \'PersistentVolumeClaim\' when referencing the default apiGroup',
    );
  });
  test('of a template: nothing is left out, nothing copied', () =>
    checkCauses(
      volume(`ephemeral: {volumeClaimTemplate: {metadata: {uid: x}, spec: ${spec('dataSource: {kind: X, name: y}')}}}`),
      'spec.volumes[0].ephemeral.volumeClaimTemplate.metadata.uID: Forbidden: cannot be set',
      'spec.volumes[0].ephemeral.volumeClaimTemplate.spec.dataSource: Invalid value: "X": must be \'PersistentVolumeClaim\' when referencing the default apiGroup',
    ));
});
