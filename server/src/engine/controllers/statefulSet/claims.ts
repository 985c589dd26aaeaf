import { key, keyOf } from '../../api/key.ts';
import type { ApiObject, OwnerReference } from '../../api/meta.ts';
import { controllerOf } from '../../api/meta.ts';
import type { Pod } from '../../api/pod.ts';
import type { StatefulSet } from '../../api/workloads.ts';
import { equal } from '../../equal.ts';
import type { Context } from '../controller.ts';
import { controllerReference } from '../ownership.ts';
import { claimNames, ordinalOf } from './identity.ts';
import { isInRange } from './members.ts';

const kind = 'PersistentVolumeClaim';

/** Creates the claims that a pod of this ordinal needs and does not have. Returns the error; follows createPersistentVolumeClaims. */
export function createClaims(context: Context, set: StatefulSet, pod: Pod): string | undefined {
  const errors: string[] = [];
  for (const [volume, name] of claimNames(set, ordinalOf(set, pod) ?? 0)) {
    const existing = context.view.get(key(kind, set.metadata.namespace ?? '', name));
    const error =
      existing === undefined
        ? createClaim(context, set, pod, volume, name)
        : existing.metadata.deletionTimestamp === undefined
          ? undefined
          : `pvc ${name} is being deleted`;
    if (error !== undefined) errors.push(error);
  }
  if (errors.length === 0) return undefined;
  return errors.length === 1 ? errors[0] : `[${errors.join(', ')}]`;
}

function createClaim(context: Context, set: StatefulSet, pod: Pod, volume: string, name: string): string | undefined {
  const template = set.spec.volumeClaimTemplates?.find(({ metadata }) => metadata.name === volume);
  const labels = set.spec.selector.matchLabels ?? undefined;
  const claim: ApiObject = {
    apiVersion: 'v1',
    kind,
    metadata: {
      ...template?.metadata,
      name,
      namespace: set.metadata.namespace ?? 'default',
      ...(labels === undefined ? {} : { labels }),
    },
    spec: template?.spec ?? {},
  };
  const outcome = context.api.create(claim, `the pod ${pod.metadata.name} needs it (volumeClaimTemplates)`);
  const what = `Claim ${name} Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
  if (outcome.kind === 'applied') {
    context.api.event(set, 'Normal', 'SuccessfulCreate', `create ${what} success`);
    return undefined;
  }
  const { message } = outcome.status;
  const failed = `create Claim ${name} for Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name} failed error: ${message}`;
  context.api.event(set, 'Warning', 'FailedCreate', failed);
  return `failed to create PVC ${name}: ${message}`;
}

/** Makes the claims of a pod go with the set or with the pod, or stay, as the retention policy says; follows UpdatePodClaimForRetentionPolicy. */
export function followRetention(context: Context, set: StatefulSet, pod: Pod): void {
  const ordinal = ordinalOf(set, pod) ?? 0;
  for (const name of claimNames(set, ordinal).values()) {
    const claim = context.view.get(key(kind, set.metadata.namespace ?? '', name));
    if (claim === undefined) continue;
    const current = claim.metadata.ownerReferences ?? [];
    const next = ownersFor(context, set, pod, ordinal, current);
    if (equal(current, next)) continue;
    const { ownerReferences: _, ...metadata } = claim.metadata;
    context.api.update(
      { ...claim, metadata: next.length === 0 ? metadata : { ...metadata, ownerReferences: next } },
      'persistentVolumeClaimRetentionPolicy says with whom it goes',
    );
  }
}

/** Whether a claim still belongs to an earlier pod of this name and is about to go; follows PodClaimIsStale. */
export function hasStaleClaim({ view }: Context, set: StatefulSet, ordinal: number): boolean {
  const { namespace = '', name } = set.metadata;
  const pod = view.get(key('Pod', namespace, `${name}-${ordinal}`));
  return [...claimNames(set, ordinal).values()].some((claimName) => {
    const claim = view.get(key(kind, namespace, claimName));
    return claim?.metadata.ownerReferences?.some(
      (owner) => owner.kind === 'Pod' && owner.name === `${name}-${ordinal}` && owner.uid !== pod?.metadata.uid,
    );
  });
}

function ownersFor(
  context: Context,
  set: StatefulSet,
  pod: Pod,
  ordinal: number,
  current: readonly OwnerReference[],
): readonly OwnerReference[] {
  const { whenDeleted = 'Retain', whenScaled = 'Retain' } = set.spec.persistentVolumeClaimRetentionPolicy ?? {};
  // A claim that something else controls is left alone.
  if (current.some((owner) => owner.controller === true && owner.kind !== 'StatefulSet' && owner.kind !== 'Pod'))
    return current;
  const others = current.filter(({ uid }) => uid !== set.metadata.uid && uid !== pod.metadata.uid);
  const scaledDown = whenScaled === 'Delete' && !isInRange(set, ordinal);
  if (scaledDown) {
    const existing = context.view.get(keyOf(pod));
    return existing === undefined ? others : [...others, controllerReference(existing)];
  }
  return whenDeleted === 'Delete' &&
    controllerOf({ ...set, metadata: { ...set.metadata, ownerReferences: others } }) === undefined
    ? [...others, controllerReference(set)]
    : others;
}
