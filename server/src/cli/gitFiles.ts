import { execFileSync } from 'node:child_process';

/** Files as they were at a git revision; a text is why they cannot be had. Paths are files or folders, from `cwd`. */
export function filesAt(
  revision: string,
  paths: readonly string[],
  cwd: string,
): readonly { readonly path: string; readonly text: string }[] | string {
  if (revision.startsWith('-')) return `"${revision}" is no git revision`;
  const git = (args: readonly string[]): string =>
    execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28 });
  try {
    const names = git(['ls-tree', '-r', '-z', '--name-only', revision, '--', ...paths]).split('\0');
    return names
      .filter((name) => /\.(ya?ml|json)$/i.test(name))
      .map((name) => ({ path: name, text: git(['show', `${revision}:./${name}`]) }));
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    return (stderr ?? String(error)).trim().split('\n')[0] ?? 'git failed';
  }
}
