import { expect, test } from 'vitest';
import { aligned } from './page.ts';

test('a column lasts as long as lines have a cell in it, as in text/tabwriter', () => {
  const lines = [
    'Name:\tweb',
    'Labels:\tapp=web',
    '\ttier=front',
    'Containers:',
    '  c:',
    '    Image:\tnginx',
    '    Host Port:\t<none>',
  ];
  expect(aligned(lines)).toBe(
    [
      'Name:    web',
      'Labels:  app=web',
      '         tier=front',
      'Containers:',
      '  c:',
      '    Image:      nginx',
      '    Host Port:  <none>',
    ].join('\n'),
  );
});
