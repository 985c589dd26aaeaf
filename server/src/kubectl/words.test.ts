import { expect, test } from 'vitest';
import { splitWords } from './words.ts';

test.each([
  ['get pods -n  a', ['get', 'pods', '-n', 'a']],
  [`patch deploy web -p '{"spec": {"replicas": 2}}'`, ['patch', 'deploy', 'web', '-p', '{"spec": {"replicas": 2}}']],
  [String.raw`label po a "b=c \"d\"" e\ f`, ['label', 'po', 'a', 'b=c "d"', 'e f']],
  ['get po # all of them', ['get', 'po']],
  [`run a --env='' b#c`, ['run', 'a', '--env=', 'b#c']],
  ['a \\\n b', ['a', 'b']],
])('%s', (line, words) => {
  expect(splitWords(line)).toEqual({ ok: true, value: words });
});

test('a quote without its partner is an error in the words of a shell', () => {
  expect(splitWords(`get 'po`)).toEqual({ ok: false, error: "unexpected EOF while looking for matching `''" });
});
