import { statSync } from 'node:fs';
import path from 'node:path';
import type { ApiObject } from '#engine/api/meta.ts';
import { defaultWorld, type World } from '#engine/world.ts';
import { missingNamespaces, startManifests } from '#kubectl/scenario/applyManifests.ts';
import { isScenario, parseScenario } from '#kubectl/scenario/parse.ts';
import type { ScenarioRun } from '#kubectl/scenario/runScenario.ts';
import { startScenario } from '#kubectl/scenario/runScenario.ts';
import type { Scenario } from '#kubectl/scenario/scenario.ts';
import { worldOf } from '#kubectl/scenario/world.ts';
import { builtFrom } from '#language/kustomize/builtFrom.ts';
import { manifestsOf } from '#language/manifests.ts';
import { type InputFile, readInput } from './files.ts';
import { filesAt } from './gitFiles.ts';
import type { Io } from './io.ts';
import { nodeFiles } from './nodeFiles.ts';
import type { SimulateOptions } from './simulateOptions.ts';

/** One thing to simulate: a scenario, or the plain manifests together. */
export interface Simulation {
  readonly name: string;
  readonly scenario: Scenario | undefined;
  readonly running: ScenarioRun;
}

/** What is to be simulated, and one line for everything that is refused; the rest is served all the same. */
export interface Simulations {
  readonly simulations: readonly Simulation[];
  readonly refused: readonly string[];
}

/** What the paths ask to simulate. */
export function simulationsOf(options: SimulateOptions, io: Io): Simulations {
  return simulationsBySeed(options, io)(options.seed);
}

/** The same with any seed: the paths are read once. */
export function simulationsBySeed(options: SimulateOptions, io: Io): (seed: number | undefined) => Simulations {
  const input = readInput(options.paths, io.stdin, io.cwd);
  const refused = input.refused.map((each) => `${each.path}: ${each.message}`);
  const scenarioFiles = input.files.filter((file) => isScenario(file.text));
  const manifests = input.files.filter((file) => !isScenario(file.text) && (file.named || scenarioFiles.length === 0));
  const sources = [
    ...scenarioFiles.map((file) => scenarioSource(file.path, file.text, io)),
    ...(manifests.length > 0 ? [manifestsSource(manifests, options, io)] : []),
  ];
  return (seed) => {
    const made = sources.map((source) => source(seed));
    return {
      simulations: made.flatMap(({ simulation }) => simulation ?? []),
      refused: [...refused, ...made.flatMap((each) => each.refused)],
    };
  };
}

type Source = (seed: number | undefined) => Made;

interface Made {
  readonly simulation?: Simulation;
  readonly refused: readonly string[];
}

function scenarioSource(name: string, text: string, io: Io): Source {
  return (seed) => {
    const read = readScenario(name, text, seed, io);
    if ('problems' in read) return { refused: read.problems };
    const running = startScenario(read.scenario, read.world, filesOf(name, io));
    return { simulation: { name, scenario: read.scenario, running }, refused: [] };
  };
}

function filesOf(name: string, io: Io): ReturnType<typeof nodeFiles> {
  return nodeFiles(name === '-' ? io.cwd : path.dirname(path.resolve(io.cwd, name)));
}

function readScenario(
  name: string,
  text: string,
  seed: number | undefined,
  io: Io,
): { readonly scenario: Scenario; readonly world: World } | { readonly problems: readonly string[] } {
  const parsed = parseScenario(text);
  if (!parsed.ok)
    return { problems: parsed.error.map(({ line, column, message }) => `${name}:${line}:${column}: ${message}`) };
  const scenario = seed === undefined ? parsed.value : { ...parsed.value, seed };
  const world = worldOf(scenario, filesOf(name, io));
  return world.ok ? { scenario, world: world.value } : { problems: [`${name}: ${world.error}`] };
}

const oneHour = 3_600_000;

function manifestsSource(files: readonly InputFile[], options: SimulateOptions, io: Io): Source {
  const applied = objectsOf(files);
  const before = beforeOf(files, options, io);
  const problems = [...applied.problems, ...before.problems];
  const nothing = problems.length > 0 ? [] : [`${files[0]?.path ?? ''}: there is no Kubernetes object in it`];
  if (applied.objects.length === 0 || before.problems.length > 0) return () => ({ refused: [...problems, ...nothing] });
  const plan = { before: before.objects, applied: applied.objects, longest: options.until ?? oneHour };
  const name = files.map((file) => file.path).join(' ');
  return (seed) => {
    const world = worldFor([...before.objects, ...applied.objects], { ...options, seed }, io);
    if ('problems' in world) return { refused: world.problems };
    const running = startManifests(world, plan, nodeFiles(io.cwd));
    return { simulation: { name, scenario: undefined, running }, refused: problems };
  };
}

interface Objects {
  readonly objects: readonly ApiObject[];
  readonly problems: readonly string[];
}

/** The objects of the files; where a kustomization is among them, what the outermost ones build. */
function objectsOf(files: readonly { readonly path: string; readonly text: string }[]): Objects {
  const built = builtFrom(files.map((file) => ({ uri: file.path, text: file.text })));
  if (built !== undefined) return built;
  const objects: ApiObject[] = [];
  const problems: string[] = [];
  for (const file of files) {
    const read = manifestsOf(file.path, file.text);
    objects.push(...read.objects.map((each) => each.object));
    problems.push(...read.problems.map(({ line, column, message }) => `${file.path}:${line}:${column}: ${message}`));
  }
  return { objects, problems };
}

function beforeOf(files: readonly InputFile[], { from, paths }: SimulateOptions, io: Io): Objects {
  if (from === undefined || from === 'empty') return { objects: [], problems: [] };
  if (isFolder(path.resolve(io.cwd, from))) {
    const input = readInput([from], io.stdin, io.cwd);
    const read = objectsOf(input.files.filter((file) => !isScenario(file.text)));
    return { ...read, problems: [...input.refused.map((each) => `${each.path}: ${each.message}`), ...read.problems] };
  }
  const found = filesAt(from, paths.length > 0 ? paths : files.map((file) => file.path), io.cwd);
  return typeof found === 'string' ? { objects: [], problems: [`--from ${from}: ${found}`] } : objectsOf(found);
}

function isFolder(name: string): boolean {
  try {
    return statSync(name).isDirectory();
  } catch {
    return false;
  }
}

function worldFor(
  objects: readonly ApiObject[],
  options: SimulateOptions,
  io: Io,
): World | { readonly problems: readonly string[] } {
  const given = options.scenario === undefined ? undefined : givenWorld(options.scenario, options, io);
  if (given !== undefined && 'problems' in given) return given;
  const plain = given ?? { ...defaultWorld(), seed: options.seed ?? 1 };
  const own = given === undefined && objects.some((object) => object.kind === 'Node');
  const standing = new Set(plain.objects.filter((each) => each.kind === 'Namespace').map((each) => each.metadata.name));
  const missing = missingNamespaces(objects).filter((each) => !standing.has(each.metadata.name));
  return { ...plain, nodes: own ? [] : plain.nodes, objects: [...plain.objects, ...missing] };
}

function givenWorld(name: string, options: SimulateOptions, io: Io): World | { readonly problems: readonly string[] } {
  const text = nodeFiles(io.cwd).read(name);
  if (text === undefined) return { problems: [`${name}: no such file`] };
  const read = readScenario(name, text, options.seed, io);
  return 'problems' in read ? read : read.world;
}
