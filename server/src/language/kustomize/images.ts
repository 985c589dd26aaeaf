import type { ApiObject } from '#engine/api/meta.ts';
import { templatePath } from '#engine/api/templatePath.ts';
import type { Transform } from './built.ts';
import { fieldAt, withField } from './built.ts';
import { listOf, mapOf, textOf } from './kustomization.ts';

interface ImageChange {
  readonly name: string;
  readonly newName: string | undefined;
  readonly newTag: string | undefined;
  readonly digest: string | undefined;
}

/** `images`: another name, tag or digest for an image, wherever a container uses it. */
export const images: Transform = (kustomization, objects) => {
  const changes = listOf(kustomization['images']).map((item): ImageChange => {
    const { name, newName, newTag, digest } = mapOf(item);
    return {
      name: textOf(name) ?? '',
      newName: textOf(newName),
      newTag: newTag === undefined || newTag === null ? undefined : String(newTag),
      digest: textOf(digest),
    };
  });
  return changes.length === 0
    ? objects
    : objects.map((built) => ({ ...built, object: withImages(built.object, changes) }));
};

function withImages(object: ApiObject, changes: readonly ImageChange[]): ApiObject {
  const template = templatePath(object.kind);
  if (template === undefined) return object;
  let next = object;
  for (const list of ['containers', 'initContainers']) {
    const path = [...template, 'spec', list];
    const found = fieldAt(next, path);
    if (!Array.isArray(found)) continue;
    next = withField(
      next,
      path,
      found.map((container: { image?: unknown }) =>
        typeof container?.image === 'string' ? { ...container, image: changed(container.image, changes) } : container,
      ),
    );
  }
  return next;
}

function changed(image: string, changes: readonly ImageChange[]): string {
  const [, name = image, tag = '', digest = ''] = /^(.*?)(?::([^:/@]+))?(?:@(.+))?$/.exec(image) ?? [];
  const change = changes.find((candidate) => candidate.name === name);
  if (change === undefined) return image;
  const base = change.newName ?? name;
  if (change.digest !== undefined) return `${base}@${change.digest}`;
  if (change.newTag !== undefined) return `${base}:${change.newTag}`;
  return `${base}${tag === '' ? '' : `:${tag}`}${digest === '' ? '' : `@${digest}`}`;
}
