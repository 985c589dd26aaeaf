import { start } from '#engine/engine.ts';
import { defaultWorld, type World } from '#engine/world.ts';
import type { Cluster } from '../cluster.ts';
import { execute } from '../execute.ts';
import { rest } from '../rest.ts';
import { splitWords } from '../words.ts';

/** A cluster for a test, with the files that its commands may read. */
export function clusterOf(files: Readonly<Record<string, string>> = {}, world: Partial<World> = {}): Cluster {
  const inFolder = (folder: string): readonly string[] | undefined => {
    const names = Object.keys(files).filter((name) => name.startsWith(`${folder.replace(/\/$/, '')}/`));
    return names.length === 0 ? undefined : names.sort();
  };
  return {
    run: start({ ...defaultWorld(), ...world }),
    namespace: 'default',
    files: { read: (name) => files[name], list: inFolder },
  };
}

/** Runs a line and gives back what a terminal would show: both streams, and the exit code where it is not 0. */
export function checkKubectl(cluster: Cluster, line: string, stdin = ''): string {
  const words = splitWords(line.replace(/^kubectl /, ''));
  if (!words.ok) return words.error;
  const { stdout, stderr, code } = execute(cluster, words.value, stdin);
  return `${stdout}${stderr}${code === 0 ? '' : `(exit ${code})\n`}`.trimEnd();
}

/** Lets the cluster come to rest. */
export function settle(cluster: Cluster): void {
  rest(cluster.run, cluster.run.now + 600_000);
}
