import { describe, expect, it } from 'vitest';
import { diagnose, fixed } from '../../../../test/support/checkDiagnostics.ts';

describe('several syntax errors of a document', () => {
  it('are all named, each on its own characters, as far as the ones before can be repaired', () => {
    expect(
      diagnose(`spec:
  containers:
  - name:web
  image: web:1
    env:
    - name: A
    value: one
    - name: B
    value: two
    - name: C
    value: "3"
`),
    ).toBe(`3:   - name:web
       ^^^^^^^^ error syntax: A key needs ":" and a space behind it.
4:   image: web:1
     ^^^^^^^^^^^^^^^^^^^^^ error syntax: This line stands in the column of the dash above: it is no field of that item. Indent it by 2.
7:     value: one
       ^^^^^^^^^^ error syntax: A list follows here, but the key already has a value: "value: one".
9:     value: two
       ^^^^^^^^^^ error syntax: A list follows here, but the key already has a value: "value: two".
`);
  });

  it('end with the first that has no repair', () => {
    expect(diagnose('a: [1\nb: x: y\n').match(/error syntax/g)).toHaveLength(1);
  });

  it('stand where they were written, behind repairs that change the length', () => {
    expect(diagnose('a: one: two\nb: three: four\n')).toBe(`1: a: one: two
      ^^^^^^^^ error syntax: A second ": " in one value: YAML reads "one: two" as a nested map. Remove the space or put the value in quotes.
2: b: three: four
      ^^^^^^^^^^^ error syntax: A second ": " in one value: YAML reads "three: four" as a nested map. Remove the space or put the value in quotes.
`);
  });
});

it('a value before its list becomes the name of the item', () => {
  expect(fixed('spec:\n  containers:\n  - env: web\n    - name: A\n      value: "1"\n', 'syntax')).toBe(
    'spec:\n  containers:\n  - name: web\n    env:\n    - name: A\n      value: "1"\n',
  );
});
