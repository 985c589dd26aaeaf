import type { MapNode, Node } from '#language/document/node.ts';
import type { Reader } from './reader.ts';
import type { ObjectName, Test } from './scenario.ts';

export const testFields: readonly string[] = [
  'path',
  'equals',
  'notEquals',
  'atLeast',
  'atMost',
  'matches',
  'gone',
  'exists',
  'condition',
  'reason',
];

/** `Deployment/web`, `ReplicaSet/{rs:web@2}`, `Deployment/prod/web`. */
export function parseObjectName(reader: Reader, node: Node): ObjectName | undefined {
  const text = reader.text(node, 'an object');
  if (text === undefined) return undefined;
  const parts = text.split('/');
  const [kind = '', second = '', third] = parts;
  if (kind === '' || second === '' || third === '' || parts.length > 3)
    return reader.say(node, `an object is written as Kind/name, e.g. Deployment/web, not "${text}"`);
  if (third === undefined) return { kind, namespace: undefined, name: second, text };
  return { kind, namespace: second, name: third, text };
}

/** The question that a `wait: {for}` or an expectation asks; undefined where it asks none. */
export function parseTest(reader: Reader, map: MapNode): Test | undefined {
  const condition = reader.text(reader.field(map, 'condition'), 'condition');
  if (condition !== undefined) return conditionTest(condition, reader.text(reader.field(map, 'reason'), 'reason'));
  if (reader.boolean(reader.field(map, 'gone'), 'gone') === true) return { kind: 'gone' };
  const exists = reader.boolean(reader.field(map, 'exists'), 'exists');
  if (exists !== undefined) return { kind: exists ? 'exists' : 'gone' };
  const pathNode = reader.field(map, 'path');
  const path = reader.text(pathNode, 'path');
  if (path === undefined || pathNode === undefined) return undefined;
  for (const is of ['atLeast', 'atMost', 'equals', 'notEquals', 'matches'] as const) {
    const value = reader.field(map, is);
    if (value !== undefined) return { kind: 'path', path, is, value: reader.value(value) };
  }
  return reader.say(pathNode, 'path needs one of atLeast, atMost, equals, notEquals, matches');
}

function conditionTest(text: string, reason: string | undefined): Test {
  const [type = '', status] = text.split('=');
  return { kind: 'condition', type, status: status ?? (reason === undefined ? 'True' : undefined), reason };
}
