import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  emptyNames,
  incompleteFolders,
  leftovers,
  longFiles,
  protocolHash,
  type Sources,
  shelves,
  siblingImports,
} from './house/houseRules.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = ['client', 'server', 'media/panel', 'schemas', 'scripts', 'test'];

/** Tables of data, which grow by lines and not by thoughts. */
const tables: readonly string[] = ['server/src/engine/podTemplateHash/fieldTables.ts'];

const everything = sources();
const code = new Map([...everything].filter(([file]) => /\.(ts|tsx|mjs)$/.test(file)));

function sources(): Sources {
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs|md)$/.test(entry.name))
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/')),
  );
  return new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]));
}

describe.each(shelves)('$folder', (shelf) => {
  test('every folder has its code, its test and its line in the registry', () => {
    expect(incompleteFolders(everything, shelf)).toEqual([]);
  });
  test('siblings do not import each other', () => {
    expect(siblingImports(everything, shelf)).toEqual([]);
  });
});

test('no file is longer than 300 lines, no test longer than 600', () => {
  const tests = new Map([...code].filter(([file]) => /\.test\.tsx?$/.test(file)));
  const others = new Map([...code].filter(([file]) => !tests.has(file)));
  expect([...longFiles(others, 300, tables), ...longFiles(tests, 600, [])]).toEqual([]);
});

test('every name says what is inside', () => {
  expect(emptyNames(code)).toEqual([]);
});

test('no test is alone and no debt is without an owner', () => {
  expect(leftovers(code)).toEqual([]);
});

test('the page on the protocol was read again when the protocol changed', () => {
  const page = readFileSync(path.join(root, 'docs/protocol.md'), 'utf8');
  expect(page, `docs/protocol.md: check what it says, then put ${protocolHash(code)} in its last line`).toContain(
    protocolHash(code),
  );
});
