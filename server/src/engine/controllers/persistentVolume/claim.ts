import { keyOf } from '../../api/key.ts';
import { dns1123Subdomain } from '../../api/names.ts';
import type { Pod } from '../../api/pod.ts';
import type { Claim, PersistentVolume, StorageClass } from '../../scheduler/volumes/objects.ts';
import {
  claimNames,
  classNameOf,
  classOf,
  selectedNode,
  volumeOf,
  waitsForConsumer,
} from '../../scheduler/volumes/objects.ts';
import { defaultClass } from '../../store/strategies/storage.ts';
import type { Context } from '../controller.ts';
import { matchingVolume, mismatchOf, reservedVolume } from './match.ts';
import { annotated, bindCompleted, boundByController, isFor, provisionedBy, unversioned } from './objects.ts';

const noProvisioner = 'kubernetes.io/no-provisioner';
const provisioner = 'volume.kubernetes.io/storage-provisioner';
const betaProvisioner = 'volume.beta.kubernetes.io/storage-provisioner';

/** Finds, makes or gives up the volume of a claim; follows pv_controller.go syncUnboundClaim and syncBoundClaim. */
export function syncClaim(claim: Claim, context: Context): undefined {
  if (claim.metadata.annotations?.[bindCompleted] !== undefined) return syncBound(claim, context);
  const { volumeName } = claim.spec;
  if (!volumeName) return syncOpen(claim, context);
  const volume = volumeOf(context.view, volumeName);
  if (volume === undefined) return setPhase(claim, 'Pending', context);
  if (volume.spec.claimRef === undefined) {
    const mismatch = mismatchOf(volume, claim);
    if (mismatch === undefined) return bind(claim, volume, context);
    const text = `Cannot bind to requested volume "${volumeName}": ${mismatch}`;
    context.api.event(claim, 'Warning', 'VolumeMismatch', text);
    return setPhase(claim, 'Pending', context);
  }
  if (isFor(volume, claim)) return bind(claim, volume, context);
  const by = claim.metadata.annotations?.[boundByController];
  if (by === undefined)
    context.api.event(claim, 'Warning', 'FailedBinding', `volume "${volumeName}" already bound to a different claim.`);
  setPhase(claim, 'Pending', context);
}

function syncBound(claim: Claim, context: Context): undefined {
  const { volumeName } = claim.spec;
  const lost = (reason: string, text: string): undefined => {
    if (claim.status?.phase === 'Lost') return;
    setPhase(claim, 'Lost', context);
    context.api.event(claim, 'Warning', reason, text);
  };
  if (!volumeName)
    return lost('ClaimLost', 'Bound claim has lost reference to PersistentVolume. Data on the volume is lost!');
  const volume = volumeOf(context.view, volumeName);
  if (volume === undefined)
    return lost('ClaimLost', 'Bound claim has lost its PersistentVolume. Data on the volume is lost!');
  if (volume.spec.claimRef === undefined) return bind(claim, volume, context);
  if (isFor(volume, claim)) return setBound(claim, volume, context);
  return lost('ClaimMisbound', 'Two claims are bound to the same volume, this one is bound incorrectly');
}

function syncOpen(claim: Claim, context: Context): undefined {
  const { view, api } = context;
  const waits = waitsForConsumer(view, claim) && claim.metadata.annotations?.[selectedNode] === undefined;
  const reserved = reservedVolume(claim, view);
  if (reserved !== undefined) return bind(claim, reserved, context);
  if (waits) {
    sayWaiting(claim, context);
    return setPhase(claim, 'Pending', context);
  }
  const volume = matchingVolume(claim, view);
  if (volume !== undefined) return bind(claim, volume, context);
  const className = classNameOf(claim);
  if (className !== '') return provision(claim, className, context);
  if (claim.spec.storageClassName === undefined && adoptsDefault(claim, context)) return;
  api.event(
    claim,
    'Normal',
    'FailedBinding',
    'no persistent volumes available for this claim and no storage class is set',
  );
  setPhase(claim, 'Pending', context);
}

/** A claim made before there was a default class gets it once there is (RetroactiveDefaultStorageClass). */
function adoptsDefault(claim: Claim, { view, api }: Context): boolean {
  const name = defaultClass(view);
  if (name === undefined) return false;
  const next = unversioned(claim);
  return (
    api.update({ ...next, spec: { ...next.spec, storageClassName: name } }, 'there is a default StorageClass now')
      .kind === 'applied'
  );
}

function sayWaiting(claim: Claim, { view, api }: Context): undefined {
  const user = (view.list('Pod', claim.metadata.namespace) as readonly Pod[]).find(
    (pod) => !pod.spec.nodeName && claimNames(pod).includes(claim.metadata.name),
  );
  if (user === undefined)
    api.event(claim, 'Normal', 'WaitForFirstConsumer', 'waiting for first consumer to be created before binding');
  else api.event(claim, 'Normal', 'WaitForPodScheduled', `waiting for pod ${user.metadata.name} to be scheduled`);
}

