import { describe, expect, test } from 'vitest';
import { inMiniature } from './miniature.ts';

/** What the linter says of one file with these lines: the messages of errors, each once, or "nothing". */
function check(file: string, ...lines: readonly string[]): string {
  return inMiniature({ [file]: `${lines.join('\n')}\n` }, ({ run }) => {
    const { output } = run('biome', 'lint', '--diagnostic-level=error', '--reporter=json', file);
    const report: { diagnostics: { category: string; message: unknown }[] } = JSON.parse(
      output.split('\n').at(0) ?? '',
    );
    const found = report.diagnostics.map(({ category, message }) => `${category}: ${textOf(message)}`);
    return [...new Set(found)].join('\n') || 'nothing';
  });
}

function textOf(message: unknown): string {
  return typeof message === 'string' ? message : JSON.stringify(message);
}

const use = (specifier: string): string => `import '${specifier}';`;

describe('import rules hold what the compiler lets through', () => {
  test.each([
    [
      'server/src/engine/probe.ts',
      ['vscode', 'yaml', 'node:fs/promises', '#language/a.ts', 'vscode-languageserver/node'],
    ],
    ['server/src/language/probe.ts', ['vscode', 'yaml', 'ajv', 'node:fs', '#kubectl/a.ts', '#protocol/a.ts', 'preact']],
    ['server/src/language/document/parse.ts', ['ajv', 'vscode', 'node:fs']],
    ['server/src/kubectl/probe.ts', ['yaml', '#language/languageService.ts', '#protocol/a.ts', 'node:fs']],
    ['server/src/protocol/probe.ts', ['#language/a.ts', 'vscode', 'node:fs']],
    ['server/src/lsp/probe.ts', ['vscode', 'yaml', 'preact', 'ajv']],
    ['server/src/cli/probe.ts', ['vscode', 'yaml', 'vscode-languageserver', 'preact']],
    ['client/src/probe.ts', ['#engine/engine.ts', '#language/a.ts', 'yaml', 'vscode-languageserver/node']],
    ['media/panel/probe.ts', ['#language/a.ts', 'vscode', 'node:fs', 'd3']],
  ])('%s refuses each of %j', (file, forbidden) => {
    for (const specifier of forbidden) expect(check(file, use(specifier)), specifier).toMatch(/noRestrictedImports/);
  });

  test.each([
    ['server/src/engine/probe.ts', ['./a.ts', '../a.ts', '#engine/a.ts']],
    ['server/src/language/document/parse.ts', ['yaml', './a.ts']],
    ['server/src/language/probe.ts', ['#engine/a.ts', 'vscode-languageserver-types']],
    ['server/src/kubectl/probe.ts', ['#engine/a.ts', '#language/manifests.ts', '#language/document/a.ts']],
    ['server/src/lsp/probe.ts', ['vscode-languageserver/node', 'node:fs/promises', '#protocol/a.ts']],
    [
      'client/src/probe.ts',
      ['vscode', 'vscode-languageclient/node', 'node:path', 'node:fs/promises', '#protocol/a.ts'],
    ],
    ['media/panel/probe.ts', ['preact', 'preact/hooks', '@preact/signals', '#engine/trace/trace.ts']],
  ])('%s may import %j', (file, allowed) => {
    expect(check(file, ...allowed.map(use))).toBe('nothing');
  });

  test('a circle of imports is refused', () => {
    const files = {
      'server/src/engine/a.ts': `import { b } from './b.ts';\nexport const a = (): unknown => b;\n`,
      'server/src/engine/b.ts': `import { a } from './a.ts';\nexport const b = (): unknown => a;\n`,
    };
    expect(inMiniature(files, ({ run }) => run('biome', 'lint').output)).toMatch(/noImportCycles/);
  });
});

describe('the cores are deterministic', () => {
  const cores = ['server/src/engine', 'server/src/language', 'server/src/kubectl'];
  const calls = ['Date.now()', 'new Date()', 'Math.random()', 'performance.now()'];

  test.each(cores.flatMap((core) => calls.map((call) => [core, call] as const)))('%s refuses %s', (core, call) => {
    expect(check(`${core}/probe.ts`, `export const x = ${call};`)).toMatch(/plugin: .*deterministic/);
  });

  test.each([
    ['server/src/engine/probe.ts', 'new Date(5)'],
    ['client/src/probe.ts', 'Date.now()'],
    ['server/src/engine/probe.test.ts', 'performance.now()'],
  ])('%s may say %s', (file, call) => {
    expect(check(file, `export const x = ${call};`)).toBe('nothing');
  });
});
