import type { GroupKind, Key } from '../api/key.ts';
import { groupKind, keyOf } from '../api/key.ts';
import type { ApiObject, Labels } from '../api/meta.ts';
import { controllerOf } from '../api/meta.ts';
import type { StoreView } from '../store/view.ts';
import type { Watch } from './controller.ts';
import { keyOfController } from './ownership.ts';

/** A kind of controller object, and which orphans one of it would adopt. */
export interface Owners {
  readonly apiVersion: string;
  readonly kind: string;
  selects(owner: ApiObject, labels: Labels | undefined): boolean;
}

/** Changes of the objects of `kind` wake those who own them, before or after; changes of an orphan, those who could adopt it. */
export function ownedWatch(kind: GroupKind, owners: Owners): Watch {
  const of = (object: ApiObject | null, view: StoreView): readonly Key[] =>
    keyOfController(object, owners.apiVersion, owners.kind, view);
  return {
    kind,
    keys({ before, after }, view) {
      if (after === null) return of(before, view);
      const controller = controllerOf(after);
      const moved = before === null || controllerOf(before)?.uid !== controller?.uid;
      const left = moved ? of(before, view) : [];
      if (controller !== undefined) return [...left, ...of(after, view)];
      return moved || before?.metadata.labels !== after.metadata.labels
        ? [...left, ...adopters(after, owners, view)]
        : [];
    },
  };
}

function adopters(orphan: ApiObject, owners: Owners, view: StoreView): readonly Key[] {
  return view
    .list(groupKind(owners.apiVersion, owners.kind), orphan.metadata.namespace)
    .filter((owner) => owners.selects(owner, orphan.metadata.labels))
    .map(keyOf);
}
