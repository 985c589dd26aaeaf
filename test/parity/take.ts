// node test/parity/take.ts ORACLE — takes the recordings of a real control plane that lie in the oracle's folder into recordings/*.json,
// digested: the scenario that repeats each, and what must come out. Run again when recordings are added.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { WatchLine } from './digest.ts';
import { digest } from './digest.ts';
import type { Recording } from './recording.ts';

interface Mark {
  readonly step: { readonly quiet?: number; readonly until?: unknown; readonly sleep?: number };
  readonly timedOut?: boolean;
  readonly result?: unknown;
}

interface Loaded {
  readonly name: string;
  readonly group: string;
  readonly about: string;
  readonly steps: readonly Mark['step'][];
  readonly marks: readonly Mark[];
  readonly lines: readonly WatchLine[];
  readonly runs: readonly string[];
}

const oracle = process.argv[2];
if (oracle === undefined) throw new Error('usage: node test/parity/take.ts ORACLE');
interface Tools {
  findRecordings(folders: readonly string[]): readonly string[];
  loadRecording(folder: string): Loaded;
  scenarioOf(recording: Loaded): { readonly scenario: unknown; readonly map: readonly number[] };
}
const load = async (name: string): Promise<Tools> =>
  (await import(pathToFileURL(path.resolve(oracle, name)).href)) as Tools;
const { loadRecording, findRecordings } = await load('recording.mjs');
const { scenarioOf } = await load('to-scenario.mjs');

for (const group of ['rollouts', 'scheduling', 'services', 'workloads']) {
  const folders = findRecordings([path.join(oracle, 'recordings', group)]);
  const taken = folders.map((folder) => take(loadRecording(folder)));
  const file = path.join(import.meta.dirname, 'recordings', `${group}.json`);
  fs.writeFileSync(file, `[\n${taken.map((recording) => JSON.stringify(recording)).join(',\n')}\n]\n`);
  console.log(`${group}: ${taken.length} recordings, ${fs.statSync(file).size} bytes`);
}

function take(loaded: Loaded): Recording {
  const { scenario, map } = scenarioOf(loaded);
  const settled = loaded.marks.flatMap(({ step, timedOut }, index) =>
    (step.quiet ?? 0) >= 1000 && timedOut !== true ? [index] : [],
  );
  const also = loaded.runs.map((folder) => digest(loadRecording(folder).lines, settled));
  return {
    name: loaded.name,
    about: loaded.about,
    scenario,
    map,
    refused: loaded.marks.flatMap(({ result }, index) => (wasRefused(result) ? [index] : [])),
    settled,
    outcomes: [digest(loaded.lines, settled), ...also],
  };
}

function wasRefused(result: unknown): boolean {
  if (Array.isArray(result)) return result.some((item) => typeof item !== 'string');
  if (typeof result !== 'object' || result === null) return false;
  const { rc, code } = result as { rc?: number; code?: number };
  return rc === undefined ? (code ?? 0) >= 300 : rc !== 0;
}
