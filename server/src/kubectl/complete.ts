import { groupKind } from '#engine/api/key.ts';
import { builtinKinds } from '#engine/api/kinds.ts';
import type { Cluster } from './cluster.ts';
import { commands } from './registry.ts';

/** What may stand for the last word of a line, in order; `from` is where that word begins. */
export interface Completions {
  readonly from: number;
  readonly words: readonly string[];
}

/** Completes commands, kinds, `kind/name`, names and flags, as kubectl's own completion does. */
export function complete(cluster: Cluster, line: string): Completions {
  const from = line.search(/\S*$/);
  const part = line.slice(from);
  const before = line
    .slice(0, from)
    .split(/\s+/)
    .filter((word) => word !== '' && word !== 'kubectl');
  const words = candidates(cluster, before, part).filter((word) => word.startsWith(part));
  return { from, words: [...new Set(words)].sort() };
}

function candidates(cluster: Cluster, before: readonly string[], part: string): readonly string[] {
  const said = before.filter((word) => !word.startsWith('-'));
  const nextWords = commands
    .map(({ name }) => name.split(' '))
    .filter((name) => said.every((word, index) => name[index] === word) && name.length > said.length);
  if (nextWords.length > 0) return nextWords.flatMap((name) => name[said.length] ?? []);
  const command = commands.find(({ name }) => said.slice(0, name.split(' ').length).join(' ') === name);
  if (command === undefined) return [];
  if (part.startsWith('-')) return command.flags.map(({ name }) => `--${name}`);
  const args = said.slice(command.name.split(' ').length);
  const slash = part.indexOf('/');
  if (slash >= 0) return namesOf(cluster, part.slice(0, slash)).map((name) => `${part.slice(0, slash)}/${name}`);
  if (/^(?:cordon|uncordon|drain)$/.test(command.name)) return namesOf(cluster, 'node');
  if (/^(?:logs|exec)$/.test(command.name)) return namesOf(cluster, 'pod');
  const [kind] = args;
  return kind === undefined || kind.includes('/') ? kindNames() : namesOf(cluster, kind);
}

function kindNames(): readonly string[] {
  return builtinKinds.map(({ plural }) => plural);
}

function namesOf({ run, namespace }: Cluster, word: string): readonly string[] {
  const info = builtinKinds.find(
    ({ plural, singular, shortNames }) => plural === word || singular === word || shortNames.includes(word),
  );
  if (info === undefined) return [];
  const objects = run.view.list(groupKind(info.apiVersion, info.kind), info.namespaced ? namespace : undefined);
  return objects.map(({ metadata }) => metadata.name);
}
