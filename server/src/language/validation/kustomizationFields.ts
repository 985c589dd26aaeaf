import { t } from '@vscode/l10n';
import type { Document } from '../document/document.ts';
import { deref, type Entry, keyText, type Node } from '../document/node.ts';
import { descriptive, followed, unfollowed } from '../kustomize/kustomization.ts';
import { nearest } from './nearest.ts';
import type { Problem } from './problem.ts';
import { replaceBy } from './replaceBy.ts';

/** What kustomize would not read of a kustomization: unknown fields, at every depth, and a value where a list belongs. */
export function kustomizationFields(document: Document, root: Node): Problem[] {
  return mapProblems(document, root, { fields: Object.fromEntries(topFields()) }, '');
}

/** A problem of a kustomization; offsets from the start of the file. */
export function kustomizationProblem(
  document: Document,
  node: Node,
  rule: string,
  severity: Problem['severity'],
  message: string,
  field: string,
): Problem {
  return {
    rule,
    source: 'schema',
    severity,
    message,
    range: [document.start + node.start, document.start + node.end],
    ...(field === '' ? {} : { field }),
    fixes: [],
  };
}

/** What a field holds: nothing that is known more of, a list of texts or maps, or a map with these fields. */
interface Shape {
  readonly list?: boolean;
  readonly fields?: Readonly<Record<string, Shape>>;
}

const replaced: Readonly<Record<string, string>> = {
  bases: 'resources',
  commonLabels: 'labels',
  patchesStrategicMerge: 'patches',
  patchesJson6902: 'patches',
  vars: 'replacements',
};

const any: Shape = {};
const list: Shape = { list: true };

function names(...fields: readonly string[]): Readonly<Record<string, Shape>> {
  return Object.fromEntries(fields.map((field) => [field, any]));
}

const identity = names('group', 'version', 'kind', 'name', 'namespace');
const selector: Shape = { fields: { ...identity, ...names('labelSelector', 'annotationSelector') } };
const options: Shape = { fields: names('delimiter', 'index', 'encoding', 'create') };
const generatorOptions: Shape = { fields: names('labels', 'annotations', 'disableNameSuffixHash', 'immutable') };
const generator = {
  ...names('namespace', 'name', 'behavior', 'env'),
  files: list,
  literals: list,
  envs: list,
  options: generatorOptions,
};
const patch: Shape = { list: true, fields: { ...names('path', 'patch'), target: selector, options: any } };

/** The fields of which more is known than their name. */
const shapes: Readonly<Record<string, Shape>> = {
  resources: list,
  bases: list,
  components: list,
  crds: list,
  configurations: list,
  generators: list,
  transformers: list,
  validators: list,
  patchesStrategicMerge: list,
  patches: patch,
  patchesJson6902: patch,
  images: { list: true, fields: names('name', 'newName', 'newTag', 'tagSuffix', 'digest') },
  replicas: { list: true, fields: names('name', 'count') },
  labels: { list: true, fields: { ...names('pairs', 'includeSelectors', 'includeTemplates'), fields: list } },
  configMapGenerator: { list: true, fields: generator },
  secretGenerator: { list: true, fields: { ...generator, type: any } },
  generatorOptions,
  replacements: {
    list: true,
    fields: {
      ...names('path', 'sourceValue'),
      source: { fields: { ...identity, fieldPath: any, options } },
      targets: {
        list: true,
        fields: { select: selector, reject: { list: true, fields: selector.fields ?? {} }, fieldPaths: list, options },
      },
    },
  },
};

function topFields(): (readonly [string, Shape])[] {
  return [...followed, ...unfollowed, ...descriptive].map((field) => [field, shapes[field] ?? any]);
}

function mapProblems(document: Document, node: Node, { fields }: Shape, path: string): Problem[] {
  const map = deref(node);
  if (map.kind !== 'map' || fields === undefined) return [];
  return map.entries.flatMap((entry) => entryProblems(document, entry, fields, path));
}

function entryProblems(
  document: Document,
  entry: Entry,
  fields: Readonly<Record<string, Shape>>,
  path: string,
): Problem[] {
  const { key } = entry;
  const name = keyText(key);
  const field = path === '' ? name : `${path}.${name}`;
  const better = path === '' ? replaced[name] : undefined;
  const shape = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (shape === undefined) return [unknownField(document, key, Object.keys(fields), field)];
  const below = valueProblems(document, entry.value, shape, field);
  if (better === undefined) return below;
  const message = t('{0} is deprecated in kustomize; use {1}.', name, better);
  return [kustomizationProblem(document, key, 'deprecatedKustomizeField', 'information', message, name), ...below];
}

function unknownField(document: Document, key: Entry['key'], known: readonly string[], field: string): Problem {
  const name = keyText(key);
  const message = t('kustomize knows no field "{0}" and refuses to build.', name);
  const fixes = nearest(name, known).map((candidate) =>
    replaceBy({ start: document.start + key.start, end: document.start + key.end }, candidate),
  );
  return { ...kustomizationProblem(document, key, 'unknownKustomizeField', 'error', message, field), fixes };
}

function valueProblems(document: Document, node: Node, shape: Shape, field: string): Problem[] {
  const value = deref(node);
  const empty = value.kind === 'scalar' && value.start === value.end;
  if (empty) return [];
  if (shape.list !== true) return mapProblems(document, value, shape, field);
  if (value.kind === 'list')
    return value.items.flatMap((item, index) => mapProblems(document, item, shape, `${field}[${index}]`));
  const message = t('{0} is a list: kustomize refuses to build.', field);
  return [kustomizationProblem(document, node, 'wrongType', 'error', message, field)];
}
