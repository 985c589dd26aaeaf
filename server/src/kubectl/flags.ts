import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import { parseDuration } from '#engine/time.ts';

/** A flag that a command takes. `bare` is its value where it stands without one (`--dry-run`). */
export interface FlagSpec {
  readonly name: string;
  readonly short?: string;
  readonly type: 'bool' | 'string' | 'int' | 'duration' | 'list';
  readonly bare?: string;
}

/** What stands on a command line after the command: its arguments and its flags. */
export class Flags {
  readonly #values: ReadonlyMap<string, readonly string[]>;

  constructor(values: ReadonlyMap<string, readonly string[]>) {
    this.#values = values;
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** The last value given, or undefined. */
  text(name: string): string | undefined {
    return this.#values.get(name)?.at(-1);
  }

  /** Every value given; commas separate, too. */
  list(name: string): readonly string[] {
    return (this.#values.get(name) ?? []).flatMap((value) => value.split(','));
  }

  /** Every value given, commas kept. */
  all(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  /** The flags given, as `--name=value`, in order of their names. */
  words(): readonly string[] {
    return [...this.#values.keys()].sort().flatMap((name) => this.all(name).map((value) => `--${name}=${value}`));
  }

  bool(name: string): boolean {
    return this.text(name) !== undefined && /^(1|t|T|true|TRUE|True)$/.test(this.text(name) ?? '');
  }

  int(name: string): number | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : Number(text);
  }

  /** Milliseconds; a bare number is seconds. */
  duration(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    return /^-?\d+$/.test(text) ? Number(text) * 1000 : parseDuration(text);
  }
}

/** Reads arguments and flags in any order as pflag does: `-nx`, `-n x`, `--name=x`, `--name x`, `-it`, `--`. The error is pflag's text. */
export function parseFlags(
  words: readonly string[],
  specs: readonly FlagSpec[],
): Result<{ readonly args: readonly string[]; readonly flags: Flags; readonly dash: number }, string> {
  const reader = new Reader(words, specs);
  const error = reader.read();
  if (error !== undefined) return refused(error);
  return ok({ args: reader.args, flags: new Flags(reader.values), dash: reader.dash });
}

class Reader {
  readonly args: string[] = [];
  readonly values = new Map<string, string[]>();
  /** How many arguments stand before `--`; -1 without one. */
  dash = -1;
  readonly #words: readonly string[];
  readonly #specs: readonly FlagSpec[];
  #at = 0;

  constructor(words: readonly string[], specs: readonly FlagSpec[]) {
    this.#words = words;
    this.#specs = specs;
  }

  read(): string | undefined {
    for (this.#at = 0; this.#at < this.#words.length; this.#at++) {
      const word = this.#words[this.#at] as string;
      if (word === '--') {
        this.dash = this.args.length;
        this.args.push(...this.#words.slice(this.#at + 1));
        return undefined;
      }
      const error = this.#word(word);
      if (error !== undefined) return error;
    }
    return undefined;
  }

  #word(word: string): string | undefined {
    if (word.startsWith('--')) return this.#long(word);
    if (word.startsWith('-') && word.length > 1) return this.#shorts(word);
    this.args.push(word);
    return undefined;
  }

  #long(word: string): string | undefined {
    const equals = word.indexOf('=');
    const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
    if (name === '' || name.startsWith('-')) return `bad flag syntax: ${word}`;
    const spec = this.#specs.find((candidate) => candidate.name === name);
    if (spec === undefined) return `unknown flag: --${name}`;
    if (equals >= 0) return this.#put(spec, word.slice(equals + 1));
    const bare = bareOf(spec);
    if (bare !== undefined) return this.#put(spec, bare);
    const next = this.#words[++this.#at];
    return next === undefined ? `flag needs an argument: --${name}` : this.#put(spec, next);
  }

  #shorts(word: string): string | undefined {
    for (let i = 1; i < word.length; i++) {
      const letter = word[i] as string;
      const spec = this.#specs.find((candidate) => candidate.short === letter);
      if (spec === undefined) return `unknown shorthand flag: '${letter}' in ${word}`;
      if (word[i + 1] === '=') return this.#put(spec, word.slice(i + 2));
      const bare = bareOf(spec);
      if (bare !== undefined) {
        const error = this.#put(spec, bare);
        if (error !== undefined) return error;
        continue;
      }
      if (i + 1 < word.length) return this.#put(spec, word.slice(i + 1));
      const next = this.#words[++this.#at];
      return next === undefined ? `flag needs an argument: '${letter}' in ${word}` : this.#put(spec, next);
    }
    return undefined;
  }

  #put(spec: FlagSpec, value: string): string | undefined {
    const problem = problemOf(spec, value);
    if (problem !== undefined) {
      const shown = spec.short === undefined ? `--${spec.name}` : `-${spec.short}, --${spec.name}`;
      return `invalid argument "${value}" for "${shown}" flag: ${problem}`;
    }
    const values = this.values.get(spec.name);
    if (values === undefined) this.values.set(spec.name, [value]);
    else values.push(value);
    return undefined;
  }
}

function bareOf(spec: FlagSpec): string | undefined {
  return spec.bare ?? (spec.type === 'bool' ? 'true' : undefined);
}

function problemOf(spec: FlagSpec, value: string): string | undefined {
  switch (spec.type) {
    case 'bool':
      return /^(1|t|T|true|TRUE|True|0|f|F|false|FALSE|False)$/.test(value)
        ? undefined
        : `strconv.ParseBool: parsing "${value}": invalid syntax`;
    case 'int':
      return /^[-+]?\d+$/.test(value) ? undefined : `strconv.ParseInt: parsing "${value}": invalid syntax`;
    case 'duration':
      return parseDuration(value) === undefined && !/^-?\d+$/.test(value)
        ? `time: invalid duration "${value}"`
        : undefined;
    default:
      return undefined;
  }
}
