import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SchemaSource } from '#language/schema/catalog.ts';
import { defaultSettings, type Settings } from '#language/workspace/settings.ts';
import { Workspace } from '#language/workspace/workspace.ts';
import { buildSchemas } from '../../schemas/buildSchemas.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The bundled schemas, built when they are not there yet. */
export const schemas: SchemaSource = {
  read(version, part) {
    const file = path.join(root, 'dist/schemas', version, `${part}.json`);
    if (!existsSync(file)) buildSchemas('dist/schemas');
    return readFileSync(file, 'utf8');
  },
};

/** A text of several files: each begins with a line `# file: NAME`; without one there is a single `main.yaml`. */
export function workspaceOf(text: string, settings: Settings = defaultSettings): Workspace {
  const workspace = new Workspace(schemas, settings);
  workspace.change(filesOf(text));
  return workspace;
}

/** The files of such a text. The marker lines do not belong to them. */
export function filesOf(text: string): { uri: string; text: string }[] {
  const parts = text.replace(/^\n/, '').split(/^# file: (\S+)\n/m);
  const [first = '', ...rest] = parts;
  const files = rest.flatMap((_, i) => (i % 2 === 0 ? [{ uri: rest[i] ?? '', text: rest[i + 1] ?? '' }] : []));
  return first.trim() === '' && files.length > 0 ? files : [{ uri: 'main.yaml', text: first }, ...files];
}

/** Takes the cursor `$0` out of a text. */
export function cursorOf(text: string): { text: string; offset: number } {
  const offset = text.indexOf('$0');
  if (offset < 0) throw new Error('the text has no $0');
  return { text: text.slice(0, offset) + text.slice(offset + 2), offset };
}
