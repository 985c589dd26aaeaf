import type { ApiObject, Labels } from '#engine/api/meta.ts';
import type { Node } from '#engine/api/node.ts';
import type { Pod } from '#engine/api/pod.ts';
import { node, pod } from './scheduling.ts';

export const object = (
  apiVersion: string,
  kind: string,
  name: string,
  rest: Readonly<Record<string, unknown>>,
  namespace?: string,
): ApiObject => ({
  apiVersion,
  kind,
  metadata: {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    ...((rest['metadata'] as object | undefined) ?? {}),
  },
  ...Object.fromEntries(Object.entries(rest).filter(([field]) => field !== 'metadata')),
});
export const storageClass = (
  name: string,
  mode: string,
  provisioner = 'csi.example.com',
  more: Readonly<Record<string, unknown>> = {},
): ApiObject => object('storage.k8s.io/v1', 'StorageClass', name, { provisioner, volumeBindingMode: mode, ...more });
export const claim = (
  name: string,
  className: string,
  more: {
    readonly volume?: string;
    readonly modes?: readonly string[];
    readonly annotations?: Labels;
    readonly size?: string;
    readonly phase?: string;
  } = {},
): ApiObject =>
  object(
    'v1',
    'PersistentVolumeClaim',
    name,
    {
      metadata: { uid: `uid-${name}`, ...(more.annotations === undefined ? {} : { annotations: more.annotations }) },
      spec: {
        storageClassName: className,
        accessModes: more.modes ?? ['ReadWriteOnce'],
        resources: { requests: { storage: more.size ?? '1Gi' } },
        ...(more.volume === undefined ? {} : { volumeName: more.volume }),
      },
      status: { phase: more.phase ?? (more.volume === undefined ? 'Pending' : 'Bound') },
    },
    'default',
  );
export const volume = (
  name: string,
  className: string,
  more: { readonly on?: Labels; readonly labels?: Labels; readonly size?: string; readonly handle?: string } = {},
): ApiObject =>
  object('v1', 'PersistentVolume', name, {
    ...(more.labels === undefined ? {} : { metadata: { labels: more.labels } }),
    spec: {
      storageClassName: className,
      accessModes: ['ReadWriteOnce'],
      capacity: { storage: more.size ?? '1Gi' },
      ...(more.handle === undefined ? {} : { csi: { driver: 'csi.example.com', volumeHandle: more.handle } }),
      ...(more.on === undefined
        ? {}
        : {
            nodeAffinity: {
              required: {
                nodeSelectorTerms: [
                  {
                    matchExpressions: Object.entries(more.on).map(([key, value]) => ({
                      key,
                      operator: 'In',
                      values: [value],
                    })),
                  },
                ],
              },
            },
          }),
    },
  });
export const using = (...claims: readonly string[]): Pod =>
  pod('pod-a', {
    spec: { volumes: claims.map((claimName) => ({ name: claimName, persistentVolumeClaim: { claimName } })) },
  });
export const nodeA: Node = node('node-a', { labels: { foo: 'bar', 'topology.kubernetes.io/zone': 'zone1' } });
export const wait: ApiObject = storageClass('wait-sc', 'WaitForFirstConsumer', 'kubernetes.io/no-provisioner');
export const dynamic: ApiObject = storageClass('dyn-sc', 'WaitForFirstConsumer');
export const immediate: ApiObject = storageClass('immediate-sc', 'Immediate');
