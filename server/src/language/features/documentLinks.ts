import { t } from '@vscode/l10n';
import type { DocumentLink } from 'vscode-languageserver-types';
import { groupKind, groupOf } from '#engine/api/key.ts';
import { kindInfo } from '#engine/api/kinds.ts';
import type { SourceFile, Uri } from '../document/document.ts';
import { deref, type Node, type ScalarNode, valueAt } from '../document/node.ts';
import { itemsOf, stringAt } from '../document/strings.ts';
import { resolvePath, roleOf } from '../workspace/fileRole.ts';
import { fileOf, resourcesIn, type Snapshot, versionOf } from '../workspace/snapshot.ts';
import { rangeIn } from './spot.ts';

/** From the files that a kustomization names to those files, from a built-in kind to its page in the reference of the API. */
export function documentLinks(snapshot: Snapshot, uri: Uri): DocumentLink[] {
  const file = fileOf(snapshot, uri);
  if (file === undefined) return [];
  return roleOf(snapshot, file) === 'kustomization' ? fileLinks(snapshot, file) : kindLinks(snapshot, file);
}

function fileLinks(snapshot: Snapshot, file: SourceFile): DocumentLink[] {
  const [document] = file.documents;
  const { root } = document.tree;
  if (root === null) return [];
  return namedFiles(root).flatMap((node) => {
    const target = targetOf(snapshot, file.uri, node.text);
    if (target === undefined) return [];
    return [{ range: rangeIn(file, document.start + node.start, document.start + node.end), target }];
  });
}

/** Lists of paths, and lists of maps with a `path`. */
const lists = [
  'resources',
  'bases',
  'components',
  'crds',
  'configurations',
  'generators',
  'transformers',
  'validators',
];
const patches = ['patches', 'patchesStrategicMerge', 'patchesJson6902', 'replacements'];

function namedFiles(root: Node): ScalarNode[] {
  return [...lists, ...patches].flatMap((field) =>
    itemsOf(valueAt(root, field)).flatMap((item) => {
      const node = deref(item);
      const path = node.kind === 'scalar' ? node : stringAt(node, 'path');
      return path === undefined || path.text === '' || path.text.includes('\n') ? [] : [path];
    }),
  );
}

/** A file as it is, a folder by its kustomization where the workspace has it; undefined for what lies nowhere here. */
function targetOf(snapshot: Snapshot, uri: Uri, path: string): string | undefined {
  if (/^https?:\/\//.test(path)) return path;
  const place = resolvePath(uri.slice(0, uri.lastIndexOf('/') + 1), path);
  const names = [
    place,
    ...['kustomization.yaml', 'kustomization.yml', 'Kustomization'].map((one) => `${place}/${one}`),
  ];
  return names.find((name) => snapshot.files.has(name));
}

function kindLinks(snapshot: Snapshot, file: SourceFile): DocumentLink[] {
  return resourcesIn(snapshot, file.uri).flatMap(({ start, body }) => {
    const kind = stringAt(body.node, 'kind');
    if (kind === undefined || kindInfo(groupKind(body.apiVersion, body.kind)) === undefined) return [];
    const group = groupOf(body.apiVersion).replaceAll('.', '-') || 'core';
    const version = body.apiVersion.slice(body.apiVersion.lastIndexOf('/') + 1);
    const page = `https://kubernetes.io/docs/reference/generated/kubernetes-api/v${versionOf(snapshot, file.uri)}/`;
    const target = `${page}#${body.kind.toLowerCase()}-${version}-${group}`;
    return [{ range: rangeIn(file, start + kind.start, start + kind.end), target, tooltip: t('Reference of the API') }];
  });
}
