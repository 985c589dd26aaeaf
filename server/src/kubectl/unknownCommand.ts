import { commands } from './registry.ts';

/** What a terminal takes. */
export function overview(): string {
  const besides =
    'curl URL asks a Service, a node port or an Ingress; sleep 5m lets time pass; time says how late it is.';
  return `kubectl controls the simulated cluster; the word kubectl may be left out. Commands:\n  ${topLevel().join(' ')}\n"help COMMAND" says what one takes. Besides: ${besides}\n`;
}

/** What kubectl says where the line names no command of it; a bare group lists what there is. */
export function unknownCommand(argv: readonly string[]): string {
  const words = argv.filter((word) => !word.startsWith('-'));
  const [first, second] = words;
  if (first === undefined) return overview();
  const members = commands.filter((command) => command.name.startsWith(`${first} `)).map((command) => command.name);
  if (members.length > 0) {
    const choices = members.map((name) => name.slice(first.length + 1));
    if (second === undefined) return `error: must specify one of: ${choices.join(', ')}\n`;
    return `error: unknown command "${words.slice(1).join(' ')}"\nSee 'kubectl ${first} -h' for help and examples\n`;
  }
  return unknown(first, 'kubectl', topLevel());
}

function unknown(word: string, parent: string, choices: readonly string[]): string {
  const near = choices.filter((choice) => distance(word, choice) <= 2 || choice.startsWith(word));
  const hint = near.length === 0 ? '' : `\n\nDid you mean this?\n${near.map((choice) => `\t${choice}`).join('\n')}`;
  return `error: unknown command "${word}" for "${parent}"${hint}\n`;
}

function topLevel(): readonly string[] {
  return [...new Set(commands.map((command) => command.name.split(' ')[0] ?? ''))].sort();
}

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
