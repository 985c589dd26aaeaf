import { expect, it } from 'vitest';
import { cursorOf, workspaceOf } from '../../../../test/support/workspace.ts';
import { secretValue } from './secretValue.ts';

/** What the key at `$0` stands for. */
function checkValue(data: string): string | null | undefined {
  const { text, offset } = cursorOf(`a: 1\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: s}\n${data}\n`);
  return secretValue(workspaceOf(text).snapshot, 'main.yaml', offset)?.text;
}

it.each([
  ['data: {password: aHVudGVy$0Mg==}', 'hunter2'],
  ['data:\n  pass$0word: aHVudGVyMg==', 'hunter2'],
  ['data:\n  password: "aHVu$0dGVyMg=="', 'hunter2'],
  ['data:\n  greeting: 7JWI64W$0V', '안녕'],
  ['data:\n  key: |\n    aHVu\n    dGVy$0Mg==', 'hunter2'],
  ['stringData: {password: hun$0ter2}', 'hunter2'],
  ['data: {bytes: /$0/8=}', null],
  ['data: {password: hun$0ter2}', undefined],
  ['data: {password: $0}', undefined],
  ['type: Opa$0que', undefined],
  ['data: {password: [aHVu$0dGVyMg==]}', undefined],
])('%s', (data, text) => {
  expect(checkValue(data)).toBe(text);
});

it('tells nothing of other objects', () => {
  const { text, offset } = cursorOf('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: s}\ndata: {a: aHVu$0}\n');
  expect(secretValue(workspaceOf(text).snapshot, 'main.yaml', offset)).toBeUndefined();
});
