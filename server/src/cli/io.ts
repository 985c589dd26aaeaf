/** What a command may touch of the process; tests give their own. */
export interface Io {
  /** Everything on standard input. */
  readonly stdin: () => string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly cwd: string;
  /** Whether standard output takes colours. */
  readonly colour: boolean;
}

/** The process itself. */
export function processIo(readStdin: () => string): Io {
  return {
    stdin: readStdin,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    cwd: process.cwd(),
    colour: process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined,
  };
}
