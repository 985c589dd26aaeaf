import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { placesIn, sentencesIn } from './texts.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): Record<string, string> => JSON.parse(readFileSync(path.join(root, file), 'utf8'));

function sources(): Map<string, string> {
  const files = ['client', 'server'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name))),
  );
  return new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]));
}

test('sentences are found where they are written out', () => {
  const text = `t('It is {0}.', x); vscode.l10n.t("Don't"); l10n.t(\n'It\\'s'); set('no'); format(t('a "b"'))`;
  expect(sentencesIn(new Map([['client/a.ts', text]]))).toEqual(["Don't", 'It is {0}.', "It's", 'a "b"']);
});

test('every sentence has its Korean in l10n/, and none is left over', () => {
  expect(Object.keys(read('l10n/bundle.l10n.ko.json')).sort()).toEqual(sentencesIn(sources()));
});

test('every text of the manifest has its Korean', () => {
  expect(Object.keys(read('package.nls.ko.json')).sort()).toEqual(Object.keys(read('package.nls.json')).sort());
});

test('a translation fills in the same places', () => {
  const pairs = [
    ...Object.entries(read('l10n/bundle.l10n.ko.json')),
    ...Object.entries(read('package.nls.json')).map(([id, text]) => [text, read('package.nls.ko.json')[id] ?? '']),
  ];
  for (const [english = '', korean = ''] of pairs) expect(placesIn(korean), english).toBe(placesIn(english));
});

test('package.json names texts that exist', () => {
  const named = Array.from(
    readFileSync(path.join(root, 'package.json'), 'utf8').matchAll(/"%([\w.]+)%"/g),
    ([, id]) => id,
  );
  expect([...new Set(named)].sort()).toEqual(Object.keys(read('package.nls.json')).sort());
});
