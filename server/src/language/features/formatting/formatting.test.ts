import { describe, expect, it } from 'vitest';
import { readFile } from '#language/document/document.ts';
import { toValue } from '#language/document/value.ts';
import { edited } from '../../../../../test/support/edited.ts';
import { workspaceOf } from '../../../../../test/support/workspace.ts';
import { formatting, rangeFormatting } from './formatting.ts';

const options = { tabSize: 2 };

/** The text in order. What it says, and formatting it once more, must not change it. */
function formatted(text: string, tabSize = 2): string {
  const out = edited(text, formatting(workspaceOf(text).snapshot, 'main.yaml', { tabSize }));
  expect(edited(out, formatting(workspaceOf(out).snapshot, 'main.yaml', { tabSize }))).toBe(out);
  expect(valuesOf(out)).toEqual(valuesOf(text));
  return out;
}

function valuesOf(text: string): unknown[] {
  return readFile('main.yaml', text, 0).documents.map(({ tree }) => tree.root && toValue(tree.root));
}

/** The text after the lines between the two `|>` marks were formatted. */
function inRange(marked: string): string {
  const start = marked.indexOf('<<');
  const end = marked.indexOf('>>') - 2;
  const text = marked.replace('<<', '').replace('>>', '');
  return edited(text, rangeFormatting(workspaceOf(text).snapshot, 'main.yaml', [start, end], options));
}

describe('formatting', () => {
  it('indents levels alike, and lists as most of the file does', () => {
    expect(
      formatted(
        'apiVersion: v1\nkind: Pod\nspec:\n    containers:\n    -   name: a\n        image: b\n        args:\n            - x\n            -   - y\n                - z\n    volumes:\n    - name: v\n',
      ),
    ).toMatchInlineSnapshot(`
      "apiVersion: v1
      kind: Pod
      spec:
        containers:
        - name: a
          image: b
          args:
          - x
          - - y
            - z
        volumes:
        - name: v
      "
    `);
    expect(formatted('a:\n- b\nc:\n- d:\n   e: f\ng:\n    - h\n')).toMatchInlineSnapshot(`
      "a:
      - b
      c:
      - d:
          e: f
      g:
      - h
      "
    `);
    expect(formatted('a:\n  b:\n    c: d\n', 4)).toMatchInlineSnapshot(`
      "a:
          b:
              c: d
      "
    `);
  });
  it('keeps comments with what they stand beside', () => {
    expect(
      formatted(
        '# head\na:\n    # of b\n    b:   1   # behind\n    # after b\n\n    c:\n       - 1\n       # no 2\n       # - 2\n  # between\n# tail\nd: 1\n   # odd\n',
      ),
    ).toMatchInlineSnapshot(`
      "# head
      a:
        # of b
        b:   1   # behind
        # after b

        c:
          - 1
          # no 2
          # - 2
      # between
      # tail
      d: 1
      # odd
      "
    `);
  });
  it('moves texts with their keys and leaves their words', () => {
    expect(
      formatted(
        'a:\n    b: |\n          x  \n            y\n\n          z\n    c: >-\n     folded\n     text\n    d: "two\n      lines  "\n    e: plain\n       words\n    f:\n          below\n    g: |2\n        deep\n    h:\n    - |\n     item\n    i: |+\n      kept\n\n\n',
      ),
    ).toMatchInlineSnapshot(`
      "a:
        b: |
          x  
            y

          z
        c: >-
          folded
          text
        d: "two
          lines  "
        e: plain
           words
        f:
          below
        g: |2
            deep
        h:
        - |
          item
        i: |+
          kept


      "
    `);
  });
  it('leaves what stands in brackets as it is written, and takes away spaces at the ends of lines', () => {
    expect(formatted('a:\n    b: {c: 1,  d: [2,3]}  \n    e: [\n      1,   \n      2\n    ]\n')).toMatchInlineSnapshot(`
      "a:
        b: {c: 1,  d: [2,3]}
        e: [
          1,
          2
        ]
      "
    `);
    expect(formatted('{a: 1,\n   b: 2}  \n')).toMatchInlineSnapshot(`
      "{a: 1,
         b: 2}
      "
    `);
  });
  it('ends the file with one line end, in the kind that the file has', () => {
    expect(formatted('a: 1')).toBe('a: 1\n');
    expect(formatted('a: 1  \r\n\r\n  \r\n')).toBe('a: 1\r\n');
    expect(formatted('a: |\n  x\n\n\n')).toBe('a: |\n  x\n');
    expect(formatted('a: |+\n  x\n\n\n')).toBe('a: |+\n  x\n\n\n');
    expect(formatted('')).toBe('');
  });
  it('formats the second document, and leaves the broken one beside it', () => {
    expect(formatted('a: [\n   x:   \n---\nb:\n    c: 1   \n')).toBe('a: [\n   x:   \n---\nb:\n  c: 1\n');
    expect(formatted('a: 1   \n---   \nb: 2   \n   \n---\nc: |  \n  x  \n')).toBe(
      'a: 1\n---\nb: 2\n\n---\nc: |\n  x  \n',
    );
    expect(formatted('a:\n    b: 1\n---\nc: [   \n')).toBe('a:\n  b: 1\n---\nc: [   \n');
  });
  it('leaves templates, tabs and keys over several lines alone', () => {
    expect(formatted('a:\n    b: {{ .Values.x }}   \n')).toBe('a:\n    b: {{ .Values.x }}   \n');
    expect(formatted('? a\n: b  \nc:\n    d: 1\n')).toContain('    d: 1');
  });
  it('keeps anchors, tags and merges', () => {
    expect(
      formatted('a: &x\n    b: 1\nc:\n    <<: *x\n    d: !!str 1\n    e:\n      - &y\n        f: 1\n      - *y\n'),
    ).toMatchInlineSnapshot(`
      "a: &x
        b: 1
      c:
        <<: *x
        d: !!str 1
        e:
          - &y
            f: 1
          - *y
      "
    `);
  });
});

describe('formatting of a range', () => {
  it('changes its lines only', () => {
    expect(inRange('a:\n  b: 1   \n<<c: 1   \nd: 2   \n>>e: 3   \n')).toBe('a:\n  b: 1   \nc: 1\nd: 2\ne: 3   \n');
  });
  it('changes the whole document where some lines alone would change what it says', () => {
    expect(inRange('a:\n    b: 1\n<<    c: 2\n>>---\nd:\n    e: 1\n')).toBe('a:\n  b: 1\n  c: 2\n---\nd:\n    e: 1\n');
  });
  it('changes nothing in a broken document', () => {
    expect(inRange('<<a: [   \n>>')).toBe('a: [   \n');
  });
});
