import { createHash } from 'node:crypto';

/** Sources by path from the project's folder. */
export type Sources = ReadonlyMap<string, string>;

/** A place where each thing is a folder of its own, listed in a registry. */
export interface Shelf {
  readonly folder: string;
  readonly registry: string;
  /** What a thing on it must have beside its code: endings of file names. */
  readonly needs: readonly string[];
}

export const shelves: readonly Shelf[] = [
  {
    folder: 'server/src/engine/controllers',
    registry: 'server/src/engine/controllers/registry.ts',
    needs: ['.test.ts'],
  },
  {
    folder: 'server/src/engine/scheduler/plugins',
    registry: 'server/src/engine/scheduler/registry.ts',
    needs: ['.test.ts'],
  },
  {
    folder: 'server/src/language/validation/rules',
    registry: 'server/src/language/validation/registry.ts',
    needs: ['.test.ts', '.md'],
  },
];

/** A folder on a shelf that lacks its code, its test, its page or its line in the registry. */
export function incompleteFolders(sources: Sources, shelf: Shelf): string[] {
  const registry = sources.get(shelf.registry) ?? '';
  return foldersOf(sources, shelf.folder).flatMap((name) => {
    const folder = `${shelf.folder}/${name}`;
    const inside = [...sources.keys()].filter((file) => file.startsWith(`${folder}/`));
    const missing = shelf.needs.filter((ending) => !inside.some((file) => file.endsWith(ending)));
    const found = missing.map((ending) => `${folder} has no *${ending}`);
    if (!sources.has(`${folder}/${name}.ts`)) found.push(`${folder} has no ${name}.ts`);
    if (!registry.includes(`/${name}/`)) found.push(`${folder} has no line in ${shelf.registry}`);
    return found;
  });
}

/** An import from one folder of a shelf into another. */
export function siblingImports(sources: Sources, shelf: Shelf): string[] {
  const names = foldersOf(sources, shelf.folder);
  const found: string[] = [];
  for (const [file, text] of sources) {
    if (!file.startsWith(`${shelf.folder}/`) || file.endsWith('.test.ts')) continue;
    const own = file.slice(shelf.folder.length + 1).split('/')[0] ?? '';
    if (!names.includes(own)) continue;
    for (const specifier of importsOf(text)) {
      const other = names.find((name) => name !== own && specifier.includes(`/${name}/`));
      if (other !== undefined && (specifier.startsWith('../') || specifier.includes(shelf.folder.slice(-12))))
        found.push(`${file} imports its sibling ${other}`);
    }
  }
  return found;
}

/** A file longer than people read; tables of data are exempt by name. */
export function longFiles(sources: Sources, limit: number, exempt: readonly string[]): string[] {
  return [...sources].flatMap(([file, text]) => {
    const lines = text.split('\n').length - 1;
    return lines > limit && !exempt.includes(file) ? [`${file} has ${lines} lines`] : [];
  });
}

/** A name that says nothing of what is inside. */
export function emptyNames(sources: Sources): string[] {
  const empty = /(^|\/)(utils?|helpers?|common|manager|types|index|misc)(\/|\.\w+$|\.test\.\w+$)/i;
  return [...sources.keys()].filter((file) => empty.test(file)).map((file) => `${file} has a name that says nothing`);
}

/** A test that is left out, alone, or a debt nobody owns. */
export function leftovers(sources: Sources): string[] {
  const marks = [/\b(?:test|it|describe)\.only\(/, /\bdebugger;/, /\/\/ ?(?:TODO|FIXME|XXX)\b/];
  return [...sources].flatMap(([file, text]) => {
    const mark = marks.find((pattern) => pattern.test(text));
    return mark === undefined ? [] : [`${file} still has ${mark.source}`];
  });
}

/** What the page on the protocol must say to be the page of these sources. */
export function protocolHash(sources: Sources): string {
  const hash = createHash('sha256');
  const files = [...sources].filter(([file]) => /^server\/src\/protocol\/\w+\.ts$/.test(file)).sort(byName);
  for (const [file, text] of files) hash.update(`${file}\n${text}\n`);
  return hash.digest('hex').slice(0, 16);
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}

function foldersOf(sources: Sources, folder: string): string[] {
  const names = [...sources.keys()]
    .filter((file) => file.startsWith(`${folder}/`) && file.slice(folder.length + 1).includes('/'))
    .map((file) => file.slice(folder.length + 1).split('/')[0] ?? '');
  return [...new Set(names)];
}

function importsOf(text: string): string[] {
  return Array.from(text.matchAll(/(?:from|import)\s+'([^']+)'/g), ([, specifier]) => specifier ?? '');
}
