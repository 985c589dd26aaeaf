import { start } from '#engine/engine.ts';
import { defaultWorld, type World } from '#engine/world.ts';
import type { Cluster } from '#kubectl/cluster.ts';
import type { Blocking } from '#kubectl/command.ts';
import { begin, passTime } from '#kubectl/execute.ts';
import { resting } from '#kubectl/rest.ts';
import { splitWords } from '#kubectl/words.ts';
import { catalogOf } from '#language/schema/catalog.ts';
import { fieldDocumentation } from '#language/schema/fieldDocumentation.ts';
import { strictDecoding } from '#language/schema/strictDecoding.ts';
import { schemas } from '../support/workspace.ts';

/** A terminal in which sessions are typed: kubectl and curl, and as much of a shell as tutorials use. */
export class Terminal {
  readonly cluster: Cluster;
  readonly #files: Map<string, string>;
  readonly #variables = new Map<string, string>();
  readonly #jobs: Blocking[] = [];
  #screen = '';
  #background = '';

  constructor(world: Partial<World>, files: ReadonlyMap<string, string>, edit: (text: string) => string) {
    this.#files = new Map(files);
    const { kubernetesVersion } = { ...defaultWorld(), ...world };
    this.cluster = {
      run: start({ ...defaultWorld(), ...world }),
      namespace: 'default',
      files: { read: (name) => this.#files.get(name), list: () => undefined },
      edit,
      decode: (body) => strictDecoding(catalogOf(schemas, kubernetesVersion), body),
      documentation: {
        field: (apiVersion, kind, path) =>
          fieldDocumentation(catalogOf(schemas, kubernetesVersion), apiVersion, kind, path),
      },
    };
  }

  /** What the terminal shows of these lines and the last exit code; undefined where one of them is none that it can run. */
  type(text: string): { readonly shown: string; readonly code: number } | undefined {
    this.#screen = '';
    const { shell } = this.cluster;
    let code: number | undefined = 0;
    for (const line of linesOf(text, (command) => this.#captured(command) ?? '')) {
      code = this.#line(line);
      if (code === undefined) return undefined;
    }
    if (shell === undefined) this.#screen += this.cluster.shell?.prompt ?? '';
    return { shown: this.#screen, code };
  }

  /** What lines in the background printed since the last time. */
  background(): string {
    const text = this.#background;
    this.#background = '';
    return text;
  }

  /** Lets the cluster come to rest. */
  rest(): void {
    const { run } = this.cluster;
    for (const _ of resting(run, run.now + 600_000)) this.#wake();
    this.#wake();
  }

  #line(typed: string): number | undefined {
    const inBackground = / &$/.test(typed);
    const assigned = /^(?:export )?(\w+)=\$\((.*)\)$/.exec(typed);
    if (assigned !== null) {
      const value = this.#captured(assigned[2] ?? '');
      this.#variables.set(assigned[1] ?? '', value ?? '');
      return value === undefined ? undefined : 0;
    }
    const line = typed.replace(/ &$/, '').replace(/\$(\w+)/g, (all, name) => this.#variables.get(name) ?? all);
    const [command = '', ...filters] = line.split(/\s\|\s?(?=[a-z])/);
    const [, plain = command, target] = /^(.*\S)\s+>\s*(\S+)$/.exec(command) ?? [];
    if (inBackground) return this.#start(plain);
    if (filters.length === 0 && target === undefined)
      return this.#program(plain, (text) => {
        this.#screen += text;
      });
    let piped = '';
    const code = this.#program(plain, (text) => {
      piped += text;
    });
    for (const each of filters) piped = filtered(piped, each);
    if (target === undefined) this.#screen += piped;
    else this.#files.set(target, piped);
    return code;
  }

  #captured(line: string): string | undefined {
    let text = '';
    const code = this.#program(line, (more) => {
      text += more;
    });
    return code === undefined ? undefined : text.trimEnd();
  }

  /** The exit code; undefined where there is no such program. */
  #program(line: string, out: (text: string) => void): number | undefined {
    const words = splitWords(line);
    if (!words.ok) throw new Error(words.error);
    const [name, ...rest] = words.value[0] === 'k3s' ? words.value.slice(1) : words.value;
    if (this.cluster.shell !== undefined) return this.#finish(this.#begin(words.value, out));
    if (name === 'sleep') return this.#sleep(rest[0] ?? '');
    if (name === 'kubectl') return this.#beside(() => this.#finish(this.#begin(rest, out)));
    if (this.cluster.shell !== undefined) return this.#finish(this.#begin(words.value, out));
    if (name === 'cat') return this.#cat(rest[0] ?? '', out);
    const argv = argvOf(name, rest);
    return argv === undefined ? undefined : this.#finish(this.#begin(argv, out));
  }

  /** kubectl is typed in a terminal beside the shell that is open in a container. */
  #beside(run: () => number): number {
    const { shell } = this.cluster;
    this.cluster.shell = undefined;
    const code = run();
    this.cluster.shell ??= shell;
    return code;
  }

  #start(line: string): number | undefined {
    const words = splitWords(line);
    const argv = words.ok ? argvOf(words.value[0], words.value.slice(1)) : undefined;
    if (argv === undefined) return undefined;
    const job = this.#begin(argv, (text) => {
      this.#background += text;
    });
    this.#jobs.push(job);
    job.next();
    return 0;
  }

  #begin(argv: readonly string[], out: (text: string) => void): Blocking {
    const err = (text: string): void => {
      this.#screen += text;
    };
    return begin(this.cluster, argv, '', { out, err });
  }

  #finish(job: Blocking): number {
    for (let pause = job.next(); ; pause = job.next()) {
      if (pause.done === true) return pause.value;
      passTime(this.cluster, pause.value);
      this.#wake();
    }
  }

  #sleep(time: string): number {
    const [, count = '', unit = 's'] = /^(\d+)([smh]?)$/.exec(time) ?? [];
    const until = this.cluster.run.now + Number(count) * ({ s: 1000, m: 60_000, h: 3_600_000 }[unit] ?? 1000);
    while (this.cluster.run.step(until)) this.#wake();
    this.cluster.run.advance(until);
    return 0;
  }

  #cat(name: string, out: (text: string) => void): number {
    const text = this.#files.get(name);
    out(text ?? `cat: ${name}: No such file or directory\n`);
    return text === undefined ? 1 : 0;
  }

  #wake(): void {
    for (const job of this.#jobs) job.next();
  }
}

