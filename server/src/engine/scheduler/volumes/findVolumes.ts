import { quantityOr0, quantityValue } from '../../api/quantity.ts';
import type { StoreView } from '../../store/view.ts';
import { labelMatch } from '../labelMatch.ts';
import type { NamedLabels } from '../nodeSelection.ts';
import { termTest } from '../nodeSelection.ts';
import { hasRoom } from './capacity.ts';
import type { Claim, PersistentVolume } from './objects.ts';
import { classNameOf, classOf, selectedNode } from './objects.ts';

/** How the open claims of a pod would be met on a node. */
export interface FoundVolumes {
  readonly bindings: readonly { readonly claim: Claim; readonly volume: PersistentVolume }[];
  /** Claims for which a volume would be made. */
  readonly provisions: readonly Claim[];
}

/** Why a node cannot have them: nothing fits there, or its storage is too full for a volume that would be made. */
export type VolumeMisfit = 'nothing fits' | 'no room';

/** Volumes for claims that wait for their first consumer, or why the node cannot have them. Follows kubernetes volumebinding FindPodVolumes. */
export function findVolumes(claims: readonly Claim[], node: NamedLabels, view: StoreView): FoundVolumes | VolumeMisfit {
  const bindings: { claim: Claim; volume: PersistentVolume }[] = [];
  const provisions: Claim[] = [];
  const chosen = new Set<string>();
  const bySize = [...claims].sort((a, b) => sizeOf(a) - sizeOf(b));
  for (const claim of bySize) {
    const selected = claim.metadata.annotations?.[selectedNode];
    if (selected !== undefined && selected !== node.name) return 'nothing fits';
    const volume = selected === undefined ? matchingVolume(claim, node, view, chosen) : undefined;
    if (volume !== undefined) {
      chosen.add(volume.metadata.name);
      bindings.push({ claim, volume });
    } else if (canProvision(claim, node, view)) provisions.push(claim);
    else return 'nothing fits';
  }
  if (provisions.some((claim) => !hasRoom(claim, node, view))) return 'no room';
  return { bindings, provisions };
}

/** Whether the volume can be reached from the node. */
export function reaches({ spec }: PersistentVolume, node: NamedLabels): boolean {
  const required = spec.nodeAffinity?.required;
  if (!required) return true;
  return required.nodeSelectorTerms.some((term) => termTest(term)?.(node) === true);
}

/** The smallest free volume that is large enough, or the one that is reserved for the claim. Follows kubernetes component-helpers FindMatchingVolume. */
function matchingVolume(
  claim: Claim,
  node: NamedLabels,
  view: StoreView,
  chosen: ReadonlySet<string>,
): PersistentVolume | undefined {
  const wanted = sizeOf(claim);
  const selector = claim.spec.selector ? labelMatch(claim.spec.selector) : undefined;
  let best: PersistentVolume | undefined;
  let bestSize = Number.POSITIVE_INFINITY;
  for (const volume of view.list('PersistentVolume') as readonly PersistentVolume[]) {
    if (chosen.has(volume.metadata.name) || !suits(volume, claim) || !reaches(volume, node)) continue;
    if (isReservedFor(volume, claim)) return volume;
    const size = quantityValue(quantityOr0(volume.spec.capacity?.['storage']));
    if (volume.spec.claimRef || size < wanted || size >= bestSize) continue;
    if (selector !== undefined && !selector.matches(volume.metadata.labels)) continue;
    best = volume;
    bestSize = size;
  }
  return best;
}

function suits({ metadata, spec, status }: PersistentVolume, claim: Claim): boolean {
  const modes = spec.accessModes ?? [];
  return (
    metadata.deletionTimestamp === undefined &&
    (status?.phase ?? 'Available') === 'Available' &&
    (spec.storageClassName ?? '') === classNameOf(claim) &&
    (spec.volumeMode ?? 'Filesystem') === (claim.spec.volumeMode ?? 'Filesystem') &&
    (claim.spec.accessModes ?? []).every((mode) => modes.includes(mode))
  );
}

function isReservedFor({ spec }: PersistentVolume, { metadata }: Claim): boolean {
  const { claimRef } = spec;
  if (!claimRef || claimRef.name !== metadata.name || claimRef.namespace !== metadata.namespace) return false;
  return claimRef.uid === undefined || claimRef.uid === '' || claimRef.uid === metadata.uid;
}

function canProvision(claim: Claim, node: NamedLabels, view: StoreView): boolean {
  const storageClass = classOf(view, claim);
  const provisioner = storageClass?.provisioner ?? '';
  if (provisioner === '' || provisioner === 'kubernetes.io/no-provisioner') return false;
  const topologies = storageClass?.allowedTopologies ?? [];
  if (topologies.length === 0) return true;
  return topologies.some(({ matchLabelExpressions }) =>
    (matchLabelExpressions ?? []).every(({ key, values }) => values?.includes(node.labels[key] ?? '') === true),
  );
}

function sizeOf({ spec }: Claim): number {
  return quantityValue(quantityOr0(spec.resources?.requests?.['storage']));
}
