import { t } from '@vscode/l10n';
import { bodiesOf } from '../../document/resource.ts';
import { namedByKustomization } from './namedByKustomization.ts';
import type { Offer, Target } from './refactoring.ts';

/** Moves every document but the first to a file of its own beside this one, named after its object. */
export function splitFile({ file, snapshot }: Target): readonly Offer[] {
  const [, ...rest] = file.documents;
  if (rest.length === 0 || file.documents.some(({ tree }) => tree.broken) || namedByKustomization(snapshot, file.uri))
    return [];
  const folder = file.uri.slice(0, file.uri.lastIndexOf('/') + 1);
  const create = rest.map(({ tree }) => {
    const [body] = bodiesOf(tree);
    const uri = `${folder}${(body?.kind ?? '').toLowerCase()}-${body?.name ?? ''}.yaml`;
    return {
      uri,
      text: tree.text.replace(/^---[ \t]*\r?\n/, ''),
      whole: bodiesOf(tree).length === 1 && body?.name !== '',
    };
  });
  const names = new Set(create.map(({ uri }) => uri));
  if (create.some(({ uri, whole }) => !whole || snapshot.files.has(uri)) || names.size < create.length) return [];
  const start = rest[0]?.start ?? file.text.length;
  return [
    {
      title: t('Split into {0} files', file.documents.length),
      edits: [{ start, end: file.text.length, text: '' }],
      create: create.map(({ uri, text }) => ({ uri, text })),
    },
  ];
}
