import type { Container, Pod } from '#engine/api/pod.ts';
import { containerStatuses } from '#engine/trace/podState.ts';
import type { Blocking, Command, Context } from '../command.ts';
import { fail, usage } from '../command.ts';
import type { FlagSpec } from '../flags.ts';
import { openShell, runInShell } from '../inside/openShell.ts';
import { programs } from '../inside/registry.ts';
import { isShell } from '../inside/shell.ts';
import { startProgram } from '../inside/startProgram.ts';
import { splitWords } from '../words.ts';
import { containerOf, podOf } from './podTarget.ts';

export const containerFlag: FlagSpec = { name: 'container', short: 'c', type: 'string' };

/** Flags of commands that hold a terminal in a container. */
export const terminalFlags: readonly FlagSpec[] = [
  containerFlag,
  { name: 'stdin', short: 'i', type: 'bool' },
  { name: 'tty', short: 't', type: 'bool' },
  { name: 'quiet', short: 'q', type: 'bool' },
  { name: 'pod-running-timeout', type: 'duration' },
];

/**
 * `kubectl exec POD [-c CONTAINER] -- COMMAND`: the programs whose effect follows from the cluster run; what else is asked for gets an
 * honest sentence. Follows kubectl pkg/cmd/exec/exec.go.
 */
export const exec: Command = {
  name: 'exec',
  flags: terminalFlags,
  *run(context: Context): Blocking {
    const { args, dash } = context;
    const words = dash < 0 ? [] : args.slice(dash);
    if (args[0] === undefined || dash === 0) return fail(context, 'pod, type/name or --filename must be specified');
    if (dash < 0 && args.length > 1)
      return usage(context, 'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead');
    if (words.length === 0) return fail(context, 'you must specify at least one command for the container');
    const pod = podOf(context);
    return pod === undefined ? 1 : yield* execIn(context, pod as Pod, words);
  },
};

function* execIn(context: Context, pod: Pod, words: readonly string[]): Blocking {
  const phase = pod.status?.phase;
  if (phase === 'Succeeded' || phase === 'Failed')
    return fail(context, `cannot exec into a container in a completed pod; current phase is ${phase}`);
  const name = containerOf(context, pod);
  if (name === undefined) return 1;
  if (pod.spec.nodeName === undefined) {
    context.err(`Error from server (BadRequest): pod ${pod.metadata.name} does not have a host assigned`);
    return 1;
  }
  const container = containersOf(pod).find((each) => each.name === name);
  if (container === undefined || !runs(pod, name)) {
    context.err(`error: Internal error occurred: unable to upgrade connection: container not found ("${name}")`);
    return 1;
  }
  return yield* runProgram(context, pod, container, words);
}

function* runProgram(context: Context, pod: Pod, container: Container, words: readonly string[]): Blocking {
  if (isShell(words)) return yield* shellIn(context, pod, container, words[0] ?? '');
  const result = startProgram(context.cluster, pod, container, words, context);
  if (result === undefined) {
    const known = programs.map(({ name }) => name).join(', ');
    return fail(
      context,
      `container ${container.name} of pod ${pod.metadata.name} is simulated: "${words.join(' ')}" cannot be run in it, only ${known}`,
    );
  }
  const code = typeof result === 'number' ? result : yield* result;
  if (code !== 0) context.err(`command terminated with exit code ${code}`);
  return code;
}

/** A shell with a person at it stays open; one that is given its lines runs them; one without either has nothing to do. */
export function* shellIn(context: Context, pod: Pod, container: Container, program: string): Blocking {
  const { cluster, flags, stdin } = context;
  if (!flags.bool('stdin')) return 0;
  const terminal = flags.bool('tty') && stdin === '';
  openShell(cluster, pod, container, { program, terminal, removes: flags.bool('rm') });
  if (stdin === '') return 0;
  let code = 0;
  for (const line of stdin.split('\n')) {
    const words = splitWords(line);
    if (words.ok && cluster.shell !== undefined) code = yield* runInShell(cluster, cluster.shell, words.value, context);
  }
  if (cluster.shell !== undefined) yield* runInShell(cluster, cluster.shell, ['exit'], context);
  return code;
}

function containersOf({ spec }: Pod): readonly Container[] {
  return [...spec.containers, ...(spec.initContainers ?? [])];
}

function runs(pod: Pod, container: string): boolean {
  return containerStatuses(pod).some(({ name, state }) => name === container && state?.running !== undefined);
}
