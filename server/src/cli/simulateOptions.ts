import { parseDuration } from '#engine/time.ts';

export type SimulateOutput = 'human' | 'json' | 'watch' | 'html' | 'junit';

export interface SimulateOptions {
  readonly paths: readonly string[];
  readonly output: SimulateOutput;
  readonly scenario: string | undefined;
  readonly from: string | undefined;
  readonly seed: number | undefined;
  /** How many seeds are run and compared, from `seed` on; undefined: one run, told in full. */
  readonly seeds: number | undefined;
  /** Virtual milliseconds at which a simulation of plain manifests ends at the latest. */
  readonly until: number | undefined;
  readonly help: boolean;
}

const outputs: readonly SimulateOutput[] = ['human', 'json', 'watch', 'html', 'junit'];

const mostSeeds = 1000;

/** Reads the words after `drydock simulate`; a text is what is wrong with them. */
export function readOptions(args: readonly string[]): SimulateOptions | string {
  const words = readWords(args);
  if (typeof words === 'string') return words;
  const { values, paths, help } = words;
  const output = outputs.find((each) => each === (values.get('--output') ?? 'human'));
  if (output === undefined) return `--output is one of ${outputs.join(', ')}`;
  const seed = values.get('--seed');
  if (seed !== undefined && !/^\d+$/.test(seed)) return '--seed is a whole number';
  const seeds = values.get('--seeds');
  if (seeds !== undefined && !isSeedCount(seeds)) return `--seeds is a whole number from 1 to ${mostSeeds}`;
  if (seeds !== undefined && output !== 'human' && output !== 'json') return '--seeds goes with --output human or json';
  const until = values.get('--until');
  const end = until === undefined ? undefined : parseDuration(until);
  if (until !== undefined && end === undefined) return '--until is a duration such as 90s, 10m or 2h';
  if (!help && paths.length === 0 && !values.has('--scenario')) return 'name a manifest, a folder or a scenario';
  return {
    paths,
    output,
    scenario: values.get('--scenario'),
    from: values.get('--from'),
    seed: seed === undefined ? undefined : Number(seed),
    seeds: seeds === undefined ? undefined : Number(seeds),
    until: end,
    help,
  };
}

interface Words {
  readonly values: ReadonlyMap<string, string>;
  readonly paths: readonly string[];
  readonly help: boolean;
}

const valued = ['--output', '--scenario', '--from', '--seed', '--seeds', '--until'];

function readWords(args: readonly string[]): Words | string {
  const values = new Map<string, string>();
  const paths: string[] = [];
  let help = false;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] as string;
    if (arg === '--help' || arg === '-h') {
      help = true;
      continue;
    }
    if (!arg.startsWith('-') || arg === '-') {
      paths.push(arg);
      continue;
    }
    const [name = '', ...rest] = arg.split('=');
    const long = name === '-o' ? '--output' : name;
    if (!valued.includes(long)) return `unknown option ${name}`;
    const value = rest.length > 0 ? rest.join('=') : args[++at];
    if (value === undefined) return `${name} needs a value`;
    values.set(long, value);
  }
  return { values, paths, help };
}

function isSeedCount(text: string): boolean {
  return /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= mostSeeds;
}
