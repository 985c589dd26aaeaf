import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentAt, offsetIn, positionIn, readFile } from './document.ts';
import { nodeAtField, rangeOfField } from './pointer.ts';
import { bodiesOf, objectOf, resourcesOf } from './resource.ts';

const one = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata:\n  a: "1"\n`;

describe('documents of a file', () => {
  it('are cut at --- lines, also inside blocks of text, but not at ---x or indented ones', () => {
    const file = readFile('a', `a: |\n  ---x\n   ---\n---\nb: 1\n--- # c\nc: 1\n---\n`, 1);
    expect(file.documents.map((document) => document.tree.text)).toEqual([
      'a: |\n  ---x\n   ---\n',
      '---\nb: 1\n',
      '--- # c\nc: 1\n',
      '---\n',
    ]);
  });

  it('begin with the first line, whether it is --- or not, and keep directives', () => {
    expect(readFile('a', '---\na: 1\n', 1).documents).toHaveLength(1);
    expect(readFile('a', '%YAML 1.1\n---\na: 1\n', 1).documents).toHaveLength(1);
    expect(readFile('a', '', 1).documents).toHaveLength(1);
  });

  it('keep their trees when another one changes', () => {
    const before = readFile('a', [one('a'), one('b'), one('c')].join('---\n'), 1);
    const after = readFile('a', [one('a'), one('bb'), one('c')].join('---\n'), 2, before);
    expect(after.documents[0]).toBe(before.documents[0]);
    expect(after.documents[1]?.tree).not.toBe(before.documents[1]?.tree);
    expect(after.documents[2]?.tree).toBe(before.documents[2]?.tree);
    expect(after.documents[2]?.start).toBe((before.documents[2]?.start ?? 0) + 1);
  });

  it('read the same with and without the file before', () => {
    const line = fc.constantFrom(
      'a: 1',
      'b: [1',
      '---',
      '...',
      'c: |',
      '  text',
      '- x',
      '# c',
      '',
      '--- x',
      '\t',
      '{{ .Values.a }}',
      '"',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.array(line, { maxLength: 12 }), (first, second) => {
        const before = readFile('a', first.join('\n'), 1);
        const text = second.join('\n');
        const shape = (file: ReturnType<typeof readFile>): unknown =>
          file.documents.map((document) => [document.start, document.end, document.line, document.tree]);
        expect(shape(readFile('a', text, 2, before))).toEqual(shape(readFile('a', text, 2)));
      }),
      { numRuns: 300 },
    );
  });

  it('translate offsets to places and back, with any line end', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a: 1', '---', 'é', '\n', '\r\n', '\n'), { maxLength: 20 }),
        fc.nat(60),
        (parts, at) => {
          const text = parts.join('');
          const offset = Math.min(at, text.length);
          const file = readFile('a', text, 1);
          const place = positionIn(file, offset);
          expect(place).toEqual({
            line: text.slice(0, offset).split('\n').length - 1,
            character: text.slice(0, offset).length - text.slice(0, offset).lastIndexOf('\n') - 1,
          });
          expect(offsetIn(file, place)).toBe(offset);
          const document = documentAt(file, offset);
          expect(offset >= document.start && offset <= document.end).toBe(true);
        },
      ),
    );
  });
});

