import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Files } from '#kubectl/cluster.ts';
import { buildFolder } from '#language/kustomize/buildFolder.ts';

/** Files of this machine for kubectl's `-f`; relative names count from `folder`. */
export function nodeFiles(folder: string): Files {
  const at = (name: string): string => path.resolve(folder, name);
  return {
    read: (name) => readText(at(name)),
    build: (name) => buildFolder(at(name).replaceAll('\\', '/'), readText),
    list(name, recursive) {
      try {
        if (!statSync(at(name)).isDirectory()) return undefined;
        return readdirSync(at(name), { encoding: 'utf8', recursive })
          .filter((entry) => /\.(ya?ml|json)$/i.test(entry) && statSync(path.join(at(name), entry)).isFile())
          .map((entry) => path.join(name, entry))
          .sort();
      } catch {
        return undefined;
      }
    },
  };
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
