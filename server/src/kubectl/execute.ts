import type { Cluster, Output, Pause } from './cluster.ts';
import type { Blocking, Command, Context } from './command.ts';
import { globalFlags } from './command.ts';
import { parseFlags } from './flags.ts';
import { curl } from './inside/clients.ts';
import { runInShell } from './inside/openShell.ts';
import type { Teller } from './inside/startProgram.ts';
import { commands } from './registry.ts';
import { overview, unknownCommand } from './unknownCommand.ts';
import { wrongDryRun } from './write.ts';

/** Runs one command to its end (`argv` without `kubectl`); commands that block move the cluster's virtual clock. Never throws for bad input. */
export function execute(cluster: Cluster, argv: readonly string[], stdin = ''): Output {
  const printed = { stdout: '', stderr: '' };
  const job = begin(cluster, argv, stdin, {
    out: (text) => {
      printed.stdout += text;
    },
    err: (text) => {
      printed.stderr += text;
    },
  });
  for (let pause = job.next(); ; pause = job.next()) {
    if (pause.done === true) return { ...printed, code: pause.value };
    passTime(cluster, pause.value);
  }
}

/** `help`, `help rollout status`: what there is, in words of our own. */
function help(words: readonly string[], sink: Sink): number {
  const command = words.length === 0 ? undefined : find(words)?.command;
  if (command !== undefined) sink.out(helpText(command));
  else if (words.length === 0) sink.out(overview());
  else sink.err(unknownCommand(words));
  return words.length > 0 && command === undefined ? 1 : 0;
}

/** What the command takes, in words of our own. */
function helpText({ name, flags }: Command): string {
  const own = flags.map((flag) => `  ${flag.short === undefined ? '   ' : `-${flag.short},`} --${flag.name}`);
  return `kubectl ${name}, on the simulated cluster. It takes what kubectl's own takes; flags of this one:\n${own.join('\n')}\n`;
}

/** Lets the world go on until the next thing has happened, or stand at the end of the pause. */
export function passTime(cluster: Cluster, pause: Pause): void {
  if (!cluster.run.step(pause.until)) cluster.run.advance(pause.until);
}

/** Where a command prints, as it goes. Texts end with a line break. */
export interface Sink {
  out(text: string): void;
  err(text: string): void;
}

/** A command on its way: `next` goes on to its next pause or its exit code. A host that plays it lets time pass in between. */
export function* begin(cluster: Cluster, argv: readonly string[], stdin: string, sink: Sink): Blocking {
  if (cluster.shell !== undefined) return yield* runInShell(cluster, cluster.shell, argv, tellerOf(sink));
  if (argv[0] === 'curl') return yield* curlFromOutside(cluster, argv.slice(1), sink);
  if (argv[0] === 'help' || argv.length === 0) return help(argv.slice(1), sink);
  const found = find(argv);
  if (found === undefined) {
    sink.err(unknownCommand(argv));
    return 1;
  }
  const { command, rest } = found;
  const parsed = parseFlags(rest, [...command.flags, ...globalFlags]);
  if (!parsed.ok) {
    sink.err(`error: ${parsed.error}\nSee 'kubectl ${command.name} --help' for usage.\n`);
    return 1;
  }
  const { args, flags, dash } = parsed.value;
  if (flags.bool('help')) {
    sink.out(helpText(command));
    return 0;
  }
  const wrong = wrongDryRun(flags);
  if (wrong !== undefined) {
    sink.err(`error: ${wrong}\n`);
    return 1;
  }
  if (flags.has('record')) sink.err('Flag --record has been deprecated, --record will be removed in the future\n');
  const context: Context = {
    cluster,
    command: command.name,
    args,
    dash,
    flags,
    stdin,
    namespace: flags.text('namespace') || cluster.namespace,
    namespaceGiven: (flags.text('namespace') ?? '') !== '',
    ...tellerOf(sink),
    warn: warner(sink),
  };
  const result = command.run(context);
  return typeof result === 'number' ? result : yield* result;
}

function warner({ err }: Sink): (text: string) => void {
  const said = new Set<string>();
  return (text) => {
    if (!said.has(text)) err(`Warning: ${text}\n`);
    said.add(text);
  };
}

function tellerOf({ out, err }: Sink): Teller {
  return { print: out, out: (text) => out(`${text}\n`), err: (text) => err(`${text}\n`) };
}

/** No command of kubectl, but what tutorials type between two: a request to a node port or a load balancer. */
function curlFromOutside({ run }: Cluster, words: readonly string[], sink: Sink): Blocking {
  return curl({ run, pod: undefined, ...tellerOf(sink) }, words);
}

/** The command whose words begin the line, flags before them left alone: `-n x rollout status web`. */
function find(argv: readonly string[]): { readonly command: Command; readonly rest: readonly string[] } | undefined {
  const leading = leadingFlags(argv);
  const words = canonical(argv.slice(leading.length));
  for (const length of [3, 2, 1]) {
    const wanted = words.slice(0, length).join(' ');
    const command = words.length >= length ? commands.find((candidate) => candidate.name === wanted) : undefined;
    if (command !== undefined) return { command, rest: [...leading, ...words.slice(length)] };
  }
  return undefined;
}

const shortKinds: Readonly<Record<string, string>> = {
  deploy: 'deployment',
  dep: 'deployment',
  cm: 'configmap',
  ns: 'namespace',
  sa: 'serviceaccount',
  svc: 'service',
  resourcequota: 'quota',
  pdb: 'poddisruptionbudget',
  pc: 'priorityclass',
  cj: 'cronjob',
  ing: 'ingress',
};

/** `create deploy` is `create deployment`. */
function canonical(words: readonly string[]): readonly string[] {
  const [first, second = '', ...rest] = words;
  const long = first === 'create' ? shortKinds[second] : undefined;
  return long === undefined ? words : ['create', long, ...rest];
}

function leadingFlags(argv: readonly string[]): readonly string[] {
  let count = 0;
  while (count < argv.length) {
    const word = argv[count] as string;
    if (!word.startsWith('-') || word === '-' || word === '--') break;
    const spec = globalFlags.find((flag) => word === `--${flag.name}` || word === `-${flag.short}`);
    count += spec !== undefined && spec.type !== 'bool' ? 2 : 1;
  }
  return argv.slice(0, count);
}
