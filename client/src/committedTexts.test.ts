import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { committedTexts } from './committedTexts.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'drydock-git-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function git(...args: readonly string[]): void {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  execFileSync('git', [...identity, ...args], {
    cwd: folder,
    stdio: 'ignore',
    env: { ...process.env, GIT_DIR: undefined },
  });
}

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

test('gives the committed text of a file and of a folder, without what is new or no YAML', async () => {
  git('init', '-q');
  const web = write('k8s/web.yaml', 'old\n');
  const other = write('k8s/sub dir/ö.yml', 'other\n');
  write('k8s/notes.txt', 'no\n');
  git('add', '.');
  git('commit', '-q', '-m', 'a');
  write('k8s/web.yaml', 'new\n');
  const added = write('k8s/added.yaml', 'added\n');

  expect(await committedTexts([web])).toEqual({ ok: true, texts: [{ path: web, text: 'old\n' }] });
  expect(await committedTexts([added])).toEqual({ ok: true, texts: [] });
  expect(await committedTexts([path.join(folder, 'k8s')])).toEqual({
    ok: true,
    texts: expect.arrayContaining([
      { path: web, text: 'old\n' },
      { path: other, text: 'other\n' },
    ]),
  });
});

test('says that there is no commit where there is none', async () => {
  const file = write('web.yaml', 'a\n');
  expect(await committedTexts([file])).toMatchObject({ ok: false, reason: 'noCommit' });
});
