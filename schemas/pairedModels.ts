import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { IndexFile } from '../server/src/language/schema/schema.ts';
import type { Model } from './clientModels.ts';
import { type Declaration, readDeclarations } from './declarations.ts';

/**
 * The interfaces of kubernetes-models that say the same as a model of client-node: they carry what that one drops, the descriptions of
 * fields that are references and which strings are quantities. Found by walking both from every kind.
 */
export function pairModels(
  folders: readonly string[],
  models: ReadonlyMap<string, Model>,
  kinds: IndexFile,
): Map<string, Declaration> {
  const { byName, byPath } = readInterfaces(folders);
  const paired = new Map<string, Declaration>();
  const queue: [string, string][] = [];
  for (const kind of Object.values(kinds)) {
    const place = `${kind.group === '' ? '' : `${kind.group}/`}${kind.version}/${kind.kind}`;
    const name = byPath.get(place);
    if (name !== undefined) queue.push([kind.definition, name]);
  }
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const [model, name] = next;
    const fields = models.get(model)?.fields;
    const declaration = byName.get(name);
    if (paired.has(model) || fields === undefined || declaration === undefined) continue;
    paired.set(model, declaration);
    for (const field of fields) {
      const target = /[A-Z]\w*V\d\w+|V\d\w+/.exec(field.type)?.[0];
      const references = declaration.members[field.name]?.type.match(/\bII?o\w+|\bI[A-Z]\w+/g) ?? [];
      const reference = references.find((candidate) => byName.has(candidate));
      if (target !== undefined && models.has(target) && reference !== undefined) queue.push([target, reference]);
    }
  }
  return paired;
}

function readInterfaces(folders: readonly string[]): { byName: Map<string, Declaration>; byPath: Map<string, string> } {
  const byName = new Map<string, Declaration>();
  const byPath = new Map<string, string>();
  for (const folder of folders) {
    for (const file of filesBelow(folder)) {
      const source = readFileSync(file, 'utf8');
      const alias = /\bI(\w+) as I(Io\w+)/.exec(source.slice(source.lastIndexOf('export type {')));
      for (const declaration of readDeclarations(file)) {
        const name = alias !== null && declaration.name === `I${alias[1]}` ? `I${alias[2]}` : declaration.name;
        byName.set(name, declaration);
        const place = path.relative(folder, file).slice(0, -'.d.ts'.length);
        if (!byPath.has(place)) byPath.set(place, name);
      }
    }
  }
  return { byName, byPath };
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.d.ts') && !file.includes('_schemas') && !file.includes('node_modules'))
    .sort()
    .map((file) => path.join(folder, file));
}
