import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { SchemaSource } from '#language/schema/catalog.ts';

/** The bundled schemas in a folder of this machine: <version>/{schema,index,docs}.json. A file that is not there reads as undefined. */
export function schemasIn(folder: string): SchemaSource {
  return {
    read(version, part) {
      try {
        return readFileSync(path.join(folder, version, `${part}.json`), 'utf8');
      } catch {
        return undefined;
      }
    },
  };
}
