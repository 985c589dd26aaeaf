import { describe, expect, test } from 'vitest';
import { emptyLine, keysOf, type Line, press } from './lineEditor.ts';

const history = ['get nodes', 'get pods'];

/** The line after these keys, the cursor as `|`; or what was asked for. */
function checkKeys(keys: string, text = ''): string {
  let line: Line = { ...emptyLine, text, cursor: text.length };
  for (const key of keysOf(keys)) {
    const typed = press(line, key, history);
    if (typed.kind === 'enter') return `enter ${typed.text}`;
    if (typed.kind !== 'edit') return typed.kind;
    line = typed.line;
  }
  return `${line.text.slice(0, line.cursor)}|${line.text.slice(line.cursor)}`;
}

describe('keys', () => {
  test.each([
    ['get', 'get|'],
    ['get\x1b[D\x1b[Dx', 'gx|et'],
    ['abc\x7f', 'ab|'],
    ['abc\x01\x1b[3~', '|bc'],
    ['get pods\x17', 'get |'],
    ['get pods\x15x', 'x|'],
    ['get pods\x01\x1bf\x0b', 'get|'],
    ['\x1b[A', 'get pods|'],
    ['\x1b[A\x1b[A\x1b[A', 'get nodes|'],
    ['\x1b[A\x1b[B', '|'],
    ['파드\x7f', '파|'],
    ['get\r', 'enter get'],
    ['\x03', 'interrupt'],
    ['\x04', 'end'],
    ['g\t', 'complete'],
    ['\x0c', 'clear'],
    ['\x1b[15~', '|'],
  ])('%j', (keys, line) => {
    expect(checkKeys(keys)).toBe(line);
  });

  test('a paste of several lines is as many', () => {
    expect(keysOf('a\r\nb\n')).toEqual(['a', '\r', 'b', '\r']);
  });
});
