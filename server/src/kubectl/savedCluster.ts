import { splitKey } from '#engine/api/key.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import { kubernetesVersions } from '#engine/api/version.ts';
import { start } from '#engine/engine.ts';
import { isFields } from '#engine/patch/json.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import { standingObject } from '#engine/standing.ts';
import type { Millis } from '#engine/time.ts';
import type { World } from '#engine/world.ts';
import { builtFolder, type Cluster, type Files, type OpenShell } from './cluster.ts';
import { execute } from './execute.ts';

/**
 * A cluster that is kept between commands: what it started from and what was done to it. The same world and the same commands give
 * the same cluster, so nothing else has to be kept; a pod that was starting goes on starting.
 */
export interface SavedCluster {
  readonly format: typeof savedFormat;
  readonly version: 1;
  readonly world: World;
  readonly namespace: string;
  /** Virtual time at which it stands. */
  readonly now: Millis;
  readonly commands: readonly SavedCommand[];
}

/** A command that changed something, with what it read. */
export interface SavedCommand {
  readonly at: Millis;
  readonly argv: readonly string[];
  readonly stdin?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly folders?: Readonly<Record<string, readonly string[]>>;
  /** What kustomize built of folders. */
  readonly builds?: Readonly<Record<string, readonly ApiObject[]>>;
  /** Texts that came out of the person's editor. */
  readonly edits?: readonly string[];
  /** Whether manifests were decoded by a schema. */
  readonly decoded?: boolean;
}

export const savedFormat = 'drydock.dev/cluster';

/** A new cluster, nothing done to it yet. */
export function newSavedCluster(world: World): SavedCluster {
  return { format: savedFormat, version: 1, world, namespace: 'default', now: 0, commands: [] };
}

/** Reads what `JSON.stringify` made of a saved cluster. The error says why the text is none. */
export function readSavedCluster(text: string): Result<SavedCluster, string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused('it is not JSON');
  }
  if (!isFields(value) || value['format'] !== savedFormat) return refused('it is no cluster that drydock saved');
  if (value['version'] !== 1)
    return refused(`its version is ${String(value['version'])}; this drydock reads version 1`);
  const { world, now, namespace, commands } = value;
  const whole = typeof now === 'number' && typeof namespace === 'string' && Array.isArray(commands);
  if (!isFields(world) || !whole || !commands.every(isCommand)) return refused('it is damaged');
  const problem = worldProblem(world);
  if (problem !== undefined) return refused(`it is damaged: ${problem}`);
  return ok(value as unknown as SavedCluster);
}

/** What keeps a run from starting from this; objects are judged as those of a scenario's files are. */
function worldProblem(world: Readonly<Record<string, unknown>>): string | undefined {
  const { kubernetesVersion, seed, startTime, nodes, objects, timing, images, admission } = world;
  const version = kubernetesVersions.find((each) => each === kubernetesVersion);
  if (version === undefined) return `its Kubernetes is ${String(kubernetesVersion)}`;
  if (typeof seed !== 'number' || typeof startTime !== 'number' || !isFields(admission))
    return 'its world is not whole';
  if (!isFields(timing) || !Object.values(timing).every((each) => typeof each === 'number')) return 'timing';
  if (!Array.isArray(images) || !images.every((each) => isFields(each) && typeof each['match'] === 'string'))
    return 'images';
  if (!Array.isArray(nodes) || !Array.isArray(objects)) return 'its world is not whole';
  for (const object of [...nodes, ...objects] as unknown[]) {
    const standing = standingObject(object, version);
    if (!standing.ok) return standing.error;
  }
  return undefined;
}

function isCommand(value: unknown): boolean {
  return (
    isFields(value) &&
    typeof value['at'] === 'number' &&
    Array.isArray(value['argv']) &&
    value['argv'].every((word) => typeof word === 'string')
  );
}

