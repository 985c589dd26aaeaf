import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const version = '1.36';
const address = 'https://raw.githubusercontent.com/yannh/kubernetes-json-schema/master/';

/** yaml-language-server, where it was put with `npm install --prefix .cache/peers/yls yaml-language-server`; undefined elsewhere. Its schemas are ours. */
export function peer() {
  const program = path.join(root, '.cache/peers/yls/node_modules/yaml-language-server/bin/yaml-language-server');
  if (!existsSync(program)) return undefined;
  const files = schemaFiles();
  return {
    name: 'yaml-language-server',
    command: ['node', program, '--stdio'],
    notifications: ['yaml/registerContentRequest'],
    content: (asked) => (asked.startsWith(address) ? files[asked.slice(asked.lastIndexOf('/') + 1)] : undefined),
    settings: {
      yaml: {
        schemas: { kubernetes: '*.k8s.yaml' },
        validate: true,
        schemaStore: { enable: false },
        kubernetesCRDStore: { enable: false },
      },
    },
  };
}

/** Our schemas in the form in which the peer takes Kubernetes': one list of kinds, each strict. */
function schemaFiles() {
  const read = (name) => JSON.parse(readFileSync(path.join(root, `dist/schemas/${version}/${name}.json`), 'utf8'));
  const { definitions } = read('schema');
  const strict = {};
  for (const [name, definition] of Object.entries(definitions))
    strict[name] = { ...definition, properties: localized(definition.properties), additionalProperties: false };
  strict.Quantity = { type: ['string', 'number'] };
  strict.IntOrString = { type: ['string', 'integer'] };
  const kinds = [];
  for (const { group, version: of, kind, definition } of Object.values(read('index'))) {
    const name = `${group}.${of}.${kind}`;
    const apiVersion = { type: 'string', enum: [group === '' ? of : `${group}/${of}`] };
    strict[name] = {
      ...strict[definition],
      properties: { ...strict[definition].properties, apiVersion, kind: { type: 'string', enum: [kind] } },
      'x-kubernetes-group-version-kind': [{ group, kind, version: of }],
    };
    kinds.push({ $ref: `_definitions.json#/definitions/${name}` });
  }
  return { 'all.json': JSON.stringify({ oneOf: kinds }), '_definitions.json': JSON.stringify({ definitions: strict }) };
}

function localized(schema) {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"', '"$ref":"#/definitions/'));
}
