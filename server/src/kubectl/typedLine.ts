import type { Cluster } from './cluster.ts';

/** What a line of a terminal asks of kubectl: the name of the program may be left out. In the shell of a container a line is as it stands. */
export function typedArgv({ shell }: Cluster, words: readonly string[]): readonly string[] {
  const named = words[0] === 'kubectl' || words[0] === 'k';
  return named && shell === undefined ? words.slice(1) : words;
}

/** What stands before the next line: `$ `, or what the shell of a container shows. */
export function promptOf({ shell }: Cluster): string {
  return shell?.prompt ?? '$ ';
}
