import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { check } from './check.ts';

let top = '';
beforeEach(() => {
  top = mkdtempSync(path.join(tmpdir(), 'drydock-worlds-'));
});
afterEach(() => rmSync(top, { recursive: true }));

const pod = (image: string, from = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: ${image}, resources: {limits: {cpu: 1}}${from}}]}\n`;
const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n';

/** What `drydock check` says of these files: `path rule` of each problem, and the number of files. `cwd` is below the files' top. */
async function checkFiles(
  files: Readonly<Record<string, string>>,
  args: readonly string[],
  cwd = '',
): Promise<string[]> {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(top, name)), { recursive: true });
    writeFileSync(path.join(top, name), text);
  }
  let out = '';
  const io = {
    stdin: () => '',
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      out += text;
    },
    cwd: path.join(top, cwd),
    colour: false,
  };
  await check(args, io);
  const found = [...out.matchAll(/^(\S+?):\d+:\d+ (\w+) .*\((\w+)\)$/gm)].map(
    ([, file, severity, rule]) => `${file} ${severity} ${rule}`,
  );
  return [...found, /(\d+ files?) checked/.exec(out)?.[1] ?? out];
}

it('takes the rule files of every folder from the top of the repository down, the nearest first', async () => {
  const files = {
    '.git/HEAD': '',
    '.drydock.yaml': 'rules: {imageTag: error}\n',
    'apps/a.yaml': pod('a'),
    'apps/quiet/.drydock.yaml': 'rules: {reliability: off}\n',
    'apps/quiet/b.yaml': pod('b').replace('name: p', 'name: q'),
  };
  expect(await checkFiles(files, ['.'], 'apps')).toEqual(['a.yaml error imageTag', '2 files']);
  expect(await checkFiles({}, ['apps'])).toEqual(['apps/a.yaml error imageTag', '2 files']);
  expect(await checkFiles({}, ['quiet/b.yaml'], 'apps')).toEqual(['1 file']);
  expect(await checkFiles({}, ['../apps/quiet'], 'apps')).toEqual(['1 file']);
});

it('keeps the clusters of such a file apart, wherever it stands', async () => {
  const files = {
    '.git/HEAD': '',
    '.drydock.yaml': 'clusters: {dev: [k8s/dev], prod: [k8s/prod]}\n',
    'k8s/dev/a.yaml': pod('a:1', ', envFrom: [{configMapRef: {name: settings}}]'),
    'k8s/prod/b.yaml': map,
    'k8s/prod/more/c.yaml': map,
  };
  const found = (prefix: string): string[] => [
    `${prefix}dev/a.yaml information unresolvedReference`,
    `${prefix}prod/more/c.yaml warning duplicateResource`,
    '3 files',
  ];
  expect(await checkFiles(files, ['.'])).toEqual(found('k8s/'));
  expect(await checkFiles({}, ['k8s'])).toEqual(found('k8s/'));
  expect(await checkFiles({}, ['.'], 'k8s')).toEqual(found(''));
});

it('passes by what is ignored, unless it is named', async () => {
  const files = {
    '.git/HEAD': '',
    '.gitignore': 'rendered/\n*.local.yaml\n',
    'a.yaml': pod('a'),
    'b.local.yaml': pod('b'),
    'rendered/c.yaml': pod('c'),
  };
  expect(await checkFiles(files, ['.'])).toEqual(['a.yaml information imageTag', '1 file']);
  expect(await checkFiles({}, ['rendered'])).toEqual(['rendered/c.yaml information imageTag', '1 file']);
  expect(await checkFiles({}, ['b.local.yaml'])).toEqual(['b.local.yaml information imageTag', '1 file']);
});

it('says what a rule file chooses nothing with', async () => {
  expect(await checkFiles({ '.drydock.yaml': 'rules: {imageTag: loud}\n', 'a.yaml': pod('a:1') }, ['.'])).toEqual([
    '.drydock.yaml warning ruleFile',
    '2 files',
  ]);
});
