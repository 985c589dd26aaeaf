import { expect, it } from 'vitest';
import { ignoringNothing } from './ignoreFiles.ts';

it('leaves out what a pattern names, at any depth, and only folders where the pattern ends with a slash', () => {
  const top = ignoringNothing.within('', 'build/\n*.gen.yaml\n/only-here.yaml\n# a comment\n');
  expect(['build/', 'a/build/', 'a/x.gen.yaml', 'only-here.yaml'].map(top.ignores)).toEqual([true, true, true, true]);
  expect(['build', 'a/only-here.yaml', 'x.yaml'].map(top.ignores)).toEqual([false, false, false]);
});

it('lets a later line take back what an earlier one leaves out', () => {
  const top = ignoringNothing.within('', '*.yaml\n!keep.yaml\n');
  expect(['a.yaml', 'keep.yaml', 'b/keep.yaml'].map(top.ignores)).toEqual([true, false, false]);
});

it('lets the file of a folder below decide for what lies in it, both ways', () => {
  const both = ignoringNothing.within('', '*.local.yaml\n').within('a/', '!my.local.yaml\nother.yaml\n');
  expect(['my.local.yaml', 'a/my.local.yaml', 'a/b/my.local.yaml'].map(both.ignores)).toEqual([true, false, false]);
  expect(['other.yaml', 'a/other.yaml', 'ab/other.yaml'].map(both.ignores)).toEqual([false, true, false]);
});

it('takes any text for an ignore file', () => {
  for (const text of ['', '\0', '[', '!!', '\\', 'a', '((('])
    expect(ignoringNothing.within('', text).ignores('b.yaml')).toBe(false);
});
