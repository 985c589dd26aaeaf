import type { SourceFile, Uri } from '../document/document.ts';
import { textAt, valueAt } from '../document/node.ts';
import { itemsOf, stringOf } from '../document/strings.ts';
import { resolvePath } from './path.ts';
import { isRuleFile } from './ruleFile.ts';
import { sinceOf } from './since.ts';
import type { Snapshot } from './snapshot.ts';

export { resolvePath } from './path.ts';

/**
 * What a file is for: objects to be judged, a patch to be judged in part, a kustomization, a scenario of ours, text that a program makes
 * manifests of, or what says how a folder is judged.
 */
export type FileRole = 'manifest' | 'patch' | 'kustomization' | 'scenario' | 'template' | 'rules';

/** The role of a file in its workspace: a patch is one because a kustomization names it. */
export function roleOf(snapshot: Snapshot, file: SourceFile): FileRole {
  const own = ownRole(file);
  if (own !== undefined) return own;
  if (isTemplate(snapshot, file)) return 'template';
  return patchesOf(snapshot).has(file.uri) ? 'patch' : 'manifest';
}

/** Whether a file is more than objects: what others are may depend on it, or what it is on its text. */
export function saysWhatItIs(file: SourceFile): boolean {
  if (ownRole(file) !== undefined || /(?:^|\/)Chart\.yaml$/.test(file.uri)) return true;
  return file.uri.includes('templates/') && file.text.includes('{{');
}

/** What a file is whatever stands around it; undefined where that decides. */
function ownRole(file: SourceFile): FileRole | undefined {
  const known = ownRoles.get(file);
  if (known !== undefined) return known === 'open' ? undefined : known;
  const made = isRuleFile(file.uri)
    ? 'rules'
    : isKustomization(file)
      ? 'kustomization'
      : isScenario(file)
        ? 'scenario'
        : undefined;
  ownRoles.set(file, made ?? 'open');
  return made;
}

const ownRoles = new WeakMap<SourceFile, FileRole | 'open'>();

function isKustomization(file: SourceFile): boolean {
  if (/(?:^|\/)kustomization(?:\.ya?ml)?$/i.test(file.uri)) return true;
  const root = file.documents[0].tree.root;
  return root !== null && (textAt(root, 'apiVersion') ?? '').startsWith('kustomize.config.k8s.io/');
}

/** By the eye: a scenario that does not parse while it is being written is one too. */
function isScenario({ text }: SourceFile): boolean {
  return (
    text.includes('drydock.dev/') &&
    /^apiVersion:[ \t]*["']?drydock\.dev\//m.test(text) &&
    /^kind:[ \t]*["']?Scenario\b/m.test(text)
  );
}

/** A file below templates/ of a chart, with `{{ }}` in it. */
function isTemplate(snapshot: Snapshot, file: SourceFile): boolean {
  const chart = /^(.*\/|)templates\//.exec(file.uri)?.[1];
  if (chart === undefined || !file.text.includes('{{')) return false;
  return snapshot.files.has(`${chart}Chart.yaml`) || file.documents.some((document) => document.tree.template);
}

const patchMemo = new WeakMap<ReadonlyMap<Uri, SourceFile>, ReadonlySet<Uri>>();

function patchesOf(snapshot: Snapshot): ReadonlySet<Uri> {
  const since = sinceOf(snapshot);
  if (since !== undefined) return patchesOf(since.base);
  const known = patchMemo.get(snapshot.files);
  if (known !== undefined) return known;
  const found = new Set<Uri>();
  for (const file of snapshot.files.values())
    if (ownRole(file) === 'kustomization') for (const uri of patchesNamedIn(file)) found.add(uri);
  patchMemo.set(snapshot.files, found);
  return found;
}

/** The files that a kustomization names as patches. */
export function patchesNamedIn(file: SourceFile): Uri[] {
  const root = file.documents[0].tree.root;
  if (root === null) return [];
  const paths = [
    ...itemsOf(valueAt(root, 'patchesStrategicMerge')).map((item) => stringOf(item)?.text),
    ...[...itemsOf(valueAt(root, 'patches')), ...itemsOf(valueAt(root, 'patchesJson6902'))].map((item) =>
      textAt(item, 'path'),
    ),
  ];
  const folder = file.uri.slice(0, file.uri.lastIndexOf('/') + 1);
  return paths.flatMap((path) => (path === undefined || path.includes('\n') ? [] : [resolvePath(folder, path)]));
}