function argvOf(name: string | undefined, rest: readonly string[]): readonly string[] | undefined {
  if (name === 'kubectl') return rest;
  return name === 'curl' ? ['curl', ...rest] : undefined;
}

/** Single lines: continued ones joined, a loop written out, `A 또는 B` (A or B) as two. */
function linesOf(text: string, captured: (command: string) => string): readonly string[] {
  const joined = text
    .replace(/\\\n\s*/g, ' ')
    .replaceAll(/[“”]/g, '"')
    .replaceAll(' 또는 ', '\n')
    .trim();
  const [, name, over = '', body] = /^for (\w+) in (.*?);\s*do\s+([\s\S]*?);\s*done$/.exec(joined) ?? [];
  if (name === undefined || body === undefined) return joined.split('\n').filter((line) => line.trim() !== '');
  return wordsOf(over, captured).map((word) => body.replaceAll(`$${name}`, word));
}

/** `{1..5}`, `$(command)`. */
function wordsOf(text: string, captured: (command: string) => string): readonly string[] {
  const [, from = '1', to = '0'] = /^\{(\d+)\.\.(\d+)\}$/.exec(text) ?? [];
  const command = /^\$\((.*)\)$/.exec(text)?.[1];
  if (command !== undefined) return captured(command).split(/\s+/);
  return Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => String(Number(from) + index));
}

function filtered(text: string, filter: string): string {
  const words = splitWords(filter);
  const [name, ...args] = words.ok ? words.value : [];
  const lines = text.split('\n').filter((line, index, all) => line !== '' || index < all.length - 1);
  const count = Number(/\d+/.exec(args.join(' '))?.[0] ?? 10);
  const kept = keptLines(name ?? '', args, lines, count);
  if (kept === undefined) throw new Error(`the terminal has no filter ${filter}`);
  return kept.map((line) => `${line}\n`).join('');
}

function keptLines(
  name: string,
  args: readonly string[],
  lines: readonly string[],
  count: number,
): readonly string[] | undefined {
  switch (name) {
    case 'grep': {
      const pattern = new RegExp(args.at(-1) ?? '', args.includes('-i') ? 'i' : '');
      return lines.filter((line) => pattern.test(line) !== args.includes('-v'));
    }
    case 'head':
      return lines.slice(0, count);
    case 'tail':
      return lines.slice(-count);
    case 'wc':
      return [String(lines.length)];
    default:
      return undefined;
  }
}
