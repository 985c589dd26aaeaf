import { expect, test } from 'vitest';
import { fittingSpeed, nextSpeed, playhead } from '../player.ts';
import { commandOf } from './keys.ts';

test.each([
  [' ', false, 'play'],
  ['ArrowRight', false, 'next'],
  ['ArrowLeft', false, 'previous'],
  ['ArrowRight', true, 'forward'],
  ['ArrowLeft', true, 'back'],
  ['+', true, 'zoomIn'],
  ['=', false, 'zoomIn'],
  ['-', false, 'zoomOut'],
  ['0', false, 'fit'],
  ['Home', false, 'start'],
  ['End', false, 'end'],
  ['>', true, 'faster'],
  ['<', true, 'slower'],
  ['Escape', false, 'deselect'],
  ['?', true, 'help'],
  ['J', true, 'back'],
  ['w', false, 'whatIf'],
  ['x', false, undefined],
])('%s (shift %s) → %s', (key, shift, command) => {
  expect(commandOf({ key, shift })).toBe(command);
});

test('keys with Control, Alt or Meta belong to the editor', () => {
  expect(commandOf({ key: 'ArrowRight', modified: true })).toBe(undefined);
});

test('playing moves by real time times speed and stops at the end', () => {
  const playing = { since: 1000, at: 200, speed: 2 };
  expect(playhead(playing, 1100, 10_000)).toEqual({ at: 400, done: false });
  expect(playhead(playing, 900, 10_000)).toEqual({ at: 200, done: false });
  expect(playhead(playing, 99_000, 10_000)).toEqual({ at: 10_000, done: true });
});

test('the speed fits what there is to watch in about ten seconds', () => {
  expect([fittingSpeed(800), fittingSpeed(4200), fittingSpeed(100_000), fittingSpeed(1e9)]).toEqual([
    0.1, 0.5, 10, 300,
  ]);
  expect([nextSpeed(1, 1), nextSpeed(0.1, -1), nextSpeed(300, 1)]).toEqual([2, 0.1, 300]);
});
