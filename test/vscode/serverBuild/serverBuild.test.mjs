import { expect, test } from 'vitest';
import { findChromium } from './chromium.mjs';
import { readArguments } from './readArguments.mjs';

test('the Chromium that is named, else the first on the path', () => {
  expect(findChromium({ CHROMIUM: '/opt/c', PATH: '/a' }, () => true)).toBe('/opt/c');
  expect(findChromium({ PATH: '/a:/b' }, (file) => file === '/b/google-chrome')).toBe('/b/google-chrome');
  expect(findChromium({}, (file) => file === '/usr/bin/chromium')).toBe('/usr/bin/chromium');
});

test('a machine without one is told the command that installs it', () => {
  expect(() => findChromium({ PATH: '/a' }, () => false)).toThrow('sudo apt-get install -y chromium');
});

test("VS Code's command line", () => {
  expect(readArguments(['--a=1', '--a=x=y', '/w', '--b'])).toEqual({
    options: { a: ['1', 'x=y'], b: ['true'] },
    rest: ['/w'],
  });
});
