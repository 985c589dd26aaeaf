#!/usr/bin/env node
// Builds everything that ships into dist/: the extension, the language server, the command line, the panel, the schemas.
// usage: node esbuild.mjs [--watch] [--production]
import { chmod } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import * as esbuild from 'esbuild';
import { schemas } from './scripts/schemas.mjs';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

/** ESM on Node has no `require`; CommonJS packages in the bundle of the command line ask for one. */
const requireInModules =
  "import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url);";

const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
  legalComments: 'none',
};

/** VS Code 1.101 brings Node 22; both files are loaded by `require`, whatever package.json says of modules. */
const node = { ...shared, platform: 'node', target: 'node22', format: 'cjs', mainFields: ['module', 'main'] };

const bundles = [
  { ...node, entryPoints: ['client/src/extension.ts'], outfile: 'dist/extension.cjs', external: ['vscode'] },
  { ...node, entryPoints: ['server/src/lsp/main.node.ts'], outfile: 'dist/server.cjs' },
  {
    ...node,
    target: 'node20',
    format: 'esm',
    entryPoints: ['server/src/cli/main.ts'],
    outfile: 'dist/cli.js',
    banner: { js: `#!/usr/bin/env node\n${requireInModules}` },
  },
  {
    ...shared,
    platform: 'browser',
    target: 'es2023',
    format: 'iife',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    entryPoints: ['media/panel/main.tsx'],
    outfile: 'dist/panel.js',
  },
];

const began = performance.now();
if (watch) {
  await schemas('dist/schemas');
  for (const bundle of bundles) await (await esbuild.context(bundle)).watch();
  console.log('watching');
} else {
  await Promise.all([...bundles.map((bundle) => esbuild.build(bundle)), schemas('dist/schemas')]);
  await chmod('dist/cli.js', 0o755);
  console.log(`built dist/ in ${((performance.now() - began) / 1000).toFixed(1)} s`);
}
