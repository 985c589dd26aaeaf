import { t } from '@vscode/l10n';
import { applyDefaults } from '#engine/api/defaults/defaults.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import { validateCreate } from '#engine/api/validation/validate.ts';
import type { Document, SourceFile } from '../document/document.ts';
import { deref, keyText, type Node } from '../document/node.ts';
import { nodeAtField } from '../document/pointer.ts';
import { objectOf } from '../document/resource.ts';
import { build } from '../kustomize/build.ts';
import type { Built } from '../kustomize/built.ts';
import { descriptive, followed, kustomizationIn, unfollowed } from '../kustomize/kustomization.ts';
import { type Snapshot, versionOf } from '../workspace/snapshot.ts';
import { nearest } from './nearest.ts';
import type { Problem } from './problem.ts';

const replaced: Readonly<Record<string, string>> = {
  bases: 'resources',
  commonLabels: 'labels',
  patchesStrategicMerge: 'patches',
  patchesJson6902: 'patches',
  vars: 'replacements',
};

/** What is wrong in a kustomization, and what the API server would refuse of what it builds; offsets from the start of the file. */
export function kustomizationProblems(snapshot: Snapshot, file: SourceFile): readonly Problem[] {
  const [document] = file.documents;
  const { root } = document.tree;
  if (root === null || document.tree.broken || kustomizationIn(snapshot, file.uri) === undefined) return [];
  const { objects, notes } = build(snapshot, file.uri);
  const named = notes
    .filter(({ uri, kind }) => uri === file.uri && kind !== 'remote')
    .map(({ field, message, kind }) =>
      problem(
        document,
        nodeAtField(root, field) ?? root,
        kind === 'missing' ? 'kustomizationPath' : 'kustomizationBuild',
        kind === 'unfollowed' ? 'information' : kind === 'missing' ? 'error' : 'warning',
        message,
        field,
      ),
    );
  return [...fieldProblems(document, root), ...named, ...builtProblems(snapshot, file, document, root, objects)];
}

function fieldProblems(document: Document, root: Node): Problem[] {
  const map = deref(root);
  if (map.kind !== 'map') return [];
  const known = [...followed, ...unfollowed, ...descriptive];
  return map.entries.flatMap(({ key }) => {
    const name = keyText(key);
    const better = replaced[name];
    if (better !== undefined)
      return [
        problem(
          document,
          key,
          'deprecatedKustomizeField',
          'information',
          t('{0} is deprecated in kustomize; use {1}.', name, better),
          name,
        ),
      ];
    if (known.includes(name)) return [];
    const found = problem(
      document,
      key,
      'unknownKustomizeField',
      'error',
      t('kustomize knows no field "{0}" and refuses to build.', name),
      name,
    );
    const fixes = nearest(name, known).map((candidate) => ({
      title: t('Replace by {0}', candidate),
      edits: [{ start: document.start + key.start, end: document.start + key.end, text: candidate }],
    }));
    return [{ ...found, fixes }];
  });
}

/** Causes that the build brings in: those of the base alone are shown in the base. */
function builtProblems(
  snapshot: Snapshot,
  file: SourceFile,
  document: Document,
  root: Node,
  objects: readonly Built[],
): Problem[] {
  const version = versionOf(snapshot, file.uri);
  const causes = (object: ApiObject): string[] =>
    validateCreate(applyDefaults(withMetadata(object), version), version).map(
      ({ field, message }) => `${field}: ${message}`,
    );
  return objects.flatMap(({ object, origin }) => {
    const before = new Set(origin === undefined ? [] : causes(objectOf(origin.body)));
    const added = causes(object).filter((cause) => !before.has(cause));
    const text = `${object.kind}/${object.metadata?.name ?? ''}`;
    return added.map((cause) => ({
      ...problem(
        document,
        firstKey(root),
        'kustomizationBuild',
        'error',
        t('As built, {0} would be refused: {1}', text, cause),
        '',
      ),
      object: text,
    }));
  });
}

function withMetadata(object: ApiObject): ApiObject {
  return typeof object.metadata === 'object' && object.metadata !== null
    ? object
    : { ...object, metadata: { name: '' } };
}

/** The line that stands for the whole file. */
function firstKey(root: Node): Node {
  const map = deref(root);
  return map.kind === 'map' ? (map.entries[0]?.key ?? root) : root;
}

function problem(
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
