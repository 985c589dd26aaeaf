import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Files } from '#kubectl/cluster.ts';

/** Files of this machine for kubectl's `-f`; relative names count from `folder`. */
export function nodeFiles(folder: string): Files {
  const at = (name: string): string => (isAbsolute(name) ? name : join(folder, name));
  return {
    read(name) {
      try {
        return readFileSync(at(name), 'utf8');
      } catch {
        return undefined;
      }
    },
    list(name, recursive) {
      try {
        if (!statSync(at(name)).isDirectory()) return undefined;
        return readdirSync(at(name), { withFileTypes: true, recursive })
          .filter((entry) => entry.isFile() && /\.(ya?ml|json)$/i.test(entry.name))
          .map((entry) => join(name, entry.parentPath.slice(at(name).length), entry.name))
          .sort();
      } catch {
        return undefined;
      }
    },
  };
}
