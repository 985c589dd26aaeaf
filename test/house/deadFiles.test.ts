import { expect, test } from 'vitest';
import { inMiniature } from './miniature.ts';

/** What knip says of a command line made of these files. */
function check(files: Readonly<Record<string, string>>): string {
  return inMiniature(files, ({ run }) => run('knip', '--no-progress', '--include', 'files,exports').output);
}

test('a file that nothing imports is found', () => {
  const found = check({
    'server/src/lsp/main.node.ts': 'console.log(1);\n',
    'server/src/lsp/dead.ts': 'console.log(2);\n',
  });
  expect(found).toContain('server/src/lsp/dead.ts');
  expect(found).not.toContain('server/src/lsp/main.node.ts');
});

test('an export that nothing imports is found', () => {
  const found = check({
    'server/src/lsp/main.node.ts': `import { used } from './names.ts';\nconsole.log(used);\n`,
    'server/src/lsp/names.ts': 'export const used = 1;\nexport const unused = 2;\n',
  });
  expect(found).toMatch(/unused\b.*server\/src\/lsp\/names\.ts/);
});
