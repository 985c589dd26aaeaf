import { runProgram } from './runProgram.mjs';

/** Writes the bundled schemas into `folder`, from .cache where nothing changed. The builder is TypeScript, hence a `node` that reads it. */
export async function schemas(folder) {
  const builder = new URL('../schemas/buildSchemas.ts', import.meta.url);
  const program = `const { buildSchemas } = await import(${JSON.stringify(builder.href)}); await buildSchemas(${JSON.stringify(folder)});`;
  const code = await runProgram('node', ['--input-type=module', '--eval', program], { shell: false });
  if (code !== 0) throw new Error('the schemas could not be built');
}
