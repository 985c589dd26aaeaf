// Makes drydock-VERSION.vsix, and fails when it grows beyond its budget: `npm run package`.
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { root, runProgram } from './runProgram.mjs';

/** Bytes. The schemas of five Kubernetes versions are most of it. */
const budget = 2_500_000;

const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const file = `${name}-${version}.vsix`;
const steps = [
  ['node', ['esbuild.mjs', '--production']],
  [
    'vsce',
    [
      'package',
      '--no-dependencies',
      '--skip-license',
      '--allow-missing-repository',
      '--no-rewrite-relative-links',
      '--out',
      file,
    ],
  ],
];
for (const [program, args] of steps) {
  const code = await runProgram(program, args);
  if (code !== 0) process.exit(code);
}
const { size } = statSync(path.join(root, file));
console.log(`${file}: ${(size / 1e6).toFixed(2)} MB of ${(budget / 1e6).toFixed(2)} MB`);
if (size > budget) {
  console.error('The extension is larger than its budget (scripts/package.mjs).');
  process.exitCode = 1;
}
