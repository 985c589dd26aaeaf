import { t } from '@vscode/l10n';
import type { Problem } from '../validation/problem.ts';

/** The document is longer than what is read. */
export function tooLarge(text: string, limit: number): Problem {
  return syntax(
    0,
    firstLine(text),
    t('This document is too large to be read: {0} characters, at most {1}.', text.length, limit),
  );
}

/** The document nests lists and maps beyond what can be read. */
export function tooDeep(text: string): Problem {
  return syntax(0, firstLine(text), t('This document is nested too deeply to be read.'));
}

/** `*name` without `&name` before it. */
export function danglingAlias(start: number, end: number, name: string): Problem {
  return syntax(start, end, t('There is no anchor "&{0}" before this alias.', name));
}

/** `&name` around its own `*name`. */
export function aliasInItself(start: number, end: number, name: string): Problem {
  return syntax(start, end, t('The anchor "&{0}" contains itself.', name));
}

/** A list or map where a key should be. */
export function keyNoString(start: number, end: number): Problem {
  return syntax(start, end, t('A key has to be a string, not a list or a map.'));
}

/** The same key again in one map. */
export function duplicateKey(start: number, end: number, key: string): Problem {
  const message = t('The key "{0}" stands twice here; only the last one counts.', key);
  return { ...syntax(start, end, message), rule: 'duplicateKey' };
}

/** `...` ends a document: kubectl reads no further until the next `---`, and says nothing. */
export function droppedContent(text: string): Problem[] {
  const marker = /^\.\.\.(?=[ \t\r\n]|$)/m.exec(text);
  if (marker === null) return [];
  if (!/^(?![ \t]*(?:#|\r?$|\.\.\.))[^\r\n]+/m.test(text.slice(marker.index + 3))) return [];
  const start = marker.index;
  const message = t('"..." ends the document here: what follows, up to the next "---", is silently left out.');
  const rest = text.slice(start + 3);
  const another = /^(?:apiVersion|kind):/m.test(rest);
  const separate = { title: t('Replace "..." by "---"'), edits: [{ start, end: start + 3, text: '---' }] };
  const lineEnd = rest.indexOf('\n') < 0 ? text.length : start + 3 + rest.indexOf('\n') + 1;
  const remove = { title: t('Delete the line'), edits: [{ start, end: lineEnd, text: '' }] };
  const fixes = [another ? separate : remove];
  return [{ ...syntax(start, start + 3, message), rule: 'droppedContent', severity: 'warning', fixes }];
}

/** Tabs between a value and its comment: YAML takes them, many tools and people do not. Named once for a document. */
export function tabBeforeComment(text: string): Problem[] {
  if (!text.includes('\t')) return [];
  const found = [...text.matchAll(/(?<=[^\s#][ ]*)\t[ \t]*(?=#)/g)];
  const first = found[0];
  if (first === undefined) return [];
  const fixes = [
    {
      title: t('Replace tabs by spaces'),
      edits: found.map((one) => ({ start: one.index, end: one.index + one[0].length, text: ' ' })),
    },
  ];
  const message = t('A tab stands before this comment. Kubernetes reads it, but spaces are safer.');
  return [
    {
      ...syntax(first.index, first.index + first[0].length, message),
      rule: 'tabBeforeComment',
      severity: 'hint',
      fixes,
    },
  ];
}

function syntax(start: number, end: number, message: string): Problem {
  return {
    rule: 'syntax',
    source: 'syntax',
    severity: 'error',
    message,
    range: [start, Math.max(end, start + 1)],
    fixes: [],
  };
}

function firstLine(text: string): number {
  const end = text.indexOf('\n', 1);
  return end < 0 ? Math.min(text.length, 80) : end;
}
