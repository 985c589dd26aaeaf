import type { KindInfo } from '#engine/api/kinds.ts';
import type { Cluster } from './cluster.ts';
import { type Command, globalFlags } from './command.ts';
import type { FlagSpec } from './flags.ts';
import { programs } from './inside/registry.ts';
import { kindOfWord, servedKinds, storedAs } from './kindLookup.ts';
import { tableFormats } from './printers/template.ts';
import { commands } from './registry.ts';

/** What may stand for the last word of a line, in order; `from` is where that word begins. */
export interface Completions {
  readonly from: number;
  readonly words: readonly string[];
}

/** What a terminal takes besides commands of kubectl. */
const besides = ['curl', 'sleep', 'time'];

/**
 * Completes commands, kinds, `kind/name`, names, containers, files, flags and their values, as kubectl's own completion does. `kubectl`
 * at the beginning may be left out. In the shell of a container: its programs.
 */
export function complete(cluster: Cluster, line: string): Completions {
  const from = line.search(/[^\s,=]*$/);
  const part = line.slice(from);
  const start = line.search(/\S*$/);
  const said = line.slice(0, start).split(/\s+/).filter(Boolean);
  const words = [...new Set(candidates(cluster, said, line.slice(start), part))];
  return { from, words: words.filter((word) => word.startsWith(part)).sort() };
}

function candidates(cluster: Cluster, said: readonly string[], whole: string, part: string): readonly string[] {
  if (cluster.shell !== undefined) return said.length === 0 ? [...programs.map(({ name }) => name), 'exit'] : [];
  if (said.length === 0) return [...firstWords(), ...besides, 'kubectl'];
  const before = said[0] === 'kubectl' || said[0] === 'k' ? said.slice(1) : said;
  if (before[0] === 'curl') return namesOf(cluster, 'services');
  const plain = withoutFlags(before);
  const next = commands
    .map(({ name }) => name.split(' '))
    .filter((name) => plain.every((word, index) => name[index] === word) && name.length > plain.length);
  const command = commandOf(plain);
  const flagged = command !== undefined && before.length > plain.length;
  if (next.length > 0 && !flagged && !whole.startsWith('-')) return next.flatMap((name) => name[plain.length] ?? []);
  return command === undefined ? [] : ofCommand(cluster, command, { before, plain, whole, part });
}

interface Said {
  readonly before: readonly string[];
  /** The words before without flags and their values. */
  readonly plain: readonly string[];
  /** The last word, and what of it stands behind `=` or a comma. */
  readonly whole: string;
  readonly part: string;
}

function ofCommand(cluster: Cluster, command: Command, { before, plain, whole, part }: Said): readonly string[] {
  const specs = [...command.flags, ...globalFlags];
  const args = plain.slice(command.name.split(' ').length);
  const assigned = /^(--?[\w-]+)=/.exec(whole)?.[1];
  const flag = flagOf(specs, assigned ?? before.at(-1) ?? '');
  if (flag !== undefined && (assigned !== undefined || takesValue(flag))) return valuesOf(cluster, flag, args);
  if (whole.startsWith('-')) return specs.map(({ name }) => `--${name}`);
  const slash = part.indexOf('/');
  if (slash >= 0) return namesOf(cluster, part.slice(0, slash)).map((name) => `${part.slice(0, slash)}/${name}`);
  const only = kindOf[command.name];
  if (only !== undefined) return namesOf(cluster, only);
  const [kind] = args;
  return kind === undefined || kind.includes('/') ? kindNames(cluster) : namesOf(cluster, kind);
}

/** Commands that take names of one kind. */
const kindOf: Readonly<Record<string, string>> = {
  cordon: 'nodes',
  uncordon: 'nodes',
  drain: 'nodes',
  logs: 'pods',
  exec: 'pods',
  attach: 'pods',
  'port-forward': 'pods',
  'top pod': 'pods',
  'top pods': 'pods',
  'top node': 'nodes',
  'top nodes': 'nodes',
};

function valuesOf(cluster: Cluster, flag: FlagSpec, args: readonly string[]): readonly string[] {
  switch (flag.name) {
    case 'namespace':
      return namesOf(cluster, 'namespaces');
    case 'output':
      return tableFormats.split(',');
    case 'filename':
      return [...(cluster.files.list('.', false) ?? []), '-'];
    case 'container':
      return containersOf(cluster, args.at(-1) ?? '');
    case 'dry-run':
      return ['client', 'none', 'server'];
    case 'cascade':
      return ['background', 'foreground', 'orphan'];
    default:
      return [];
  }
}

function containersOf({ run, namespace }: Cluster, word: string): readonly string[] {
  const pod = run.view.list('Pod', namespace).find(({ metadata }) => metadata.name === word.replace(/^pods?\//, ''));
  const spec = pod?.['spec'] as { readonly containers?: readonly { readonly name: string }[] } | undefined;
  return (spec?.containers ?? []).map(({ name }) => name);
}

function commandOf(plain: readonly string[]): Command | undefined {
  return commands.findLast(({ name }) => plain.slice(0, name.split(' ').length).join(' ') === name);
}

/** Words that are neither flags nor the values that flags of some command take. */
function withoutFlags(words: readonly string[]): readonly string[] {
  const plain: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (!word.startsWith('-')) plain.push(word);
    else {
      const spec = flagOf([...(commandOf(plain)?.flags ?? []), ...globalFlags], word);
      if (spec !== undefined && takesValue(spec) && !word.includes('=')) at++;
    }
  }
  return plain;
}

function flagOf(specs: readonly FlagSpec[], word: string): FlagSpec | undefined {
  return specs.find(({ name, short }) => word === `--${name}` || (short !== undefined && word === `-${short}`));
}

function takesValue({ type, bare }: FlagSpec): boolean {
  return type !== 'bool' && bare === undefined;
}

function firstWords(): readonly string[] {
  return commands.map(({ name }) => name.split(' ')[0] ?? '');
}

function kindNames({ run }: Cluster): readonly string[] {
  return servedKinds(run.view).map(({ plural }) => plural);
}

function namesOf({ run, namespace }: Cluster, word: string): readonly string[] {
  const info: KindInfo | undefined = kindOfWord(run.view, word);
  if (info === undefined) return [];
  return run.view.list(storedAs(info), info.namespaced ? namespace : undefined).map(({ metadata }) => metadata.name);
}
