import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { IndexFile, Kind } from '../server/src/language/schema/schema.ts';
import { readDeclarations } from './declarations.ts';

/** One model class of @kubernetes/client-node. */
export interface Model {
  readonly doc: string;
  readonly fields: readonly ModelField[];
}

export interface ModelField {
  /** The field's name in JSON. */
  readonly name: string;
  readonly type: string;
  readonly format: string;
  readonly optional: boolean;
  readonly doc: string;
}

interface Attribute {
  readonly name: string;
  readonly baseName: string;
  readonly type: string;
  readonly format: string;
}

/** The models of the release that the package is made for; it carries some of earlier releases too, which are left out. */
export function readModels(packageFolder: string): Map<string, Model> {
  const folder = path.join(packageFolder, 'dist/gen/models');
  const release = specification(readFileSync(path.join(folder, 'V1Pod.js'), 'utf8'));
  const models = new Map<string, Model>();
  for (const file of readdirSync(folder)) {
    if (!/^[A-Z].*\.d\.ts$/.test(file)) continue;
    const name = file.slice(0, -'.d.ts'.length);
    const code = readFileSync(path.join(folder, `${name}.js`), 'utf8');
    const attributes = /attributeTypeMap = (\[[\s\S]*?\n\]|\[\]);/.exec(code)?.[1];
    if (attributes === undefined || specification(code) !== release) continue;
    const declared = readDeclarations(path.join(folder, file)).find((candidate) => candidate.name === name);
    const fields = (JSON.parse(attributes) as Attribute[]).map((attribute) => {
      const member = declared?.members[attribute.name];
      return {
        name: attribute.baseName,
        type: attribute.type,
        format: attribute.format,
        optional: member?.optional !== false,
        doc: member?.doc ?? '',
      };
    });
    models.set(name, { doc: declared?.doc ?? '', fields });
  }
  return models;
}

/** Every kind that can be created, replaced or read, from the paths of the requests. */
export function readKinds(packageFolder: string, models: ReadonlyMap<string, Model>): IndexFile {
  const folder = path.join(packageFolder, 'dist/gen/apis');
  const kinds: Record<string, Kind> = {};
  for (const file of readdirSync(folder)) {
    if (!file.endsWith('Api.js')) continue;
    for (const kind of kindsIn(readFileSync(path.join(folder, file), 'utf8'))) {
      if (models.has(kind.definition))
        kinds[`${kind.group === '' ? '' : `${kind.group}/`}${kind.version}/${kind.kind}`] = kind;
    }
  }
  return kinds;
}

function kindsIn(code: string): Kind[] {
  const found: Kind[] = [];
  const request =
    /async (?:create|replace|read)\w*?\([^)]*\) \{[\s\S]*?const localVarPath = '([^']+)'[\s\S]*?return requestContext;/g;
  for (const match of code.matchAll(request)) {
    const parts = /^\/(?:api|apis\/([^/]+))\/(v[^/]+)\/(namespaces\/\{namespace\}\/)?([a-z]+)(?:\/\{name\})?$/.exec(
      match[1] ?? '',
    );
    const definition = /ObjectSerializer\.serialize\(body, "(\w+)", ""\)/.exec(match[0])?.[1];
    if (parts === null || definition === undefined) continue;
    const [, group = '', version = '', namespaced, plural = ''] = parts;
    const kind = definition.replace(/^.*?V\d+(?:(?:alpha|beta)\d+)?/, '');
    if (plural === 'namespaces' && kind !== 'Namespace') continue;
    found.push({ group, version, kind, plural, namespaced: namespaced !== undefined, definition });
  }
  return found;
}

function specification(code: string): string | undefined {
  return /OpenAPI spec version: (\S+)/.exec(code)?.[1];
}
