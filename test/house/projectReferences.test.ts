import { describe, expect, test } from 'vitest';
import { inMiniature } from './miniature.ts';

/** What each layer stands on, so that a project compiles with nothing but the probe in it. */
const ground: Readonly<Record<string, string>> = {
  'server/src/engine/a.ts': 'export const engine = 1;\n',
  'server/src/protocol/a.ts': 'export const protocol = 1;\n',
  'server/src/language/a.ts': 'export const language = 1;\n',
  'server/src/kubectl/a.ts': 'export const kubectl = 1;\n',
  'server/src/lsp/a.ts': 'export const lsp = 1;\n',
};

/** What the compiler says of one more file in a layer: the numbers of its errors, or "compiles". */
function check(file: string, source: string): string {
  const layer = file.startsWith('client/') ? 'client' : file.slice(0, file.lastIndexOf('/'));
  return inMiniature({ ...ground, [file]: source }, ({ run }) => {
    const { code, output } = run('tsc', '-b', layer);
    if (code === 0) return 'compiles';
    return [...new Set(Array.from(output.matchAll(/error (TS\d+)/g), ([, number]) => number))].sort().join(' ');
  });
}

/** An import of a project that is not referenced, or a name that the layer's library does not have. */
const outside = /TS6059|TS6307/;
const unknownName = /TS2304|TS2307|TS2552|TS2580|TS2584|TS2591/;

describe('project references hold the layers', () => {
  test.each([
    ['server/src/language/probe.ts', `import { engine } from '#engine/a.ts';\nexport const x: number = engine;\n`],
    ['server/src/kubectl/probe.ts', `import { language } from '#language/a.ts';\nexport const x: number = language;\n`],
    ['server/src/lsp/probe.ts', `import { kubectl } from '#kubectl/a.ts';\nexport const x: number = kubectl;\n`],
    [
      'server/src/cli/probe.ts',
      `import { engine } from '#engine/a.ts';\nexport const x: string = process.cwd() + engine;\n`,
    ],
    ['client/src/probe.ts', `import { protocol } from '#protocol/a.ts';\nexport const x: number = protocol;\n`],
    [
      'media/panel/probe.ts',
      `import { engine } from '#engine/a.ts';\nexport const x: string = document.title + engine;\n`,
    ],
  ])('%s may import what is below it', (file, source) => {
    expect(check(file, source)).toBe('compiles');
  });

  test.each([
    ['server/src/engine/probe.ts', '#language/a.ts', 'language'],
    ['server/src/engine/probe.ts', '#protocol/a.ts', 'protocol'],
    ['server/src/language/probe.ts', '#kubectl/a.ts', 'kubectl'],
    ['server/src/language/probe.ts', '#protocol/a.ts', 'protocol'],
    ['server/src/kubectl/probe.ts', '../lsp/a.ts', 'lsp'],
    ['media/panel/probe.ts', '#language/a.ts', 'language'],
    ['client/src/probe.ts', '#language/a.ts', 'language'],
  ])('%s may not import %s', (file, specifier, name) => {
    const source = `import { ${name} } from '${specifier}';\nexport const x: number = ${name};\n`;
    expect(check(file, source)).toMatch(outside);
  });

  test.each([
    ['server/src/engine/probe.ts', 'setTimeout(() => undefined, 1)'],
    ['server/src/engine/probe.ts', 'process.env'],
    ['server/src/engine/probe.ts', 'console.log()'],
    ['server/src/engine/probe.ts', 'document.title'],
    ['server/src/language/probe.ts', 'process.cwd()'],
    ['server/src/language/probe.ts', 'fetch("x")'],
    ['server/src/kubectl/probe.ts', 'performance.now()'],
    ['server/src/protocol/probe.ts', 'window'],
    ['media/panel/probe.ts', 'process.cwd()'],
  ])('%s does not know %s', (file, name) => {
    expect(check(file, `export const x: unknown = ${name};\n`)).toMatch(unknownName);
  });

  test('server/src/engine cannot read a file', () => {
    expect(check('server/src/engine/probe.ts', `import fs from 'node:fs';\nexport const x: unknown = fs;\n`)).toMatch(
      unknownName,
    );
  });
});
