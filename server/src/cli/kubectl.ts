import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { defaultWorld, type World } from '#engine/world.ts';
import type { Cluster, Documentation, Pause } from '#kubectl/cluster.ts';
import { complete } from '#kubectl/complete.ts';
import { begin, passTime } from '#kubectl/execute.ts';
import { newSavedCluster, Recorder, restoreCluster, type SavedCluster } from '#kubectl/savedCluster.ts';
import { parseScenario } from '#kubectl/scenario/parse.ts';
import { worldOf } from '#kubectl/scenario/world.ts';
import { promptOf, sleepTime, typedArgv } from '#kubectl/typedLine.ts';
import { splitWords } from '#kubectl/words.ts';
import type { Body } from '#language/document/resource.ts';
import { catalogOf } from '#language/schema/catalog.ts';
import { fieldDocumentation } from '#language/schema/fieldDocumentation.ts';
import { type StrictDecoding, strictDecoding } from '#language/schema/strictDecoding.ts';
import { type ClusterFile, defaultClusterPath, openClusterFile, saveClusterFile } from './clusterFile.ts';
import type { Io } from './io.ts';
import { nodeFiles } from './nodeFiles.ts';
import { bundledSchemas } from './schemas.ts';

const usage = `drydock kubectl [--cluster FILE] [--scenario FILE] [--speed N] [ARGS…]

Runs one command of kubectl on a simulated cluster that is kept between calls, or a prompt without ARGS. The cluster lives on while
nobody types, at most a minute; at the prompt, "sleep 5m" moves its clock and "time" shows it.

  --cluster FILE     the file that keeps the cluster, default ${defaultClusterPath()}
  --scenario FILE    what a new cluster starts from: the nodes, images and timing of a scenario
  --speed N          how much faster than real time waiting goes at the prompt, default 10
`;

interface Options {
  readonly file: string;
  readonly scenario: string | undefined;
  readonly speed: number;
  readonly argv: readonly string[];
}

/** `drydock kubectl`: one command, or a prompt. */
export async function kubectl(args: readonly string[], io: Io): Promise<number> {
  const options = readOptions(args, io);
  if (typeof options === 'string') {
    const asked = options === '';
    (asked ? io.out : io.err)(asked ? usage : `drydock kubectl: ${options}\n${usage}`);
    return asked ? 0 : 2;
  }
  const session = open(options, io);
  if (typeof session === 'string') {
    io.err(`drydock kubectl: ${session}\n`);
    return 2;
  }
  if (options.argv.length === 0) return prompt(session, options.speed, io);
  const stdin = readsStdin(options.argv) ? io.stdin() : '';
  session.live(Math.min(Math.max(0, Date.now() - session.writtenAt), longestAbsence));
  const code = await session.run(options.argv, stdin, io, undefined);
  if (!session.save(io)) return 2;
  return session.cluster.shell === undefined ? code : prompt(session, options.speed, io, true);
}

function readOptions(args: readonly string[], io: Io): Options | string {
  const values: Record<string, string> = {};
  let at = 0;
  for (; at < args.length; at++) {
    const [name = '', ...rest] = (args[at] as string).split('=');
    if (name === '--help' || name === '-h') return '';
    if (!['--cluster', '--scenario', '--speed'].includes(name)) break;
    const value = rest.length > 0 ? rest.join('=') : args[++at];
    if (value === undefined) return `${name} needs a value`;
    values[name] = value;
  }
  const speed = Number(values['--speed'] ?? 10);
  if (!(speed > 0)) return '--speed is a number above 0';
  const given = values['--cluster'];
  const file = given === undefined ? defaultClusterPath() : path.resolve(io.cwd, given);
  return { file, scenario: values['--scenario'], speed, argv: args.slice(at) };
}

function readsStdin(argv: readonly string[]): boolean {
  return argv.some(
    (word, index) =>
      word === '-f-' || word === '--filename=-' || (word === '-' && /^(-f|--filename)$/.test(argv[index - 1] ?? '')),
  );
}

/** Longest absence during which a cluster lives on, milliseconds. */
const longestAbsence = 60_000;

function open(options: Options, io: Io): Session | string {
  const file = openClusterFile(options.file);
  if (typeof file === 'string') return file;
  const world = file.saved === undefined ? worldFor(options.scenario, io) : file.saved.world;
  if (typeof world === 'string') return world;
  const saved = file.saved ?? newSavedCluster(world);
  const documentation: Documentation = {
    field: (apiVersion, kind, path) =>
      fieldDocumentation(catalogOf(bundledSchemas, world.kubernetesVersion), apiVersion, kind, path),
  };
  const decode = (body: Body): StrictDecoding | undefined =>
    strictDecoding(catalogOf(bundledSchemas, world.kubernetesVersion), body);
  const cluster: Cluster = { ...restoreCluster(saved, nodeFiles(io.cwd), decode), edit: openEditor, documentation };
  return new Session(file, saved, cluster);
}

