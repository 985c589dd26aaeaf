import type { Key } from '../../api/key.ts';
import { key as keyFor } from '../../api/key.ts';
import type { Pod, Volume } from '../../api/pod.ts';
import type { Context, Controller, ControllerFactory, Requeue, Watch } from '../controller.ts';
import { own } from '../controller.ts';

interface ClaimTemplate {
  readonly metadata?: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: unknown;
}

/** Makes the claims of generic ephemeral volumes, which live and die with their pod. Follows kubernetes pkg/controller/volume/ephemeral. */
export const ephemeralVolumeController: ControllerFactory = () => new EphemeralVolumeController();

class EphemeralVolumeController implements Controller {
  readonly name = 'ephemeral-volume-controller';
  readonly watches: readonly Watch[] = [{ kind: 'Pod', keys: (change) => (change.before === null ? own(change) : []) }];

  reconcile(key: Key, context: Context): Requeue | undefined {
    const pod = context.view.get(key) as Pod | undefined;
    if (pod === undefined || pod.metadata.deletionTimestamp !== undefined) return undefined;
    for (const volume of pod.spec.volumes ?? []) if (volume['ephemeral'] !== undefined) makeClaim(pod, volume, context);
    return undefined;
  }
}

function makeClaim(pod: Pod, volume: Volume, context: Context): void {
  const { name: podName, namespace = 'default', uid = '' } = pod.metadata;
  const name = `${podName}-${volume.name}`;
  if (context.view.get(keyFor('PersistentVolumeClaim', namespace, name)) !== undefined) return;
  const template = (volume['ephemeral'] as { volumeClaimTemplate?: ClaimTemplate }).volumeClaimTemplate;
  const { labels, annotations } = template?.metadata ?? {};
  context.api.create(
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name,
        namespace,
        ...(labels === undefined ? {} : { labels }),
        ...(annotations === undefined ? {} : { annotations }),
        ownerReferences: [
          { apiVersion: 'v1', kind: 'Pod', name: podName, uid, controller: true, blockOwnerDeletion: true },
        ],
      },
      spec: template?.spec,
    },
    `pod ${podName} has an ephemeral volume ${volume.name}`,
  );
}
