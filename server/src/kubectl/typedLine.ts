import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import type { Millis } from '#engine/time.ts';
import { parseDuration } from '#engine/time.ts';
import type { Cluster } from './cluster.ts';

/** What a line of a terminal asks of kubectl: the name of the program may be left out. In the shell of a container a line is as it stands. */
export function typedArgv({ shell }: Cluster, words: readonly string[]): readonly string[] {
  const named = words[0] === 'kubectl' || words[0] === 'k';
  return named && shell === undefined ? words.slice(1) : words;
}

/** How long `sleep 5m` or `sleep 30` of a terminal lasts; the error is what a shell says of other words. */
export function sleepTime(word = ''): Result<Millis, string> {
  const time = parseDuration(/^\d+$/.test(word) ? `${word}s` : word);
  return time === undefined ? refused(`sleep: invalid time interval '${word}'`) : ok(time);
}

/** What stands before the next line: `$ `, or what the shell of a container shows. */
export function promptOf({ shell }: Cluster): string {
  return shell?.prompt ?? '$ ';
}
