import { t } from '@vscode/l10n';
import type { SourceFile } from '../../document/document.ts';
import { roleOf } from '../../workspace/fileRole.ts';
import { namedByKustomization } from './namedByKustomization.ts';
import type { Offer, Target } from './refactoring.ts';

/** Takes the other manifests of the folder over into this file, document by document, and deletes their files. */
export function joinFiles({ file, snapshot }: Target): readonly Offer[] {
  const folder = file.uri.slice(0, file.uri.lastIndexOf('/') + 1);
  const others = [...snapshot.files.values()]
    .filter(({ uri }) => uri !== file.uri && uri.startsWith(folder) && !uri.slice(folder.length).includes('/'))
    .filter((other) => roleOf(snapshot, other) === 'manifest' && other.text.trim() !== '')
    .toSorted((a, b) => (a.uri < b.uri ? -1 : 1));
  const together = [file, ...others];
  if (others.length === 0 || together.length > most || !together.every(isWhole)) return [];
  if (together.some(({ uri }) => namedByKustomization(snapshot, uri))) return [];
  const { length } = file.text;
  return [
    {
      title: t('Join the {0} files of this folder', together.length),
      edits: [
        {
          start: length,
          end: length,
          text: others.reduce((text, other) => text + behind(text, other), closed(file.text)),
        },
      ],
      remove: others.map(({ uri }) => uri),
    },
  ];
}

/** More files than this are rarely meant to be one. */
const most = 20;

/** Can be read, and does not end its documents in a way of its own. */
function isWhole({ text, documents }: SourceFile): boolean {
  return documents.every(({ tree }) => !tree.broken) && !/^(?:%|\.\.\.(?:\s|$))/m.test(text);
}

/** What a text lacks to end with its line. */
function closed(text: string): string {
  return text === '' || text.endsWith('\n') ? '' : '\n';
}

function behind(before: string, { text }: SourceFile): string {
  const marked = /^(?:[ \t]*(?:#.*)?\r?\n)*---(?:\s|$)/.test(text);
  return `${before === '' || before.endsWith('\n') ? '' : '\n'}${marked ? '' : '---\n'}${text}${closed(text)}`;
}
