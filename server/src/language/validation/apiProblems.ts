import { t } from '@vscode/l10n';
import type { Cause } from '#engine/api/status.ts';
import { insertField } from '../document/insert.ts';
import { deref, entryOf } from '../document/node.ts';
import { follow, headOf, nodeAtField, parseField, rangeOfField, type Segment } from '../document/pointer.ts';
import type { Body } from '../document/resource.ts';
import type { Catalog } from '../schema/catalog.ts';
import { apiFixes } from './apiFixes.ts';
import { nearest } from './nearest.ts';
import type { Fix, Problem } from './problem.ts';

/** A cause of the API server's refusal as a problem: on the exact characters, with a fix where one is certain. */
export function apiProblem(catalog: Catalog, definition: string, body: Body, cause: Cause): Problem {
  const segments = parseField(cause.field);
  const mismatch = selectorMismatch(body, cause);
  return {
    rule: ruleOf(cause),
    source: 'api',
    severity: 'error',
    message: `${cause.field}: ${cause.message}`,
    range: mismatch?.range ?? rangeOf(body, segments, cause),
    field: cause.field,
    reason: cause.reason,
    object: `${body.kind}/${body.name}`,
    fixes: mismatch?.fixes ?? apiFixes(catalog, definition, body, segments, cause),
  };
}

/** A warning that the API server sends with its answer: `spec.x: deprecated in …`, or a sentence about the whole object. */
export function apiWarning(body: Body, text: string): Problem {
  const field = /^([a-z][\w-]*(?:[.[][^\s:]*)?): /.exec(text)?.[1];
  return {
    rule: 'apiWarning',
    source: 'api',
    severity: 'warning',
    message: text,
    range: field === undefined ? headOf(body.node) : rangeOfField(body.node, field),
    ...(field === undefined ? {} : { field }),
    object: `${body.kind}/${body.name}`,
    fixes: [],
  };
}

/** A field that the schema requires and nobody else asks for: not certain to be refused, hence a warning. */
export function missingField(body: Body, field: string): Problem {
  return {
    rule: 'requiredField',
    source: 'schema',
    severity: 'warning',
    message: `${field}: Required value`,
    range: rangeOfField(body.node, field),
    field,
    reason: 'FieldValueRequired',
    object: `${body.kind}/${body.name}`,
    fixes: [],
  };
}

const rules: Readonly<Record<string, string>> = {
  FieldValueRequired: 'requiredField',
  FieldValueNotSupported: 'unsupportedValue',
  FieldValueDuplicate: 'duplicateValue',
  FieldValueForbidden: 'forbiddenField',
  FieldValueNotFound: 'unknownName',
  FieldValueTooLong: 'tooLong',
  FieldValueTooMany: 'tooMany',
  FieldValueTypeInvalid: 'wrongType',
};

function ruleOf(cause: Cause): string {
  return rules[cause.reason] ?? 'invalidValue';
}

/** A wrong key of labels, data or limits is marked on the key: the path of the API server names the map. */
function rangeOf(body: Body, segments: readonly Segment[], cause: Cause): readonly [number, number] {
  const found = follow(body.node, segments);
  const whole = found.depth === segments.length;
  const at = deref(found.node);
  if (whole && at.kind === 'map' && at.entries.length > 0) {
    const named = /^Invalid value: "((?:[^"\\]|\\.)*)"/.exec(cause.message)?.[1];
    const entry = named === undefined ? undefined : entryOf(at, named);
    if (entry !== undefined) return [entry.key.start, entry.key.end];
    const value = at.entries.find((candidate) => candidate.value.kind === 'scalar' && candidate.value.text === named);
    if (value !== undefined && named !== undefined) return [value.value.start, value.value.end];
  }
  if (cause.reason === 'FieldValueForbidden' && whole && found.entry !== undefined)
    return [found.entry.key.start, found.entry.key.end];
  return rangeOfField(body.node, segments);
}

/** "`selector` does not match template `labels`": the label of the template that differs, and its repair. */
function selectorMismatch(body: Body, cause: Cause): { range: readonly [number, number]; fixes: Fix[] } | undefined {
  if (!cause.message.includes('does not match template `labels`')) return undefined;
  const selector = nodeAtField(body.node, 'spec.selector.matchLabels') ?? nodeAtField(body.node, 'spec.selector');
  const labels = nodeAtField(body.node, 'spec.template.metadata.labels');
  const wanted = selector === undefined ? undefined : deref(selector);
  const given = labels === undefined ? undefined : deref(labels);
  if (wanted?.kind !== 'map' || given?.kind !== 'map') return undefined;
  for (const entry of wanted.entries) {
    const value = deref(entry.value);
    if (value.kind !== 'scalar') continue;
    const text = body.tree.text.slice(value.start, value.end);
    const label = entryOf(given, entry.key.text);
    if (label === undefined) {
      const near = nearest(
        entry.key.text,
        given.entries.map((one) => one.key.text),
      )[0];
      const slip = near === undefined ? undefined : entryOf(given, near);
      if (slip !== undefined)
        return {
          range: [slip.key.start, slip.key.end],
          fixes: [rewrite(slip.key.start, slip.key.end, entry.key.text)],
        };
      const edit = insertField(body.tree.text, given, { key: entry.key.text, value: text });
      return {
        range: rangeOfField(body.node, 'spec.template.metadata.labels'),
        fixes: [{ title: t('Add {0}', `${entry.key.text}: ${text}`), edits: [edit] }],
      };
    }
    const actual = deref(label.value);
    if (actual.kind === 'scalar' && actual.text !== value.text)
      return { range: [actual.start, actual.end], fixes: [rewrite(actual.start, actual.end, text)] };
  }
  return undefined;
}

function rewrite(start: number, end: number, text: string): Fix {
  return { title: t('Replace by {0}', text), edits: [{ start, end, text }] };
}
