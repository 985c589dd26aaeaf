import type { GroupFrame } from './tree.ts';

/** What tells a group from its like, as short as it can be: the image without registry and path, else its revision or name. */
export function imageTag(group: Pick<GroupFrame, 'images' | 'revision' | 'name'>): string {
  const [image] = group.images;
  if (image === undefined || image === '') return group.revision === '' ? group.name : group.revision;
  const short = image.slice(image.lastIndexOf('/') + 1).replace(/@sha256:(.{7}).*/, '@$1');
  return group.images.length > 1 ? `${short} +${group.images.length - 1}` : short;
}
