import { readFileSync } from 'node:fs';
import type { SchemaSource } from '#language/schema/catalog.ts';

/** The schemas that ship beside the bundle, or those of dist/ when the sources run unbuilt. */
export const bundledSchemas: SchemaSource = {
  read(version, part) {
    for (const folder of ['./schemas/', '../../../dist/schemas/']) {
      try {
        return readFileSync(new URL(`${folder}${version}/${part}.json`, import.meta.url), 'utf8');
      } catch {
        // not there: the next place
      }
    }
    return undefined;
  },
};
