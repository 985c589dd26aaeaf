import { keyOf } from '#engine/api/key.ts';
import type { Container, Pod } from '#engine/api/pod.ts';
import { hostnameOf } from '#engine/kubelet/environment.ts';
import type { Cluster, OpenShell } from '../cluster.ts';
import type { Blocking } from '../command.ts';
import { programs } from './registry.ts';
import { removePod } from './removePod.ts';
import { startProgram, type Teller } from './startProgram.ts';

/** How a shell was asked for. */
export interface ShellWish {
  /** `bash`, `/bin/sh`. */
  readonly program: string;
  /** With a terminal there is a prompt. */
  readonly terminal: boolean;
  /** The pod goes with the shell, as `run --rm` asks. */
  readonly removes: boolean;
}

/** From now on lines are typed in the container, until `exit` or its end. */
export function openShell(cluster: Cluster, pod: Pod, container: Container, wish: ShellWish): void {
  const { program, terminal, removes } = wish;
  const prompt = program.endsWith('bash') ? `root@${hostnameOf(pod)}:/# ` : '/ # ';
  cluster.shell = {
    pod: keyOf(pod),
    container: container.name,
    id: containerId(pod, container.name),
    prompt: terminal ? prompt : '',
    removes,
  };
}

/** Runs a line that was typed in the open shell. */
export function* runInShell(cluster: Cluster, shell: OpenShell, words: readonly string[], teller: Teller): Blocking {
  const [first] = words;
  if (first === undefined) return 0;
  if (first === 'exit' || first === 'logout') return leave(cluster, shell, Number(words[1] ?? 0) & 255, teller);
  const code = yield* runLine(cluster, shell, words, teller);
  const pod = cluster.run.view.get(shell.pod) as Pod | undefined;
  if (pod !== undefined && code !== 137 && containerId(pod, shell.container) === shell.id) return code;
  cluster.shell = undefined;
  teller.print(shell.prompt);
  teller.err('command terminated with exit code 137');
  return 137;
}

function* runLine(cluster: Cluster, shell: OpenShell, words: readonly string[], teller: Teller): Blocking {
  const pod = cluster.run.view.get(shell.pod) as Pod | undefined;
  const container = pod?.spec.containers.find(({ name }) => name === shell.container);
  if (pod === undefined || container === undefined) return 137;
  if (words.some((word) => /^([|&;<>]|>>|&&|\|\|)$/.test(word))) {
    teller.err('(pipes, redirections and lists of commands are not simulated: one plain command a line)');
    return 2;
  }
  const started = startProgram(cluster, pod, container, ['sh', '-c', words.map(quoted).join(' ')], teller);
  if (started !== undefined) return typeof started === 'number' ? started : yield* started;
  teller.err(
    `(${words[0]} cannot be run in a simulated container, only ${programs.map(({ name }) => name).join(', ')}, exit)`,
  );
  return 127;
}

/** The word as a shell reads it back, variables left to it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./${}-]+$/.test(word) ? word : `"${word.replace(/["\\`]/g, '\\$&')}"`;
}

function leave(cluster: Cluster, { pod, prompt, removes }: OpenShell, code: number, { out, err }: Teller): number {
  cluster.shell = undefined;
  if (prompt.startsWith('root@')) out('exit');
  if (removes) out(removePod(cluster.run, pod));
  if (code !== 0) err(`command terminated with exit code ${code}`);
  return code;
}

function containerId({ status }: Pod, container: string): string {
  return status?.containerStatuses?.find(({ name }) => name === container)?.containerID ?? '';
}
