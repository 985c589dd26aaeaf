import { splitWords } from '../words.ts';

const shells = /^(\/(usr\/)?bin\/)?(ba|a|da)?sh$/;

/** Whether these words start a shell and no more: `bash`, `/bin/sh -l`. */
export function isShell(words: readonly string[]): boolean {
  return shells.test(words[0] ?? '') && words.slice(1).every((word) => /^-[li]+$/.test(word));
}

/**
 * The words of one plain command in `sh -c TEXT`, its variables put in; the words as they are where no shell is asked for. Undefined
 * where the shell itself would have to run: a script, a pipe, a loop, or a prompt.
 */
export function plainWords(
  words: readonly string[],
  environment: ReadonlyMap<string, string>,
): readonly string[] | undefined {
  if (!shells.test(words[0] ?? '')) return words;
  const text = words[2];
  if (!/^-[le]*c$/.test(words[1] ?? '') || text === undefined) return undefined;
  const put = text.replace(
    /\$\{(\w+)\}|\$(\w+)/g,
    (_, braced?: string, bare?: string) => environment.get(braced ?? bare ?? '') ?? '',
  );
  if (/[|&;<>()`*?$\n]/.test(put)) return undefined;
  const split = splitWords(put);
  return split.ok ? split.value : undefined;
}
