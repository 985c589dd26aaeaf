import { t } from '@vscode/l10n';
import type { ApiObject } from '#engine/api/meta.ts';
import { readFile, type SourceFile } from '#language/document/document.ts';
import { type BuildResult, builtAt } from '#language/kustomize/build.ts';
import { roleOf } from '#language/workspace/fileRole.ts';
import type { Snapshot } from '#language/workspace/snapshot.ts';
import type { SimulateProblem } from '#protocol/simulate.ts';
import type { Host } from './host.ts';

/** The files of a simulation, in the order in which they are applied, and a snapshot that has them all. */
export interface Sources {
  readonly files: readonly SourceFile[];
  readonly snapshot: Snapshot;
  readonly problems: readonly SimulateProblem[];
  /** What the kustomizations among them build: applied in place of the files' own objects. */
  readonly built?: readonly ApiObject[];
}

/**
 * Finds what `uris` name: a file of the workspace as it stands in the editor, a file of the machine, or the manifests in a folder in order of
 * their names. Patches and templates in a folder are parts of manifests, and left out.
 */
export async function simulationSources(snapshot: Snapshot, host: Host, uris: readonly string[]): Promise<Sources> {
  const files: SourceFile[] = [];
  const problems: SimulateProblem[] = [];
  const built: ApiObject[] = [];
  for (const uri of uris) {
    const result = builtAt(snapshot, uri);
    if (result !== undefined) built.push(...result.objects.map(({ object }) => object));
    const found = result === undefined ? await filesAt(snapshot, host, uri) : originFiles(snapshot, uri, result);
    files.push(...found.filter((file) => !files.some((other) => other.uri === file.uri)));
    if (found.length === 0) problems.push({ uri, message: t('There is no manifest at {0}.', uri) });
  }
  const all = new Map(snapshot.files);
  for (const file of files) all.set(file.uri, file);
  return { files, snapshot: { ...snapshot, files: all }, problems, ...(built.length === 0 ? {} : { built }) };
}

/** The manifests that a build began as, and the kustomization itself. */
function originFiles(snapshot: Snapshot, uri: string, { objects }: BuildResult): readonly SourceFile[] {
  const uris = new Set([uri, ...objects.flatMap(({ origin }) => origin?.uri ?? [])]);
  return [...uris].flatMap((found) => snapshot.files.get(found) ?? []);
}

async function filesAt(snapshot: Snapshot, host: Host, uri: string): Promise<readonly SourceFile[]> {
  const known = snapshot.files.get(uri);
  if (known !== undefined) return [known];
  const text = await host.read(uri);
  return text === undefined ? filesUnder(snapshot, host, uri) : [readFile(uri, text, 0)];
}

async function filesUnder(snapshot: Snapshot, host: Host, folder: string): Promise<readonly SourceFile[]> {
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  const found = new Map<string, SourceFile>();
  for await (const some of host.manifestsUnder([folder], () => false))
    for (const { uri, text } of some) found.set(uri, readFile(uri, text, 0));
  for (const [uri, file] of snapshot.files) if (uri.startsWith(prefix)) found.set(uri, file);
  const inOrder = [...found.values()].sort((a, b) => (a.uri < b.uri ? -1 : 1));
  return inOrder.filter((file) => roleOf(snapshot, file) === 'manifest');
}
