import { expect, test } from 'vitest';
import {
  emptyNames,
  incompleteFolders,
  leftovers,
  longFiles,
  protocolHash,
  type Shelf,
  siblingImports,
} from './houseRules.ts';

const shelf: Shelf = { folder: 'rules', registry: 'registry.ts', needs: ['.test.ts', '.md'] };
const whole = {
  'rules/a/a.ts': '',
  'rules/a/a.test.ts': '',
  'rules/a/a.md': '',
  'registry.ts': `import { a } from './rules/a/a.ts';`,
};
const tree = (files: Readonly<Record<string, string>>): Map<string, string> => new Map(Object.entries(files));

test('a folder that has everything is complete', () => {
  expect(incompleteFolders(tree(whole), shelf)).toEqual([]);
});

test.each([
  ['rules/a/a.ts', 'rules/a has no a.ts'],
  ['rules/a/a.test.ts', 'rules/a has no *.test.ts'],
  ['rules/a/a.md', 'rules/a has no *.md'],
  ['registry.ts', 'rules/a has no line in registry.ts'],
])('a folder without %s is reported', (missing, message) => {
  const files = tree(whole);
  files.delete(missing);
  expect(incompleteFolders(files, shelf)).toEqual([message]);
});

test('an import of a sibling is reported, one of the shelf is not', () => {
  const files = { ...whole, 'rules/b/b.ts': `import { a } from '../a/a.ts';\nimport { rule } from '../rule.ts';` };
  expect(siblingImports(tree(files), shelf)).toEqual(['rules/b/b.ts imports its sibling a']);
});

test('a file over the limit is reported, unless it is a table known by name', () => {
  const files = tree({ 'long.ts': 'x\n'.repeat(4), 'table.ts': 'x\n'.repeat(4), 'short.ts': 'x\n'.repeat(3) });
  expect(longFiles(files, 3, ['table.ts'])).toEqual(['long.ts has 4 lines']);
});

test('names that say nothing are reported', () => {
  const files = tree({
    'a/utils.ts': '',
    'a/index.ts': '',
    'common/a.ts': '',
    'a/indexes.ts': '',
    'a/types.test.ts': '',
  });
  expect(emptyNames(files)).toEqual([
    'a/utils.ts has a name that says nothing',
    'a/index.ts has a name that says nothing',
    'common/a.ts has a name that says nothing',
    'a/types.test.ts has a name that says nothing',
  ]);
});

test('a lonely test and an unowned debt are reported', () => {
  const files = tree({ 'a.test.ts': `test${'.only'}('x', f)`, 'b.ts': `// ${'TODO'} later`, 'c.ts': 'fine' });
  expect(leftovers(files)).toHaveLength(2);
});

test('the hash of the protocol follows its sources and nothing else', () => {
  const before = protocolHash(tree({ 'server/src/protocol/a.ts': 'one', 'server/src/lsp/a.ts': 'one' }));
  expect(protocolHash(tree({ 'server/src/protocol/a.ts': 'one', 'server/src/lsp/a.ts': 'two' }))).toBe(before);
  expect(protocolHash(tree({ 'server/src/protocol/a.ts': 'two', 'server/src/lsp/a.ts': 'one' }))).not.toBe(before);
});