/** The cluster as it stood when it was saved. */
export function restoreCluster(saved: SavedCluster, files: Files, decode?: Cluster['decode']): Cluster {
  const run = start(saved.world);
  const decoding = decode === undefined ? {} : { decode };
  const cluster: Cluster = { run, namespace: 'default', files, ...decoding };
  for (const { at, argv, stdin, files: texts = {}, folders = {}, builds = {}, edits = [], decoded } of saved.commands) {
    run.advance(at);
    const recorded: Files = {
      read: (name) => texts[name],
      list: (name) => folders[name],
      build: (folder) => ok(builds[folder] ?? []),
    };
    const left = [...edits];
    const then: Cluster = {
      run,
      namespace: cluster.namespace,
      files: recorded,
      edit: (text) => left.shift() ?? text,
      ...(decoded === true ? decoding : {}),
    };
    execute(then, argv, stdin);
    cluster.namespace = then.namespace;
  }
  run.advance(saved.now);
  return cluster;
}

/** Watches what a command reads, so that it can be done again without the files. */
export class Recorder {
  readonly cluster: Cluster;
  readonly #from: {
    readonly at: Millis;
    readonly entries: number;
    readonly namespace: string;
    readonly shell: OpenShell | undefined;
  };
  readonly #files: Record<string, string> = {};
  readonly #folders: Record<string, readonly string[]> = {};
  readonly #builds: Record<string, readonly ApiObject[]> = {};
  readonly #edits: string[] = [];
  #decoded = false;

  constructor(cluster: Cluster) {
    const { run, namespace, shell, files, edit, documentation, decode } = cluster;
    this.#from = { at: run.now, entries: run.trace.entries.length, namespace, shell };
    const read = (name: string): string | undefined => {
      const text = files.read(name);
      if (text !== undefined) this.#files[name] = text;
      return text;
    };
    const list = (name: string, recursive: boolean): readonly string[] | undefined => {
      const names = files.list(name, recursive);
      if (names !== undefined) this.#folders[name] = names;
      return names;
    };
    const build = (folder: string): Result<readonly ApiObject[], string> => {
      const built = builtFolder(files, folder);
      if (built.ok) this.#builds[folder] = built.value;
      return built;
    };
    const edited = (text: string): string => {
      const after = edit?.(text) ?? text;
      this.#edits.push(after);
      return after;
    };
    const decoded: Cluster['decode'] = (body) => {
      this.#decoded = true;
      return decode?.(body);
    };
    this.cluster = {
      run,
      namespace,
      shell,
      files: { read, list, build },
      ...(edit === undefined ? {} : { edit: edited }),
      ...(documentation === undefined ? {} : { documentation }),
      ...(decode === undefined ? {} : { decode: decoded }),
    };
  }

  /** What the saved cluster is after the command. */
  after(saved: SavedCluster, argv: readonly string[], stdin: string): SavedCluster {
    const { run, namespace } = this.cluster;
    const did =
      run.trace.entries.slice(this.#from.entries).some((entry) => entry.actor === 'user') ||
      namespace !== this.#from.namespace;
    const command: SavedCommand = {
      at: this.#from.at,
      argv: outsideShell(this.#from.shell, argv),
      ...(stdin === '' ? {} : { stdin }),
      ...(Object.keys(this.#files).length === 0 ? {} : { files: this.#files }),
      ...(Object.keys(this.#folders).length === 0 ? {} : { folders: this.#folders }),
      ...(Object.keys(this.#builds).length === 0 ? {} : { builds: this.#builds }),
      ...(this.#edits.length === 0 ? {} : { edits: this.#edits }),
      ...(this.#decoded ? { decoded: true } : {}),
    };
    return { ...saved, namespace, now: run.now, commands: did ? [...saved.commands, command] : saved.commands };
  }
}

/** What does the same as a line that was typed in a shell: shells are not kept. */
function outsideShell(shell: OpenShell | undefined, argv: readonly string[]): readonly string[] {
  if (shell === undefined) return argv;
  const { namespace, name } = splitKey(shell.pod);
  if (argv[0] === 'exit') return ['delete', 'pod', name, '-n', namespace, '--wait=false'];
  return ['exec', '-n', namespace, name, '-c', shell.container, '--', ...argv];
}
