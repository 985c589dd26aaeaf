/** A block of a Markdown file that holds kubectl commands. `line` is the first line inside it, from 0. */
export interface ShellBlock {
  readonly line: number;
  readonly commands: readonly string[];
}

const shells = /^(?:sh|bash|shell|zsh|console|shell-session|terminal|)$/;

/** The fenced shell blocks with kubectl commands: prompts are taken off, lines that end in `\` joined, output left out. */
export function shellBlocks(markdown: string): readonly ShellBlock[] {
  const blocks: ShellBlock[] = [];
  let open: { fence: string; line: number; shell: boolean; lines: string[] } | undefined;
  for (const [index, line] of markdown.split(/\r?\n/).entries()) {
    const fence = /^\s*(`{3,}|~{3,})\s*([\w-]*)/.exec(line);
    if (open === undefined) {
      if (fence !== null)
        open = { fence: fence[1] ?? '', line: index + 1, shell: shells.test(fence[2]?.toLowerCase() ?? ''), lines: [] };
    } else if (fence?.[1]?.startsWith(open.fence) === true && fence[2] === '') {
      const commands = open.shell ? kubectlLines(open.lines) : [];
      if (commands.length > 0) blocks.push({ line: open.line, commands });
      open = undefined;
    } else {
      open.lines.push(line);
    }
  }
  return blocks;
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
