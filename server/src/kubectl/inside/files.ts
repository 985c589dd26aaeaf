import { mountedFiles } from './mountedFiles.ts';
import { knownFile } from './names.ts';
import type { Inside, Program } from './program.ts';

/** Programs that read files: those that volumes and the kubelet bring; what the image holds is not known. */
export const filePrograms: readonly Program[] = [
  { name: 'cat', run: cat },
  { name: 'ls', run: ls },
];

function cat(inside: Inside): number {
  const names = inside.words.filter((word) => !word.startsWith('-'));
  const { files } = mountedFiles(inside.pod, inside.container, inside.run.view);
  let code = names.length === 0 ? 1 : 0;
  if (names.length === 0) inside.err('(standard input of a simulated container is empty)');
  for (const name of names) {
    const text = files.get(name) ?? knownFile(name, inside.pod, inside.run.view);
    if (text === undefined) code = missing(inside, 'cat', name);
    else inside.print(text);
  }
  return code;
}

function ls(inside: Inside): number {
  const names = inside.words.filter((word) => !word.startsWith('-'));
  const { files, folders } = mountedFiles(inside.pod, inside.container, inside.run.view);
  let code = 0;
  for (const name of names.length === 0 ? ['/'] : names) {
    const folder = name.replace(/\/+$/, '');
    if (files.has(name)) inside.out(name);
    else if ([...folders].some((each) => folder === each || folder.startsWith(`${each}/`)))
      for (const entry of entriesOf(folder, [...files.keys()])) inside.out(entry);
    else code = missing(inside, 'ls', name);
  }
  return code;
}

/** Names in a folder, each once. */
function entriesOf(folder: string, paths: readonly string[]): readonly string[] {
  const inside = paths.filter((path) => path.startsWith(`${folder}/`));
  return [...new Set(inside.map((path) => path.slice(folder.length + 1).split('/')[0] ?? ''))].sort();
}

/** In a folder that a volume brings a file is not there; elsewhere nobody knows. */
function missing({ pod, container, run, err }: Inside, program: string, name: string): number {
  const { folders } = mountedFiles(pod, container, run.view);
  const mounted = [...folders];
  if (mounted.some((folder) => name.startsWith(`${folder}/`))) err(`${program}: ${name}: No such file or directory`);
  else {
    const known = ['/etc/hostname', '/etc/hosts', '/etc/resolv.conf', ...mounted].join(', ');
    err(`(${name}: what the image holds is not known; of a simulated container only ${known} can be read)`);
  }
  return 1;
}
