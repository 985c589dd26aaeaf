import type { ApiObject } from '#engine/api/meta.ts';
import type { Uri } from './document/document.ts';
import { positionIn, readFile } from './document/document.ts';
import type { Body, Resource } from './document/resource.ts';
import { objectOf, resourcesOf } from './document/resource.ts';

/** An object of a file and the characters that it stands on. */
export interface Manifest {
  readonly object: ApiObject;
  /** The same as it was written. */
  readonly body: Body;
  readonly origin: { readonly uri: Uri; readonly start: number; readonly end: number };
}

/** Something that keeps a document from being read. Line and column count from 1. */
export interface ManifestProblem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** The objects of a file, in order, as kubectl would send them, and what cannot be read. Objects of whole documents stand beside broken ones. */
export function manifestsOf(
  uri: Uri,
  text: string,
): { readonly objects: readonly Manifest[]; readonly problems: readonly ManifestProblem[] } {
  const file = readFile(uri, text, 0);
  const broken = new Set(file.documents.filter((document) => document.tree.broken));
  const problems = [...broken].flatMap((document) =>
    document.tree.problems
      .filter((problem) => problem.severity === 'error')
      .slice(0, 1)
      .map((problem) => {
        const place = positionIn(file, document.start + problem.range[0]);
        return { message: problem.message, line: place.line + 1, column: place.character + 1 };
      }),
  );
  const objects = resourcesOf(file)
    .filter((resource) => !broken.has(resource.document))
    .map((resource) => ({ object: named(objectOf(resource.body)), body: resource.body, origin: originOf(resource) }));
  return { objects, problems };
}

function originOf({ uri, start, body }: Resource): Manifest['origin'] {
  return { uri, start: start + body.node.start, end: start + body.node.end };
}

/** Metadata is always there, as everything downstream reads it. */
function named(object: ApiObject): ApiObject {
  const metadata: unknown = object['metadata'];
  if (typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata)) return object;
  return { ...object, metadata: { name: '' } };
}
