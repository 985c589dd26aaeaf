import { readFileSync } from 'node:fs';
import type { Io } from './io.ts';
import { processIo } from './io.ts';

/** A subcommand: takes its arguments, does all its work through `io`, and returns the exit code. */
export type Command = (args: readonly string[], io: Io) => number | Promise<number>;

/** Every subcommand; each is loaded when it is called. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import('./check.ts')).check,
  simulate: async () => (await import('./simulate.ts')).simulate,
  kubectl: async () => (await import('./kubectl.ts')).kubectl,
};

const usage = `drydock COMMAND [ARGS…]

  check      says what the API server would say of manifests
  simulate   shows what a cluster does with manifests, or runs a scenario
  kubectl    runs kubectl on a simulated cluster that is kept between calls

drydock COMMAND --help says more; drydock --version prints the version.
`;

/** Runs the command line `args` (without the program's name) and returns the exit code. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  const [name = '--help', ...rest] = args;
  if (name === '--help' || name === '-h' || name === 'help') {
    io.out(usage);
    return 0;
  }
  if (name === '--version') {
    io.out(`${version()}\n`);
    return 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    io.err(`drydock: unknown command "${name}"\n${usage}`);
    return 2;
  }
  return (await load())(rest, io);
}

function version(): string {
  for (const place of ['../package.json', '../../../package.json']) {
    try {
      return (JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as { version: string }).version;
    } catch {
      // not there: the next place
    }
  }
  return 'unknown';
}

process.stdout.on('error', (error: { code?: string }) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.exitCode = await main(
  process.argv.slice(2),
  processIo(() => readFileSync(0, 'utf8')),
);
