import { describe, expect, it } from 'vitest';
import type { Json } from '../document/value.ts';
import { evaluateRules } from './celRules.ts';
import type { Structural } from './structural.ts';

const spec = (properties: Structural, rules: readonly Structural[]): Structural => ({
  type: 'object',
  properties: { spec: { type: 'object', properties, 'x-kubernetes-validations': rules as unknown as Json } },
});

/** What rules at `spec` refuse: `field reason message`; a line `unknown: RULE` for what cannot be told. */
function checkRules(schema: Structural, now: Json, old?: Json): string[] {
  const answer = evaluateRules(schema, { spec: now }, old === undefined ? undefined : { spec: old });
  return [
    ...answer.causes.map(({ field, reason, message }) => `${field} ${reason} ${message}`),
    ...[...answer.unknown].map((rule) => `unknown: ${rule}`),
  ];
}

const integer: Structural = { type: 'integer' };
const text: Structural = { type: 'string' };

describe('rules in CEL', () => {
  it('refuse with their message, or with themselves', () => {
    const sizes = spec({ min: integer, max: integer }, [
      { rule: 'self.min <= self.max', message: ' min must not be above max ' },
      { rule: 'self.max < 100' },
    ]);
    expect(checkRules(sizes, { min: 1, max: 3 })).toEqual([]);
    expect(checkRules(sizes, { min: 101, max: 100 })).toEqual([
      'spec FieldValueInvalid Invalid value: "object": min must not be above max',
      'spec FieldValueInvalid Invalid value: "object": failed rule: self.max < 100',
    ]);
  });

  it('name field and reason where they say so', () => {
    const rules = spec({ name: text, 'a-b': text }, [
      { rule: "self.name != ''", fieldPath: '.name', reason: 'FieldValueRequired', message: 'needed' },
      { rule: "self.a__dash__b != 'x'", fieldPath: "['a-b']", reason: 'FieldValueForbidden', message: 'not x' },
    ]);
    expect(checkRules(rules, { name: '', 'a-b': 'x' })).toEqual([
      'spec.name FieldValueRequired Required value: needed',
      'spec.a-b FieldValueForbidden Forbidden: not x',
    ]);
  });

  it('make their message of the object', () => {
    const rules = spec({ size: integer }, [
      { rule: 'self.size < 3', message: 'too big', messageExpression: "'size is ' + string(self.size)" },
      { rule: 'self.size < 4', message: 'too big', messageExpression: 'noSuchFunction(self)' },
    ]);
    expect(checkRules(rules, { size: 5 })).toEqual([
      'spec FieldValueInvalid Invalid value: "object": size is 5',
      'spec FieldValueInvalid Invalid value: "object": too big',
    ]);
  });

  it('say what an absent field does to them', () => {
    expect(checkRules(spec({ a: integer }, [{ rule: 'self.a > 0' }]), {})).toEqual([
      'spec FieldValueInvalid Invalid value: "object": no such key: a evaluating rule: self.a > 0',
    ]);
    expect(checkRules(spec({ a: integer }, [{ rule: '!has(self.a) || self.a > 0' }]), {})).toEqual([]);
  });

  it('stand at every item and value', () => {
    const port: Structural = {
      type: 'integer',
      'x-kubernetes-validations': [{ rule: 'self > 0', message: 'positive' }],
    };
    const lists = spec(
      { ports: { type: 'array', items: port }, byName: { type: 'object', additionalProperties: port } },
      [],
    );
    expect(checkRules(lists, { ports: [1, 0], byName: { a: -1 } })).toEqual([
      'spec.ports[1] FieldValueInvalid Invalid value: "integer": positive',
      'spec.byName.a FieldValueInvalid Invalid value: "integer": positive',
    ]);
  });

  it('read quantities, times, lists and formats', () => {
    const rules = spec(
      { cpu: text, until: { type: 'string', format: 'date-time' }, tags: { type: 'array', items: text } },
      [
        { rule: "quantity(self.cpu).isLessThan(quantity('2'))" },
        { rule: "self.until > timestamp('2024-01-01T00:00:00Z')" },
        { rule: 'self.tags.all(tag, tag.size() < 4 && self.tags.exists_one(other, other == tag))' },
      ],
    );
    expect(checkRules(rules, { cpu: '500m', until: '2025-01-01T00:00:00Z', tags: ['a', 'b'] })).toEqual([]);
    expect(checkRules(rules, { cpu: '2500m', until: '2023-01-01T00:00:00Z', tags: ['a', 'a'] })).toHaveLength(3);
  });

  it('of a transition are asked only where there is a before, item by item in lists of type map', () => {
    const item: Structural = {
      type: 'object',
      properties: { name: text, size: integer },
      'x-kubernetes-validations': [{ rule: 'self.size >= oldSelf.size', message: 'may not shrink' }],
    };
    const list = spec(
      {
        disks: { type: 'array', items: item, 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'] },
      },
      [],
    );
    const now = {
      disks: [
        { name: 'new', size: 1 },
        { name: 'data', size: 1 },
      ],
    };
    expect(checkRules(list, now)).toEqual([]);
    expect(checkRules(list, now, { disks: [{ name: 'data', size: 2 }] })).toEqual([
      'spec.disks[1] FieldValueInvalid Invalid value: "object": may not shrink',
    ]);
  });

  it('of a transition may take what was before as optional', () => {
    const rules = spec({ mode: text }, [
      {
        rule: "oldSelf.hasValue() ? self.mode == oldSelf.value().mode : self.mode == 'A'",
        optionalOldSelf: true,
        message: 'fixed',
      },
    ]);
    expect(checkRules(rules, { mode: 'A' })).toEqual([]);
    expect(checkRules(rules, { mode: 'B' })).toEqual(['spec FieldValueInvalid Invalid value: "object": fixed']);
    expect(checkRules(rules, { mode: 'B' }, { mode: 'B' })).toEqual([]);
    expect(checkRules(rules, { mode: 'B' }, { mode: 'A' })).toHaveLength(1);
  });

  it('that the library does not know are named, not guessed', () => {
    expect(checkRules(spec({ a: text }, [{ rule: 'url(self.a).getHost() == "x"' }]), { a: 'x' })).toEqual([
      'unknown: url(self.a).getHost() == "x"',
    ]);
  });

  it('that would take too long are not evaluated', () => {
    const many = { list: Array.from({ length: 2000 }, (_, index) => index) };
    const rule = 'self.list.all(a, self.list.all(b, self.list.all(c, a + b + c >= 0)))';
    expect(checkRules(spec({ list: { type: 'array', items: integer } }, [{ rule }]), many)).toEqual([
      `unknown: ${rule}`,
    ]);
  });
});
