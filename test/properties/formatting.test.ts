import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFile } from '#language/document/document.ts';
import { toValue } from '#language/document/value.ts';
import { formatting, rangeFormatting } from '#language/languageService.ts';
import { edited } from '../support/edited.ts';
import { workspaceOf } from '../support/workspace.ts';

/** A value, and how careless a hand writes it: every level by its own taste. */
type Sketch =
  | { readonly kind: 'words'; readonly lines: readonly string[] }
  | { readonly kind: 'map' | 'list'; readonly style: Style; readonly parts: readonly Sketch[] };

interface Style {
  /** Columns of this level below the one above. */
  readonly deeper: number;
  readonly gap: number;
  readonly comment: string;
  readonly trailing: string;
  readonly flow: boolean;
}

const style: fc.Arbitrary<Style> = fc.record({
  deeper: fc.integer({ min: 0, max: 5 }),
  gap: fc.integer({ min: 1, max: 3 }),
  comment: fc.constantFrom('', '', '# a', '  # b', '       # c', '#'),
  trailing: fc.constantFrom('', '', ' ', '   ', ' # behind', '  # behind  '),
  flow: fc.boolean(),
});
const words = fc
  .constantFrom(
    ['1'],
    ['a b'],
    ['"x  y"'],
    ["'#no'"],
    ['&p q'],
    ['|', 'one', '  two', '', 'three'],
    ['>-', 'f', 'g'],
    ['"two', 'lines"'],
    ['plain', 'words'],
    ['|+', 'kept', '', ''],
    ['{ a: 1,', 'b: [2 ]', '}'],
    [''],
  )
  .map((lines): Sketch => ({ kind: 'words', lines }));
const { sketch } = fc.letrec<{ sketch: Sketch }>((tie) => ({
  sketch: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    words,
    fc.record({
      kind: fc.constantFrom('map' as const, 'list' as const),
      style,
      parts: fc.array(tie('sketch'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}));

/** The lines of a sketch whose level begins in `column`; the first one without its indentation. */
function written(value: Sketch, column: number): string[] {
  const pad = ' '.repeat(column);
  if (value.kind === 'words') return value.lines.map((line, index) => (index === 0 || line === '' ? line : pad + line));
  return value.parts.flatMap((part, index) => {
    const { deeper, gap, comment, trailing } = value.style;
    const above = index > 0 && comment !== '' ? [comment] : [];
    const head = value.kind === 'map' ? `k${index}:` : '-';
    const inner = below(value, part, column, deeper, gap);
    const lines =
      part.kind === 'words' && part.lines.length > 1 ? inner : inner.map((line) => line + ending(line, trailing));
    const first = index === 0 ? '' : pad;
    return [...above, `${first}${head}${lines[0] ?? ''}`, ...lines.slice(1)];
  });
}

function ending(line: string, trailing: string): string {
  return /[#|>]|^$/.test(line) ? '' : trailing;
}

function below(owner: Sketch, part: Sketch, column: number, deeper: number, gap: number): string[] {
  if (part.kind === 'words') {
    const [first = '', ...rest] = written(part, column + 1 + deeper);
    return [first === '' ? '' : `${' '.repeat(gap)}${first}`, ...rest];
  }
  if (owner.kind === 'list') {
    const [first = '', ...rest] = written(part, column + 1 + gap);
    return [`${' '.repeat(gap)}${first}`, ...rest];
  }
  const at = column + (part.kind === 'list' ? deeper : deeper + 1);
  const [first = '', ...rest] = written(part, at);
  return ['', ' '.repeat(at) + first, ...rest];
}

const values = (text: string): unknown[] =>
  readFile('main.yaml', text, 0).documents.map(({ tree }) =>
    tree.broken ? 'broken' : tree.root && toValue(tree.root),
  );
const formatted = (text: string): string =>
  edited(text, formatting(workspaceOf(text).snapshot, 'main.yaml', { tabSize: 2 }));
const textOf = (sketches: readonly Sketch[]): string =>
  `# top\n${sketches.map((one) => `${written(one, 0).join('\n')}\n`).join('---\n')}`;

test('what is generated is mostly good YAML of several levels', () => {
  const texts = fc.sample(sketch, { numRuns: 300, seed: 1 }).map((one) => textOf([one]));
  const good = texts.filter((text) => !values(text).includes('broken'));
  expect(good.length).toBeGreaterThan(200);
  expect(good.filter((text) => formatted(text) !== text).length).toBeGreaterThan(100);
});

test('formatting keeps every value and every word, and has nothing to do the second time', () => {
  fc.assert(
    fc.property(fc.array(sketch, { minLength: 1, maxLength: 3 }), (sketches) => {
      const text = textOf(sketches);
      const once = formatted(text);
      expect(values(once)).toEqual(values(text));
      expect(once.replace(/\s+/g, '')).toBe(text.replace(/\s+/g, ''));
      expect(formatted(once)).toBe(once);
    }),
    { numRuns: 400 },
  );
});

test('formatting a range keeps every value', () => {
  fc.assert(
    fc.property(fc.array(sketch, { minLength: 1, maxLength: 2 }), fc.nat(), fc.nat(), (sketches, a, b) => {
      const text = textOf(sketches);
      const [from, to] = [a % (text.length + 1), b % (text.length + 1)].toSorted((x, y) => x - y);
      const edits = rangeFormatting(workspaceOf(text).snapshot, 'main.yaml', [from ?? 0, to ?? 0], { tabSize: 2 });
      expect(values(edited(text, edits))).toEqual(values(text));
    }),
    { numRuns: 200 },
  );
});
