import type { ApiObject } from '#engine/api/meta.ts';
import type { Body } from '../document/resource.ts';
import type { Catalog } from './catalog.ts';
import { decode } from './decode.ts';

/** What the API server's decoder makes of an object of a manifest. */
export interface StrictDecoding {
  /** Why it cannot be read at all, in Go's words. */
  readonly wrong: string | undefined;
  /** Fields that its kind does not have. */
  readonly unknown: readonly string[];
  /** The object without them. */
  readonly object: ApiObject;
}

/** Undefined for kinds that the catalog does not know and for custom resources, which their own schemas judge. */
export function strictDecoding(catalog: Catalog, body: Body): StrictDecoding | undefined {
  const kind = catalog.kind(body.apiVersion, body.kind);
  if (kind === undefined || catalog.structural(kind) !== undefined) return undefined;
  const { issues, value } = decode(catalog, kind.definition, body.node);
  return {
    wrong: issues.find((issue) => issue.kind === 'wrongType')?.message,
    unknown: issues.flatMap((issue) => (issue.kind === 'unknownField' ? [issue.field] : [])),
    object: value as unknown as ApiObject,
  };
}