function provision(claim: Claim, className: string, context: Context): undefined {
  const { api, view } = context;
  const storageClass = classOf(view, claim);
  if (storageClass === undefined) {
    api.event(claim, 'Warning', 'ProvisioningFailed', `storageclass.storage.k8s.io "${className}" not found`);
    return setPhase(claim, 'Pending', context);
  }
  const driver = storageClass.provisioner ?? '';
  if (driver === noProvisioner || driver === '') {
    api.event(claim, 'Warning', 'ProvisioningFailed', `no volume plugin matched name: ${driver}`);
    return setPhase(claim, 'Pending', context);
  }
  if (claim.metadata.annotations?.[provisioner] !== driver) {
    setPhase(claim, 'Pending', context);
    api.event(
      claim,
      'Normal',
      'ExternalProvisioning',
      `Waiting for a volume to be created either by the external provisioner '${driver}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`,
    );
    api.update(
      annotated(claim, { [provisioner]: driver, [betaProvisioner]: driver }),
      `${driver} is asked for a volume`,
    );
    return;
  }
  makeVolume(claim, storageClass, driver, context);
}

function makeVolume(claim: Claim, storageClass: StorageClass, driver: string, context: Context): undefined {
  const name = `pvc-${claim.metadata.uid}`;
  if (volumeOf(context.view, name) !== undefined) return;
  const { namespace, name: claimName, uid, resourceVersion } = claim.metadata;
  const { accessModes, volumeMode, resources } = claim.spec;
  const options = storageClass['mountOptions'];
  context.assume({ kind: 'delay', text: `${driver} would take its time to make a volume` });
  const made = context.api.create(
    {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name, annotations: { [provisionedBy]: driver } },
      spec: {
        capacity: { storage: resources?.requests?.['storage'] },
        accessModes,
        claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name: claimName, uid, resourceVersion },
        persistentVolumeReclaimPolicy: storageClass['reclaimPolicy'] ?? 'Delete',
        storageClassName: storageClass.metadata.name,
        volumeMode: volumeMode ?? 'Filesystem',
        ...(options === undefined ? {} : { mountOptions: options }),
        ...sourceOf(driver, name),
      },
    },
    `${driver} made a volume for the claim`,
  );
  if (made.kind !== 'applied') return;
  context.api.event(claim, 'Normal', 'ProvisioningSucceeded', `Successfully provisioned volume ${name}`);
}

/** A provisioner whose name no CSI driver may have makes volumes of the node's own disk, as those of small clusters do. */
function sourceOf(driver: string, name: string): object {
  return dns1123Subdomain(driver).length === 0
    ? { csi: { driver, volumeHandle: name } }
    : { hostPath: { path: `/var/lib/volumes/${name}`, type: '' } };
}

/** Four writes in upstream's order: the volume's claimRef and phase, the claim's volumeName and phase. */
function bind(claim: Claim, volume: PersistentVolume, context: Context): undefined {
  const { api, view } = context;
  const { namespace, name, uid, resourceVersion } = claim.metadata;
  if (volume.spec.claimRef?.uid !== uid) {
    const claimRef = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid, resourceVersion };
    const marked =
      volume.spec.claimRef === undefined ? annotated(volume, { [boundByController]: 'yes' }) : unversioned(volume);
    api.update({ ...marked, spec: { ...marked.spec, claimRef } }, `claim ${namespace}/${name} gets the volume`);
  }
  const held = volumeOf(view, volume.metadata.name);
  if (held !== undefined && held.status?.phase !== 'Bound')
    api.updateStatus(
      {
        ...unversioned(held),
        status: { ...held.status, phase: 'Bound', lastPhaseTransitionTime: context.timestamp() },
      },
      'the volume is bound',
    );
  const by: Record<string, string> = claim.spec.volumeName ? {} : { [boundByController]: 'yes' };
  const marked = annotated(claim, { ...by, [bindCompleted]: 'yes' });
  api.update(
    { ...marked, spec: { ...marked.spec, volumeName: volume.metadata.name } },
    `the claim is bound to ${volume.metadata.name}`,
  );
  const bound = view.get(keyOf(claim)) as Claim | undefined;
  if (bound !== undefined) setBound(bound, volume, context);
}

function setBound(claim: Claim, { spec }: PersistentVolume, { api }: Context): undefined {
  const status = { ...claim.status, phase: 'Bound', accessModes: spec.accessModes, capacity: spec.capacity };
  api.updateStatus({ ...unversioned(claim), status }, 'the claim is bound');
}

function setPhase(claim: Claim, phase: string, { api }: Context): undefined {
  if (claim.status?.phase === phase) return;
  api.updateStatus({ ...unversioned(claim), status: { ...claim.status, phase } }, `the claim is ${phase}`);
}
