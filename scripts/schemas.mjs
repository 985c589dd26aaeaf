import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Writes the bundled schemas into `folder` (cached in .cache); TypeScript sources, hence by the Node of node_modules. */
export async function schemas(folder) {
  const builder = new URL('../schemas/buildSchemas.ts', import.meta.url);
  if (!existsSync(builder)) return console.error('esbuild: schemas/buildSchemas.ts does not exist yet, left out');
  const program = `const { buildSchemas } = await import(${JSON.stringify(builder.href)}); await buildSchemas(${JSON.stringify(folder)});`;
  await run(node24(), ['--input-type=module', '--eval', program]);
}

/** Node 24 from the devDependency `node`: what runs TypeScript sources unbuilt on a machine with an older Node. */
export function node24() {
  const own = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
  return existsSync(own) ? own : process.execPath;
}

/** Runs a program to its end with this terminal; rejects when it fails. */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', ...options });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}`))));
  });
}
