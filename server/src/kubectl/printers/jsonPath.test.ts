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
test.each([
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
  ['{.items[0', 'error: error parsing jsonpath {.items[0, unclosed action'],
])('%s', (template, expected) => {
  expect(check(template)).toBe(expected);
});
