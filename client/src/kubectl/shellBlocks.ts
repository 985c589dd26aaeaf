/** A block of a Markdown file that holds kubectl commands. `line` is the first line inside it, from 0. */
export interface ShellBlock {
  readonly line: number;
  readonly commands: readonly string[];
}

const shells = /^(?:sh|bash|shell|zsh|console|shell-session|terminal|)$/;

/** The fenced shell blocks with kubectl commands: prompts are taken off, lines that end in `\` joined, output left out. */
export function shellBlocks(markdown: string): readonly ShellBlock[] {
  const blocks: ShellBlock[] = [];
  let open: Fence | undefined;
  for (const [index, line] of markdown.split(/\r?\n/).entries()) {
    if (open === undefined) {
      open = fenceAt(line, index + 1);
    } else if (!closes(line, open)) {
      open.lines.push(line);
    } else {
      const commands = shells.test(open.language) ? kubectlLines(open.lines) : [];
      if (commands.length > 0) blocks.push({ line: open.line, commands });
      open = undefined;
    }
  }
  return blocks;
}

/** A block that has begun. */
interface Fence {
  readonly mark: string;
  readonly language: string;
  readonly line: number;
  readonly lines: string[];
}

function fenceAt(text: string, line: number): Fence | undefined {
  const [, mark, language = ''] = /^\s*(`{3,}|~{3,})\s*([\w-]*)/.exec(text) ?? [];
  return mark === undefined ? undefined : { mark, language: language.toLowerCase(), line, lines: [] };
}

function closes(text: string, { mark }: Fence): boolean {
  return text.trim().startsWith(mark) && /^(?:`+|~+)$/.test(text.trim());
}

function kubectlLines(lines: readonly string[]): string[] {
  const joined = lines
    .join('\n')
    .replace(/\s*\\\n\s*/g, ' ')
    .split('\n');
  return joined.flatMap((line) => {
    const command = line.replace(/^\s*(?:\[[^\]]*\]\s*)?(?:[\w.@:~/-]*[$#%>]\s+)?/, '').trim();
    return /^(?:kubectl|k)\s/.test(command) ? [command.replace(/^k\s/, 'kubectl ')] : [];
  });
}
