import { nameOf } from '../../../document/resource.ts';
import { stringAt } from '../../../document/strings.ts';
import { containersOf } from '../../../workspace/containers.ts';
import { indexOf, type Snapshot } from '../../../workspace/snapshot.ts';
import { resourceAt } from '../surroundings.ts';
import { fieldOf, type Suggest } from './suggestion.ts';

/** The images that the workspace uses, with their tags: those used most first. */
export const images: Suggest = (request, spot) => {
  if (!['V1Container.image', 'V1EphemeralContainer.image', 'V1ImageVolumeSource.reference'].includes(fieldOf(spot)))
    return [];
  const here = resourceAt(request)?.body;
  const used = [...usesIn(request.snapshot)].map(([text, owners]) => ({
    text,
    owners: [...owners].filter((owner) => here === undefined || owner !== nameOf(here)),
    count: owners.size,
  }));
  return used
    .toSorted((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1))
    .map(({ text, owners }) => ({ text, detail: owners.slice(0, 3).join(', '), kind: 17 }));
};

const memo = new WeakMap<Snapshot, ReadonlyMap<string, ReadonlySet<string>>>();

function usesIn(snapshot: Snapshot): ReadonlyMap<string, ReadonlySet<string>> {
  const known = memo.get(snapshot);
  if (known !== undefined) return known;
  const found = new Map<string, Set<string>>();
  for (const { body } of indexOf(snapshot).all)
    for (const { node } of containersOf(body)) {
      const image = stringAt(node, 'image')?.text ?? '';
      if (image !== '') found.set(image, (found.get(image) ?? new Set()).add(nameOf(body)));
    }
  memo.set(snapshot, found);
  return found;
}