function worldFor(scenario: string | undefined, io: Io): World | string {
  if (scenario === undefined) return defaultWorld();
  const files = nodeFiles(io.cwd);
  const text = files.read(scenario);
  if (text === undefined) return `${scenario}: no such file`;
  const parsed = parseScenario(text);
  if (!parsed.ok)
    return parsed.error.map(({ line, column, message }) => `${scenario}:${line}:${column}: ${message}`).join('\n');
  const world = worldOf(parsed.value, files);
  return world.ok ? world.value : `${scenario}: ${world.error}`;
}

/** A cluster in use, and the file that keeps it. */
class Session {
  #file: ClusterFile;
  #saved: SavedCluster;
  cluster: Cluster;
  /** Set by Ctrl-C: the running command ends. */
  interrupted = false;

  constructor(file: ClusterFile, saved: SavedCluster, cluster: Cluster) {
    this.#file = file;
    this.#saved = saved;
    this.cluster = cluster;
  }

  /** Runs a command; with `speed` its waiting is played, so many times faster than real. */
  async run(argv: readonly string[], stdin: string, io: Io, speed: number | undefined): Promise<number> {
    this.interrupted = false;
    const recorder = new Recorder(this.cluster);
    const job = begin(recorder.cluster, argv, stdin, { out: io.out, err: io.err });
    let code = 130;
    for (let step = job.next(); !this.interrupted; step = job.next()) {
      if (step.done === true) {
        code = step.value;
        break;
      }
      await pass(recorder.cluster, step.value, speed);
    }
    this.cluster.namespace = recorder.cluster.namespace;
    this.cluster.shell = recorder.cluster.shell;
    this.#saved = recorder.after(this.#saved, argv, stdin);
    return code;
  }

  /** Lets virtual time go on by `millis`. */
  live(millis: number): void {
    const { run } = this.cluster;
    run.advance(run.now + Math.round(millis));
    this.#saved = { ...this.#saved, now: run.now };
  }

  /** When the file was last written, Unix milliseconds. */
  get writtenAt(): number {
    return this.#file.writtenAt;
  }

  save(io: Io): boolean {
    const kept = saveClusterFile(this.#file, this.#saved);
    if (typeof kept === 'string') {
      io.err(`drydock kubectl: ${kept}\n`);
      return false;
    }
    this.#file = kept;
    return true;
  }
}

async function pass(cluster: Cluster, pause: Pause, speed: number | undefined): Promise<void> {
  const due = Math.min(cluster.run.nextDue() ?? pause.until, pause.until);
  const wait = speed === undefined ? 0 : (due - cluster.run.now) / speed;
  if (wait > 1) await new Promise((resolve) => setTimeout(resolve, Math.min(wait, 1000)));
  passTime(cluster, pause);
}

/** `inShell`: until the shell ends that the command line opened. */
async function prompt(session: Session, speed: number, io: Io, inShell = false): Promise<number> {
  const terminal = process.stdin.isTTY === true;
  const reader = readerOf(session, terminal);
  const ask = (): void => {
    if (!terminal) return;
    reader.setPrompt(promptOf(session.cluster));
    reader.prompt();
  };
  reader.on('SIGINT', () => {
    session.interrupted = true;
    ask();
  });
  let code = 0;
  let lived = Date.now();
  ask();
  for await (const line of reader) {
    session.live(terminal ? Math.min(Date.now() - lived, longestAbsence) : 0);
    const said = await runLine(session, line, terminal ? speed : undefined, io);
    if (said === 'end') break;
    code = said ?? code;
    if (!session.save(io)) return 2;
    if (inShell && session.cluster.shell === undefined) break;
    lived = Date.now();
    ask();
  }
  reader.close();
  return terminal && !inShell ? 0 : code;
}

/** Reads lines; keys complete them in a terminal. */
function readerOf(session: Session, terminal: boolean): Interface {
  const completer = (line: string): [string[], string] => {
    const { from, words } = complete(session.cluster, line);
    return [[...words], line.slice(from)];
  };
  return createInterface({ input: process.stdin, ...(terminal ? { output: process.stdout, completer } : {}) });
}

async function runLine(
  session: Session,
  line: string,
  speed: number | undefined,
  io: Io,
): Promise<number | 'end' | undefined> {
  const words = splitWords(line);
  if (!words.ok) {
    io.err(`${words.error}\n`);
    return 2;
  }
  if (words.value.length === 0) return undefined;
  const argv = typedArgv(session.cluster, words.value);
  if (session.cluster.shell !== undefined) return session.run(argv, '', io, speed);
  const [first, ...rest] = argv;
  if (first === 'exit' || first === 'quit') return 'end';
  if (first === 'time') {
    io.out(`${session.cluster.run.now / 1000}s\n`);
    return 0;
  }
  if (first === 'sleep') {
    const time = sleepTime(rest[0]);
    if (time.ok) session.live(time.value);
    else io.err(`${time.error}\n`);
    return time.ok ? 0 : 1;
  }
  return session.run(argv, '', io, speed);
}

/** The text after the person has had it in $EDITOR. */
function openEditor(text: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'drydock-'));
  const file = path.join(folder, 'edit.yaml');
  try {
    writeFileSync(file, text);
    const [program = 'vi', ...words] = (process.env['KUBE_EDITOR'] ?? process.env['EDITOR'] ?? 'vi').split(' ');
    spawnSync(program, [...words, file], { stdio: 'inherit' });
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
