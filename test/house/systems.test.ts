import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { globalFlags } from '#kubectl/command.ts';
import { parseFlags } from '#kubectl/flags.ts';
import { commands } from '#kubectl/registry.ts';

const root = path.resolve(import.meta.dirname, '../..');
const listed = path.resolve(root, '../shared/seeds/systems.md');
const table = readFileSync(path.join(root, 'docs/systems.md'), 'utf8');
const problems = readFileSync(path.join(root, 'docs/problems.md'), 'utf8');
const rows = table.split('\n').filter((line) => /^\| \d+ \|/.test(line));

/** What a row promises that is not there: rules that no problem has, kubectl commands and flags that are unknown. */
function check(row: string): readonly string[] {
  return [
    ...rulesOf(row).filter((rule) => !new RegExp(`\\b${rule}\\b`).test(problems)),
    ...linesOf(row).filter((line) => !understood(line)),
  ];
}

/** `rule `a``, `rules `a`, `b``. */
function rulesOf(row: string): readonly string[] {
  const lists = [...row.matchAll(/rules? ((?:`[a-z]+[A-Za-z]*`(?:, |, with| and )?)+)/g)].map(([, list = '']) => list);
  return lists.flatMap((list) => [...list.matchAll(/`(\w+)`/g)].map(([, rule = '']) => rule));
}

function linesOf(row: string): readonly string[] {
  return [...row.matchAll(/`kubectl ([^`]+)`/g)].map(([, line = '']) => line.replaceAll(/[[\]]/g, ''));
}

function understood(line: string): boolean {
  const words = line.split(' ').filter((word) => word !== '…');
  const found = [3, 2, 1]
    .map((count) => commands.find(({ name }) => name === words.slice(0, count).join(' ')))
    .find((command) => command !== undefined);
  const group = commands.some(({ name }) => name.startsWith(`${line} `));
  if (found === undefined) return group;
  const flags = [...found.flags, ...globalFlags].map((flag) => ({ ...flag, type: 'list' as const }));
  const named = words.filter((word) => word.startsWith('-') && word !== '--' && word !== '-');
  return named.every((word) => parseFlags([word, 'x'], flags).ok);
}

test('every system has its row', () => {
  expect(rows.map((row) => Number(/\d+/.exec(row)?.[0]))).toEqual(Array.from(rows, (_, index) => index + 1));
  expect(rows.filter((row) => !/^\| \d+ \| \S.* \| \S.* \|$/.test(row))).toEqual([]);
});

test.skipIf(!existsSync(listed))('every row of the list that it answers', () => {
  const numbers = [...readFileSync(listed, 'utf8').matchAll(/^\| (\d+) \|/gm)].map(([, number]) => number);
  expect(rows.map((row) => /\d+/.exec(row)?.[0])).toEqual(numbers);
});

test('rows promise nothing that is not there', () => {
  expect(rows.flatMap(check)).toEqual([]);
});

test('a promise of what is not there is seen', () => {
  expect(check('| 1 | x | rules `imageTag`, `noSuchRule`; `kubectl juggle` |')).toEqual(['noSuchRule', 'juggle']);
  expect(check('| 1 | x | `kubectl rollout history --revisions` |')).toEqual(['rollout history --revisions']);
  expect(check('| 1 | x | rule `imageTag`; `kubectl rollout history [--revision]`, `kubectl config` |')).toEqual([]);
});
