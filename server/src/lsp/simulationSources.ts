import { t } from '@vscode/l10n';
import type { ApiObject } from '#engine/api/meta.ts';
import { readFile, type SourceFile } from '#language/document/document.ts';
import { objectOf, type Resource, resourcesOf } from '#language/document/resource.ts';
import { builtAt } from '#language/kustomize/build.ts';
import { roleOf } from '#language/workspace/fileRole.ts';
import type { Snapshot } from '#language/workspace/snapshot.ts';
import type { SimulateProblem } from '#protocol/simulate.ts';
import type { Host } from './host.ts';

/** An object to apply, and the manifest that it is written in; undefined for what kustomize generates. */
export interface SourceObject {
  readonly object: ApiObject;
  readonly manifest: Resource | undefined;
}

/** What a simulation applies, in order, the files that it comes from, and a snapshot that has them all. */
export interface Sources {
  readonly objects: readonly SourceObject[];
  readonly files: readonly SourceFile[];
  readonly snapshot: Snapshot;
  readonly problems: readonly SimulateProblem[];
}

/**
 * Finds what `uris` name: a file of the workspace as it stands in the editor, a file of the machine, or the manifests in a folder in order of
 * their names; where there is a kustomization, what it builds. Patches and templates in a folder are parts of manifests, and left out.
 */
export async function simulationSources(snapshot: Snapshot, host: Host, uris: readonly string[]): Promise<Sources> {
  const found = await Promise.all(uris.map((uri) => filesAt(snapshot, host, uri)));
  const problems = uris
    .filter((_, index) => found[index]?.length === 0)
    .map((uri) => ({ uri, message: t('There is no manifest at {0}.', uri) }));
  const files = new Map(found.flat().map((file) => [file.uri, file]));
  const whole = withFiles(snapshot, files);
  const objects: SourceObject[] = [];
  const read = new Set<string>();
  for (const [index, uri] of uris.entries()) {
    const own = (found[index] ?? []).find((file) => isKustomizationOf(file, uri));
    const built = builtAt(whole, own?.uri ?? uri)?.objects.map(({ object, origin }) => ({ object, manifest: origin }));
    const written = (found[index] ?? []).filter(
      (file) => !read.has(file.uri) && roleOf(whole, file) !== 'kustomization',
    );
    objects.push(...(built ?? written.flatMap(objectsIn)));
    for (const file of written) read.add(file.uri);
  }
  const origins = objects.flatMap(({ manifest }) => whole.files.get(manifest?.uri ?? '') ?? []);
  return { objects, files: [...new Set([...files.values(), ...origins])], snapshot: whole, problems };
}

/** The snapshot itself where it has them: what has been gathered from it need not be gathered again. */
function withFiles(snapshot: Snapshot, files: ReadonlyMap<string, SourceFile>): Snapshot {
  const hasAll = [...files].every(([uri, file]) => snapshot.files.get(uri) === file);
  return hasAll ? snapshot : { ...snapshot, files: new Map([...snapshot.files, ...files]) };
}

function objectsIn(file: SourceFile): SourceObject[] {
  return resourcesOf(file).map((manifest) => ({ object: objectOf(manifest.body), manifest }));
}

/** Whether the file says how to build the folder. */
function isKustomizationOf(file: SourceFile, folder: string): boolean {
  const name = file.uri.slice(file.uri.lastIndexOf('/') + 1);
  return file.uri === `${folder.replace(/\/$/, '')}/${name}` && kustomizationName.test(name);
}

const kustomizationName = /^kustomization(\.ya?ml)?$/i;

async function filesAt(snapshot: Snapshot, host: Host, uri: string): Promise<readonly SourceFile[]> {
  const known = snapshot.files.get(uri);
  if (known !== undefined) return [known];
  const text = await host.read(uri);
  return text === undefined ? filesUnder(snapshot, host, uri) : [readFile(uri, text, 0)];
}

async function filesUnder(snapshot: Snapshot, host: Host, folder: string): Promise<readonly SourceFile[]> {
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  const found = new Map<string, SourceFile>();
  for await (const some of host.manifestsUnder([folder], { stopped: () => false }))
    for (const { uri, text } of some) found.set(uri, snapshot.files.get(uri) ?? readFile(uri, text, 0));
  for (const [uri, file] of snapshot.files) if (uri.startsWith(prefix)) found.set(uri, file);
  const inOrder = [...found.values()].sort((a, b) => (a.uri < b.uri ? -1 : 1));
  return inOrder.filter((file) => ['manifest', 'kustomization'].includes(roleOf(snapshot, file)));
}
