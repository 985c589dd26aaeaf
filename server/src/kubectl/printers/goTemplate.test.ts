import { expect, test } from 'vitest';
import { printGoTemplate } from './goTemplate.ts';

const list = {
  items: [{ metadata: { name: 'a', labels: { 'a/b': 'x' } } }, { metadata: { name: 'b' }, spec: { replicas: 2 } }],
  none: [],
};

function check(template: string): string {
  const printed = printGoTemplate(template, list);
  return printed.ok ? printed.value : `error: ${printed.error}`;
}

test.each([
  ['{{range .items}}{{.metadata.name}}{{"\\n"}}{{end}}', 'a\nb\n'],
  ['{{range .items}}{{if .spec}}{{.spec.replicas}}{{else}}-{{end}} {{end}}', '- 2 '],
  ['{{range .none}}x{{else}}nothing{{end}}', 'nothing'],
  ['{{upper .items}}', 'error: function "upper" not defined'],
  ['{{len .items}} {{index .items 1 "metadata" "name"}}', '2 b'],
  ['a {{- " b " -}} c', 'a b c'],
  ['{{.nope}}', '<no value>'],
  ['{{range .items}}', 'error: error parsing template {{range .items}}, template: output:1: unexpected EOF'],
])('%s', (template, expected) => {
  expect(check(template)).toBe(expected);
});
