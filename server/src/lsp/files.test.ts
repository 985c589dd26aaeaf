import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { URI } from 'vscode-uri';
import { filesWithin, type Limits } from './files.ts';
import type { LeftOut } from './host.ts';

const manifest = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
const plenty: Limits = { files: 1000, bytes: 10_000, characters: 100_000 };

let top = '';
beforeEach(() => {
  top = mkdtempSync(path.join(tmpdir(), 'drydock-files-'));
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(top, name)), { recursive: true });
    writeFileSync(path.join(top, name), text);
  }
}

/** The files that a walk through a folder of `top` finds, and what it says it left out. */
async function walk(
  folder = '',
  limits = plenty,
  meanwhile: () => void = () => {},
): Promise<{ found: string[]; left: LeftOut | undefined }> {
  const found: string[] = [];
  let left: LeftOut | undefined;
  const seen = {
    stopped: () => false,
    leftOut(what: LeftOut) {
      left = what;
    },
  };
  for await (const some of filesWithin(limits).manifestsUnder([uri(folder)], seen)) {
    found.push(...some.map((file) => path.relative(top, URI.parse(file.uri).fsPath)));
    meanwhile();
  }
  return { found: found.sort(), left };
}

const uri = (name: string): string => URI.file(path.join(top, name)).toString();
const isFound = async (name: string): Promise<boolean> =>
  (await filesWithin(plenty).readManifest(uri(name), [uri('')])) !== undefined;

describe('a walk through a workspace', () => {
  it('finds manifests, kustomizations, charts and rule files, and nothing else', async () => {
    write({
      'a.yaml': manifest,
      'b/c.YML': manifest,
      'b/kustomization.yaml': 'resources: [c.YML]\n',
      'b/Chart.yaml': 'name: x\n',
      'b/.drydock.yaml': 'rules: {}\n',
      'ci.yaml': 'jobs: {}\n',
      'a.txt': manifest,
      '.hidden/a.yaml': manifest,
      'node_modules/a.yaml': manifest,
    });
    const all = ['a.yaml', 'b/.drydock.yaml', 'b/Chart.yaml', 'b/c.YML', 'b/kustomization.yaml'];
    expect(await walk()).toEqual({ found: all, left: undefined });
    expect(await Promise.all(all.map(isFound))).toEqual(all.map(() => true));
    expect(await Promise.all(['ci.yaml', '.hidden/a.yaml', 'node_modules/a.yaml', '../a.yaml'].map(isFound))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('honours ignore files of every folder, the nearest first, and what they take back', async () => {
    write({
      '.gitignore': 'build/\n*.gen.yaml\n!keep.gen.yaml\n',
      'x.gen.yaml': manifest,
      'keep.gen.yaml': manifest,
      'build/a.yaml': manifest,
      'sub/.gitignore': '!mine.gen.yaml\n/secret.yaml\n',
      'sub/mine.gen.yaml': manifest,
      'sub/secret.yaml': manifest,
      'sub/deep/secret.yaml': manifest,
    });
    const kept = ['keep.gen.yaml', 'sub/deep/secret.yaml', 'sub/mine.gen.yaml'];
    expect((await walk()).found).toEqual(kept);
    expect(await Promise.all(kept.map(isFound))).toEqual([true, true, true]);
    expect(await Promise.all(['x.gen.yaml', 'build/a.yaml', 'sub/secret.yaml'].map(isFound))).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('reads what stands above an opened folder in its repository, and opens a folder that is ignored', async () => {
    write({
      '.git/HEAD': '',
      '.gitignore': '/out-of-tree/\n*.gen.yaml\n',
      '.drydock.yaml': 'rules: {}\n',
      'apps/a.yaml': manifest,
      'apps/b.gen.yaml': manifest,
      'out-of-tree/a.yaml': manifest,
    });
    expect((await walk('apps')).found).toEqual(['.drydock.yaml', 'apps/a.yaml']);
    expect((await walk('out-of-tree')).found).toEqual(['.drydock.yaml', 'out-of-tree/a.yaml']);
  });

  it('says how many files are beyond its limits, those near the top being read first', async () => {
    write({
      'a/deep.yaml': manifest,
      'z.yaml': manifest,
      'big.yaml': manifest + '#'.repeat(10_000),
      'y.yaml': manifest,
    });
    expect(await walk('', { ...plenty, files: 2 })).toEqual({
      found: ['y.yaml'],
      left: { tooMany: 2, tooLarge: [uri('big.yaml')], noRoom: 0 },
    });
    expect(await walk('', { ...plenty, bytes: 1_000_000, characters: 2 * manifest.length })).toEqual({
      found: ['y.yaml', 'z.yaml'],
      left: { tooMany: 0, tooLarge: [], noRoom: 2 },
    });
  });

  it('is not led in circles by links, nor stopped by what vanishes or cannot be read', async () => {
    write(Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`f${index}.yaml`, manifest])));
    symlinkSync(top, path.join(top, 'circle'));
    symlinkSync(path.join(top, 'nowhere.yaml'), path.join(top, 'dangling.yaml'));
    const { found, left } = await walk('', plenty, () => rmSync(top, { recursive: true, force: true }));
    expect(found).toHaveLength(32);
    expect(left).toBeUndefined();
    expect((await walk('gone')).found).toEqual([]);
  });
});
