import type { Uri } from '../../../document/document.ts';
import { nameOf } from '../../../document/resource.ts';
import { stringAt } from '../../../document/strings.ts';
import { containersOf } from '../../../workspace/containers.ts';
import { objectsIn } from '../../../workspace/resourceIndex.ts';
import type { Snapshot } from '../../../workspace/snapshot.ts';
import { tableOf } from '../../../workspace/table.ts';
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

interface Use {
  readonly uri: Uri;
  readonly image: string;
  readonly owner: string;
}

const uses = tableOf<Use>(
  (snapshot, file) =>
    objectsIn(snapshot, file).flatMap(({ uri, body }) =>
      containersOf(body).flatMap(({ node }) => {
        const image = stringAt(node, 'image')?.text ?? '';
        return image === '' ? [] : [['', { uri, image, owner: nameOf(body) }] as const];
      }),
    ),
  ({ uri }) => uri,
);

function usesIn(snapshot: Snapshot): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { image, owner } of uses(snapshot).of('')) {
    const owners = found.get(image);
    if (owners === undefined) found.set(image, new Set([owner]));
    else owners.add(owner);
  }
  return found;
}
