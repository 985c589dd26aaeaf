import { expect, test } from 'vitest';
import { printJsonPath } from './jsonPath.ts';

const list = {
  kind: 'List',
  items: [
    {
      kind: 'None',
      metadata: { name: '127.0.0.1', labels: { 'kubernetes.io/hostname': 'a' } },
      status: { capacity: { cpu: '4' } },
    },
    { kind: 'None', metadata: { name: '127.0.0.2' }, status: { capacity: { cpu: '8' } } },
  ],
  users: [
    { name: 'myself', user: {} },
    { name: 'e2e', user: { username: 'admin', password: 'secret' } },
  ],
};

function check(template: string): string {
  const printed = printJsonPath(template, list);
  return printed.ok ? printed.value : `error: ${printed.error}`;
}

// TestKubernetes, TestTypesInput
test.each<readonly [string, string | RegExp]>([
  ['{.kind}', 'List'],
  ["{['kind']}", 'List'],
  ['{..name}', '127.0.0.1 127.0.0.2 myself e2e'],
  ['{.items[*].metadata.name}', '127.0.0.1 127.0.0.2'],
  ['{.items[-1:].metadata.name}', '127.0.0.2'],
  ['{.items[0].metadata.labels.kubernetes\\.io/hostname}', 'a'],
  ['{.users[?(@.name=="e2e")].user.password}', 'secret'],
  ['{range .items[*]}{.metadata.name}{"\\t"}{.status.capacity.cpu}{"\\n"}{end}', '127.0.0.1\t4\n127.0.0.2\t8\n'],
  ['cpus: {.items[*].status.capacity}', 'cpus: {"cpu":"4"} {"cpu":"8"}'],
  ['{.nothing}', ''],
  ['{.items[0', 'error: error parsing jsonpath {.items[0, unterminated array'],
  ['{.items', 'error: error parsing jsonpath {.items, unclosed action'],
  ["{.items[*]['metadata.name','status.capacity.cpu']}", '127.0.0.1 127.0.0.2 4 8'],
  ["{.items[0].metadata.labels['kubernetes\\.io/hostname']}", 'a'],
  ['{.items[0,1].metadata.name}', '127.0.0.1 127.0.0.2'],
  ['{.items[-1].metadata.name}', '127.0.0.2'],
  ['{.items[0:2:2].metadata.name}', '127.0.0.1'],
  ['{.users[?(@.user.username)].name}', 'e2e'],
  ["{.users[?(@.name!='e2e')].name}", 'myself'],
  ['{range .items[?(@.metadata.name=="none")]}x{end}y', 'y'],
  ['{range .items[*]}{range .status.capacity}{.cpu}{end};{end}', '4;8;'],
  ['{.kind "behind"}', 'behind'],
  ['{end}', /^error: error executing jsonpath "\{end\}": Error executing template: not in range, nothing to end\./],
  ['{.kind[0]}', /: string is not array or slice\./],
  ['{.users[?(@.name==1)]}', /: incompatible types for comparison\./],
  ['{.items[*].nope.x}', ''],
  ['{.items[..]}', 'error: error parsing jsonpath {.items[..]}, invalid array index ..'],
])('%s', (template, expected) => {
  if (typeof expected === 'string') expect(check(template)).toBe(expected);
  else expect(check(template)).toMatch(expected);
});

test('an index behind the end is told with what it was looked for in', () => {
  const printed = printJsonPath('{.a[3].b}', { a: [{ b: 1 }, { b: null }] });
  expect(printed.ok ? '' : printed.error).toBe(
    'error executing jsonpath "{.a[3].b}": Error executing template: array index out of bounds: index 3, length 2. Printing more information for debugging the template:\n' +
      '\ttemplate was:\n\t\t{.a[3].b}\n\tobject given to jsonpath engine was:\n\t\tmap[string]interface {}{"a":[]interface {}{map[string]interface {}{"b":1}, map[string]interface {}{"b":interface {}(nil)}}}\n\n',
  );
});

test('as JSON: one list of what was found', () => {
  expect(printJsonPath('{.items[*].metadata.name}', list, true)).toEqual({
    ok: true,
    value: '[\n    "127.0.0.1",\n    "127.0.0.2"\n]\n',
  });
});
