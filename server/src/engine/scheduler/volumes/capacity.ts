import { key } from '../../api/key.ts';
import type { ApiObject } from '../../api/meta.ts';
import { quantityOr0, quantityValue } from '../../api/quantity.ts';
import { type LabelSelector, matchesLabelSelector } from '../../api/selector.ts';
import type { StoreView } from '../../store/view.ts';
import type { NamedLabels } from '../nodeSelection.ts';
import type { Claim } from './objects.ts';
import { classOf } from './objects.ts';

interface Driver extends ApiObject {
  readonly spec?: { readonly storageCapacity?: boolean };
}

interface Capacity extends ApiObject {
  readonly storageClassName?: string;
  readonly capacity?: unknown;
  readonly maximumVolumeSize?: unknown;
  readonly nodeTopology?: LabelSelector;
}

/** Whether the node's storage has room for a volume of the claim, as far as its driver tells. Follows kubernetes volumebinding hasEnoughCapacity. */
export function hasRoom(claim: Claim, node: NamedLabels, view: StoreView): boolean {
  const storageClass = classOf(view, claim);
  const size = claim.spec.resources?.requests?.['storage'];
  if (storageClass === undefined || size === undefined) return true;
  const driver = view.get(key('CSIDriver.storage.k8s.io', '', storageClass.provisioner ?? '')) as Driver | undefined;
  if (driver?.spec?.storageCapacity !== true) return true;
  const known = view.list('CSIStorageCapacity.storage.k8s.io') as readonly Capacity[];
  return known.some(
    (each) =>
      each.storageClassName === storageClass.metadata.name &&
      isEnough(each, quantityValue(quantityOr0(size))) &&
      each.nodeTopology !== undefined &&
      matchesLabelSelector(each.nodeTopology, node.labels),
  );
}

function isEnough({ capacity, maximumVolumeSize }: Capacity, size: number): boolean {
  const limit = maximumVolumeSize ?? capacity;
  return limit !== undefined && quantityValue(quantityOr0(limit)) >= size;
}
