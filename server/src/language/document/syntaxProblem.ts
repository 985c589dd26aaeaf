import { t } from '@vscode/l10n';
import type { Fix, Problem } from '../validation/problem.ts';
import { columnOf } from './insert.ts';
import { lineStartAt } from './lines.ts';

/** What an error of the parser means to a person, on the characters that cause it. Relative to the document. */
export function syntaxProblem(text: string, code: string, message: string, start: number, end: number): Problem {
  const told = explain(text, code, message, start);
  const from = told.start ?? start;
  const to = told.end ?? Math.min(Math.max(end, from + 1), lineEnd(text, from));
  return {
    rule: 'syntax',
    source: 'syntax',
    severity: 'error',
    message: told.message,
    range: [from, Math.max(to, from)],
    fixes: told.fixes ?? [],
  };
}

interface Told {
  readonly message: string;
  readonly start?: number;
  readonly end?: number;
  readonly fixes?: readonly Fix[];
}

function explain(text: string, code: string, message: string, start: number): Told {
  if (message.startsWith('A block sequence')) return listAfterValue(text, start);
  if (code === 'TAB_AS_INDENT') return tab(text, start);
  if (/^\s*\.\.\.\s*(#.*)?$/.test(lineOf(text, start))) return elision(text, start);
  if (code === 'BLOCK_AS_IMPLICIT_KEY' || code === 'MULTILINE_IMPLICIT_KEY') return nested(text, start);
  if (message.startsWith('Missing closing'))
    return { message: t('This string has no closing quote.'), ...unclosed(text, start) };
  if (code === 'BAD_INDENT' || code === 'UNEXPECTED_TOKEN') return indentation(text, message, start);
  if (message === 'Implicit map keys need to be followed by map values') return noColon(text, start);
  if (code === 'BAD_SCALAR_START') return { message: t('A value cannot begin with this character: put it in quotes.') };
  return { message: t('This is not YAML: {0}.', message.replace(/\.$/, '')) };
}

function tab(text: string, start: number): Told {
  const from = lineStartAt(text, start);
  const indent = /^[ \t]*/.exec(text.slice(from))?.[0] ?? '';
  const spaces = indent.replaceAll('\t', '  ');
  return {
    message: t('A tab cannot indent a line in YAML: use spaces.'),
    start: from,
    end: from + indent.length,
    fixes: [{ title: t('Replace tabs by spaces'), edits: [{ start: from, end: from + indent.length, text: spaces }] }],
  };
}

function elision(text: string, start: number): Told {
  const from = lineStartAt(text, start);
  const to = Math.min(text.length, lineEnd(text, from) + 1);
  const at = from + lineOf(text, start).indexOf('...');
  return {
    message: t(
      '"..." stands for something left out; YAML reads it as content. Complete the manifest or delete the line.',
    ),
    start: at,
    end: at + 3,
    fixes: [{ title: t('Delete the line'), edits: [{ start: from, end: to, text: '' }] }],
  };
}

/** `image: web: 1.0`, or a line indented deeper than a key that already has a value. */
function nested(text: string, start: number): Told {
  const line = lineOf(text, start);
  const lineStart = lineStartAt(text, start);
  const second =
    /^(?:[ \t]*(?:- +)?)(?:[^:#"'\s][^:#]*?|"[^"]*"|'[^']*'):[ \t]+(\S[^#]*?):([ \t]+\S[^#]*?)?[ \t]*(?:#.*)?$/.exec(
      line,
    );
  if (second?.[1] !== undefined && second.index !== undefined) {
    const at = lineStart + line.indexOf(second[1], line.indexOf(':') + 1);
    const whole = `${second[1]}:${second[2] ?? ''}`.trimEnd();
    const glued = whole.replace(/:[ \t]+/g, ':');
    return {
      message: t(
        'A second ": " in one value: YAML reads "{0}" as a nested map. Remove the space or put the value in quotes.',
        whole,
      ),
      start: at,
      end: at + whole.length,
      fixes: [
        { title: t('Replace by {0}', shortened(glued)), edits: [{ start: at, end: at + whole.length, text: glued }] },
        {
          title: t('Put the value in quotes'),
          edits: [{ start: at, end: at + whole.length, text: JSON.stringify(whole) }],
        },
      ],
    };
  }
  return deeper(text, start);
}

/** `- env: web` and a list item below it. */
function listAfterValue(text: string, start: number): Told {
  const lineStart = lineStartAt(text, start);
  const above = lineStartAt(text, lineStart - 1);
  const line = lineOf(text, above);
  const from = above + line.length - line.trimStart().length;
  return {
    message: t('A list follows here, but the key already has a value: "{0}".', shortened(line.trim())),
    start: from,
    end: Math.max(above + line.trimEnd().length, from + 1),
    fixes: [...intoItem(text, above), ...keyWithList(text, above)],
  };
}

/** `- env: web` above the items of env: the value was meant as the name of the item, or should not be there. */
function keyWithList(text: string, above: number): Fix[] {
  const line = lineOf(text, above);
  const [, dash, key, value] = /^([ ]*-[ ]+)([A-Za-z]\w*):[ ]+([^\s#]+)[ ]*(?:#.*)?$/.exec(line) ?? [];
  if (dash === undefined || key === undefined || value === undefined) return [];
  const at = above + dash.length;
  const end = above + line.trimEnd().length;
  const column = ' '.repeat(dash.length);
  return [
    {
      title: t('Write it as name, above the list'),
      edits: [{ start: at, end, text: `name: ${value}\n${column}${key}:` }],
    },
    { title: t('Remove the value'), edits: [{ start: at, end, text: `${key}:` }] },
  ];
}

/** The line below `start` stands deeper than a key which already has a value. */
function deeper(text: string, start: number): Told {
  const lineStart = lineStartAt(text, start);
  const indent = /^[ ]*(?:- +)*/.exec(text.slice(lineStart))?.[0].length ?? 0;
  const next = nextLine(text, start);
  if (next === undefined)
    return { message: t('This value cannot be followed by a map: a key stands where the value already ended.') };
  const from = next.start + next.indent;
  const glued = /^([ ]*(?:- +)?[A-Za-z]\w*:)[^\s/:#]\S*[ ]*(?:#.*)?$/.exec(lineOf(text, lineStart))?.[1];
  if (glued !== undefined) return withoutSpace(text, lineStart + glued.length);
  const outside = outsideItem(text, lineStart, from);
  if (outside !== undefined) return outside;
  return {
    message: t(
      'This line is indented deeper than the one above, which already has a value: put it at column {0}.',
      indent + 1,
    ),
    start: from,
    end: lineEnd(text, from),
    fixes: [
      { title: t('Align with the line above'), edits: [{ start: next.start, end: from, text: ' '.repeat(indent) }] },
    ],
  };
}

/** `name:web`: a key and its value without the space between them. */
function withoutSpace(text: string, at: number): Told {
  return {
    ...noColon(text, at),
    start: lineStartAt(text, at) + (/^ *(?:- +)?/.exec(lineOf(text, at))?.[0].length ?? 0),
    fixes: [{ title: t('Insert a space after ":"'), edits: [{ start: at, end: at, text: ' ' }] }],
  };
}

/** A line in the column of the dash above it, while the next stands where the fields of that item would. */
function outsideItem(text: string, lineStart: number, below: number): Told | undefined {
  const column = /^ */.exec(lineOf(text, lineStart))?.[0].length ?? 0;
  const [fix] = columnOf(text, below) === column + 2 ? intoItem(text, lineStart, true) : [];
  if (fix === undefined) return undefined;
  return {
    message: t('This line stands in the column of the dash above: it is no field of that item. Indent it by {0}.', 2),
    start: wholeLine(text, lineStart).start,
    end: lineEnd(text, below),
    fixes: [fix],
  };
}

function indentation(text: string, message: string, start: number): Told {
  if (/Flow (sequence|map) .* must be sufficiently indented|Flow .* end/.test(message))
    return { message: t('A "[" or "{" before this line is not closed.') };
  if (message.startsWith('All '))
    return {
      message: t('This line is indented differently from its neighbours: its column fits no map or list above.'),
      ...wholeLine(text, start),
      fixes: intoItem(text, start),
    };
  if (message.startsWith('Unexpected'))
    return { message: t('This line fits nothing above it: check its indentation.'), ...wholeLine(text, start) };
  return { message: t('This is not YAML: {0}.', message) };
}

/** Lines in the column of the dashes around them: they belong to the item above. `alone`: those that stand deeper do already. */
function intoItem(text: string, start: number, alone = false): Fix[] {
  const from = lineStartAt(text, start);
  const column = /^ */.exec(lineOf(text, from))?.[0].length ?? 0;
  const dash = `${' '.repeat(column)}- `;
  const above = lineOf(text, Math.max(0, from - 1));
  if (from === 0 || !above.startsWith(dash)) return [];
  const edits: Fix['edits'][number][] = [];
  for (let line = from; line < text.length; line = lineEnd(text, line) + 1) {
    const here = lineOf(text, line);
    if (here.startsWith(dash) || (here.trim() !== '' && !here.startsWith(' '.repeat(column)))) break;
    if (alone && here.startsWith(' '.repeat(column + 1))) break;
    if (here.trim() !== '') edits.push({ start: line, end: line, text: '  ' });
  }
  return edits.length === 0 ? [] : [{ title: t('Indent by {0}', 2), edits }];
}

function noColon(text: string, start: number): Told {
  return { message: t('A key needs ":" and a space behind it.'), ...wholeLine(text, start) };
}

function wholeLine(text: string, start: number): { start: number; end: number } {
  let from = lineStartAt(text, start);
  while (text[from] === ' ' || text[from] === '\t') from++;
  return { start: from, end: Math.max(lineEnd(text, from), from + 1) };
}

/** The place of the quote that opens the string which ends at `end`. */
function unclosed(text: string, end: number): { start: number; end: number } | Record<string, never> {
  const single = text.lastIndexOf("'", end - 1);
  const double = text.lastIndexOf('"', end - 1);
  const at = Math.max(single, double);
  return at < 0 ? {} : { start: at, end: lineEnd(text, at) };
}

function nextLine(text: string, from: number): { start: number; indent: number } | undefined {
  let at = text.indexOf('\n', from);
  while (at >= 0) {
    const line = lineOf(text, at + 1);
    const indent = line.length - line.trimStart().length;
    if (line.trim() !== '' && !line.trimStart().startsWith('#')) return { start: at + 1, indent };
    at = text.indexOf('\n', at + 1);
  }
  return undefined;
}

function lineOf(text: string, at: number): string {
  return text.slice(lineStartAt(text, at), lineEnd(text, at));
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  const to = end < 0 ? text.length : end;
  return text[to - 1] === '\r' && to > at ? to - 1 : to;
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
