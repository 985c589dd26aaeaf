import { t } from '@vscode/l10n';
import { applyDefaults } from '#engine/api/defaults/defaults.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import { validateCreate } from '#engine/api/validation/validate.ts';
import type { Document, SourceFile } from '../document/document.ts';
import { deref, type Node } from '../document/node.ts';
import { nodeAtField } from '../document/pointer.ts';
import { objectOf } from '../document/resource.ts';
import { build } from '../kustomize/build.ts';
import type { Built } from '../kustomize/built.ts';
import { kustomizationIn } from '../kustomize/kustomization.ts';
import { type Snapshot, versionOf } from '../workspace/snapshot.ts';
import { kustomizationFields, kustomizationProblem as problem } from './kustomizationFields.ts';
import type { Problem } from './problem.ts';

const severityOf = {
  missing: 'error',
  refused: 'error',
  failed: 'warning',
  unfollowed: 'information',
  remote: 'information',
} as const;

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
        severityOf[kind],
        message,
        field,
      ),
    );
  return [...kustomizationFields(document, root), ...named, ...builtProblems(snapshot, file, document, root, objects)];
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
