import { expect, test } from 'vitest';
import { printGoTemplate } from './goTemplate.ts';

const list = {
  items: [{ metadata: { name: 'a', labels: { 'a/b': 'x' } } }, { metadata: { name: 'b' }, spec: { replicas: 2 } }],
  none: [],
  data: { word: 'aGVsbG8=' },
  big: 1500000,
};

function check(template: string): string {
  const printed = printGoTemplate(template, list);
  return printed.ok ? printed.value : `error: ${printed.error}`;
}

test.each([
  ['{{range .items}}{{.metadata.name}}{{"\\n"}}{{end}}', 'a\nb\n'],
  ['{{range .items}}{{if .spec}}{{.spec.replicas}}{{else}}-{{end}} {{end}}', '- 2 '],
  ['{{range .none}}x{{else}}nothing{{end}}', 'nothing'],
  [
    '{{upper .items}}',
    'error: error parsing template {{upper .items}}, template: output:1: function "upper" not defined',
  ],
  ['{{len .items}} {{index .items 1 "metadata" "name"}}', '2 b'],
  ['a {{- " b " -}} c', 'a b c'],
  ['{{.nope}}', '<no value>'],
  ['{{range $i, $it := .items}}{{$i}}={{$it.metadata.name}};{{end}}', '0=a;1=b;'],
  ['{{range $it := .items}}{{$it.metadata.name}}{{end}}', 'ab'],
  ['{{range $k, $v := .data}}{{$k}}={{$v | base64decode}}{{end}}', 'word=hello'],
  ['{{range .items}}{{if eq .metadata.name "b"}}B{{else if .metadata.labels}}L{{end}}{{end}}', 'LB'],
  ['{{with index .items 1}}{{.metadata.name | printf "%-3s|"}}{{end}}', 'b  |'],
  ['{{with .nope}}x{{else}}y{{end}}', 'y'],
  ['{{$n := ""}}{{range .items}}{{$n = .metadata.name}}{{end}}{{$n}}', 'b'],
  ['{{range .items}}{{.metadata.name}}{{break}}{{end}}', 'a'],
  ['{{(index .items 1).spec.replicas}} {{.big}}', '2 1.5e+06'],
  ['{{printf "%s is %v, %d" "x" 3 4.5}}', 'x is 3, %!d(float64=4.5)'],
  ['{{and .data .none}}|{{or .none "z"}}|{{not .none}}', '[]|z|true'],
  [
    '{{.data}} {{.items}}',
    'map[word:aGVsbG8=] [map[metadata:map[labels:map[a/b:x] name:a]] map[metadata:map[name:b] spec:map[replicas:2]]]',
  ],
  ['{{"}}"}}{{/* nothing */}}', '}}'],
  [
    '{{eq .big 3}}',
    'error: error executing template "{{eq .big 3}}": template: output:1: executing "output": error calling eq: incompatible types for comparison',
  ],
  ['{{if .x}}', 'error: error parsing template {{if .x}}, template: output:1: unexpected EOF'],
  ['{{.x', 'error: error parsing template {{.x, template: output:1: unclosed action'],
  ['{{range .items}}', 'error: error parsing template {{range .items}}, template: output:1: unexpected EOF'],
])('%s', (template, expected) => {
  expect(check(template)).toBe(expected);
});