describe('a document', () => {
  const treeOf = (text: string): ReturnType<typeof readFile>['documents'][0]['tree'] =>
    readFile('a', text, 1).documents[0].tree;
  const jsonOf = (text: string): unknown => {
    const [body] = bodiesOf(treeOf(`apiVersion: v1\nkind: X\n${text}`));
    return body === undefined ? undefined : objectOf(body);
  };

  it('reads keys, merges, anchors and nulls as JSON', () => {
    expect(jsonOf('on: 1\n3: [~, "yes", yes]\n__proto__: {a: 1}')).toMatchObject({ true: 1, 3: [null, 'yes', true] });
    expect(jsonOf('base: &b {x: 1, z: 1}\nmine: {<<: *b, z: 2}\nalso: *b')).toMatchObject({
      mine: { x: 1, z: 2 },
      also: { x: 1, z: 1 },
    });
  });

  it('does not mind how lines within brackets and quotes are indented, as go-yaml does not', () => {
    expect(jsonOf('a: [\n1, # one\n2\n]\nb: {\nc: 1\n}\nd: "x\ny"\ne:\n  f: [\n\t1\n ]\n')).toMatchObject({
      a: [1, 2],
      b: { c: 1 },
      d: 'x y',
      e: { f: [1] },
    });
    expect(treeOf('a: [b\nc: d\n').broken).toBe(true);
    expect(treeOf('a: "x\nb: 1\n').broken).toBe(true);
  });

  it.each([
    'a: %x',
    'a: {b: c}d',
    'a: "b" c',
    'a: - b',
    'a: [,]',
    'a: b: c',
    'a: `x`',
    'a: @x',
    '- a\nb: c',
    'a: 1\n\tb: 2',
    'a: "\\d"',
    'a: |\n\tx',
    'a: [a]]',
    'a: *x',
    '--- a: 1',
  ])('refuses %j, as go-yaml does', (text) => {
    expect(treeOf(text).broken || treeOf(text).template).toBe(true);
  });

  it('answers hostile YAML within bounds', () => {
    const bomb = `a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n${Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(',')}]`).join('\n')}`;
    expect(JSON.stringify(jsonOf(bomb)).length).toBeLessThan(10_000_000);
    expect(treeOf(`a: ${'['.repeat(100_000)}`).problems).toHaveLength(1);
    expect(treeOf('a: &x [*x]').problems.map((problem) => problem.rule)).toEqual(['syntax']);
    expect(treeOf('a: *nowhere').problems[0]?.message).toContain('nowhere');
    expect(treeOf('a\0b: \u0007').text).toBe('a\0b: \u0007');
  });

  it('never throws, and its ranges lie within the text and nest', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            'a',
            ':',
            ' ',
            '-',
            '\n',
            '[',
            ']',
            '{',
            '}',
            '"',
            "'",
            '|',
            '>',
            '&x',
            '*x',
            '#',
            '\t',
            '!!str',
            '%',
            ',',
            '?',
            '...',
          ),
          { maxLength: 40 },
        ),
        (parts) => {
          const text = parts.join('');
          for (const document of readFile('a', text, 1).documents) {
            const { tree } = document;
            for (const problem of tree.problems)
              expect(
                problem.range[0] >= 0 &&
                  problem.range[0] <= problem.range[1] &&
                  problem.range[1] <= tree.text.length + 1,
              ).toBe(true);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('finds the objects of a List, and leaves other YAML alone', () => {
    const list = readFile(
      'a',
      `apiVersion: v1\nkind: List\nitems:\n- ${one('x').trim().replaceAll('\n', '\n  ')}\n`,
      1,
    );
    expect(resourcesOf(list).map((resource) => [resource.body.prefix, resource.body.name])).toEqual([
      ['items[0].', 'x'],
    ]);
    expect(resourcesOf(readFile('a', 'name: CI\non: push\njobs: {}\n', 1))).toEqual([]);
  });

  it("finds places by the API server's paths", () => {
    const root = treeOf('spec:\n  containers:\n  - name: a\n    image:\n  labels: {a/b.c: x}\n').root;
    if (root === null) throw new Error('no root');
    const at = (field: string): string =>
      treeOf('spec:\n  containers:\n  - name: a\n    image:\n  labels: {a/b.c: x}\n').text.slice(
        ...rangeOfField(root, field),
      );
    expect(at('spec.containers[0].name')).toBe('a');
    expect(at('spec.containers[0].image')).toBe('image');
    expect(at('spec.containers[0].ports[0].name')).toBe('name');
    expect(at('spec.labels[a/b.c]')).toBe('x');
    expect(at('spec.replicas')).toBe('spec');
    expect(nodeAtField(root, 'spec.containers[1]')).toBeUndefined();
  });
});
