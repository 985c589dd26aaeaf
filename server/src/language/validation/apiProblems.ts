import { t } from '@vscode/l10n';
import type { Cause } from '#engine/api/status.ts';
import { insertField } from '../document/insert.ts';
import { deref, type Entry, entryOf, type MapNode, type ScalarNode } from '../document/node.ts';
import { follow, headOf, nodeAtField, parseField, rangeOfField, type Segment } from '../document/pointer.ts';
import type { Body } from '../document/resource.ts';
import type { Catalog } from '../schema/catalog.ts';
import { apiFixes } from './apiFixes.ts';
import { nearest } from './nearest.ts';
import type { Fix, Problem } from './problem.ts';
import { replaceBy } from './replaceBy.ts';

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

function rangeOf(body: Body, segments: readonly Segment[], cause: Cause): readonly [number, number] {
  const found = follow(body.node, segments);
  const written = found.depth < segments.length ? perVersion(body, segments) : undefined;
  if (written !== undefined) return rangeOf(body, written, cause);
  if (found.depth < segments.length) return rangeOfField(body.node, segments);
  const at = deref(found.node);
  const inside = at.kind === 'map' ? namedIn(at, cause) : undefined;
  if (inside !== undefined) return inside;
  const key = found.entry?.key;
  return cause.reason === 'FieldValueForbidden' && key !== undefined
    ? [key.start, key.end]
    : rangeOfField(body.node, segments);
}

/** What the API server finds in the spec of a definition because all versions say it alike stands in the first of them. */
function perVersion(body: Body, [spec, field, ...rest]: readonly Segment[]): readonly Segment[] | undefined {
  if (body.kind !== 'CustomResourceDefinition' || spec !== 'spec' || typeof field !== 'string') return undefined;
  const inVersion = {
    version: 'name',
    validation: 'schema',
    subresources: field,
    additionalPrinterColumns: field,
    selectableFields: field,
  }[field];
  const written = rest.map((segment) => (segment === 'JSONPath' ? 'jsonPath' : segment));
  return inVersion === undefined ? undefined : ['spec', 'versions', 0, inVersion, ...written];
}

/** A wrong key or value of labels, data or limits: the path of the API server names the map, its message the culprit. */
function namedIn(map: MapNode, cause: Cause): readonly [number, number] | undefined {
  const named = /^Invalid value: "((?:[^"\\]|\\.)*)"/.exec(cause.message)?.[1];
  if (named === undefined) return undefined;
  const entry = entryOf(map, named);
  if (entry !== undefined) return [entry.key.start, entry.key.end];
  const value = map.entries.find(
    (candidate) => candidate.value.kind === 'scalar' && candidate.value.text === named,
  )?.value;
  return value === undefined ? undefined : [value.start, value.end];
}

/** "`selector` does not match template `labels`": the label of the template that differs, and its repair. */
function selectorMismatch(body: Body, cause: Cause): Mark | undefined {
  if (!cause.message.includes('does not match template `labels`')) return undefined;
  const selector = nodeAtField(body.node, 'spec.selector.matchLabels') ?? nodeAtField(body.node, 'spec.selector');
  const labels = nodeAtField(body.node, 'spec.template.metadata.labels');
  const wanted = selector === undefined ? undefined : deref(selector);
  const given = labels === undefined ? undefined : deref(labels);
  if (wanted?.kind !== 'map' || given?.kind !== 'map') return undefined;
  for (const entry of wanted.entries) {
    const mark = labelMismatch(body, entry, given);
    if (mark !== undefined) return mark;
  }
  return undefined;
}

interface Mark {
  readonly range: readonly [number, number];
  readonly fixes: readonly Fix[];
}

/** The label of the template that one line of the selector asks for: written otherwise, under another key, or not there. */
function labelMismatch(body: Body, wanted: Entry, labels: MapNode): Mark | undefined {
  const value = deref(wanted.value);
  if (value.kind !== 'scalar') return undefined;
  const key = wanted.key.text;
  const text = body.tree.text.slice(value.start, value.end);
  const label = entryOf(labels, key);
  const actual = label === undefined ? undefined : deref(label.value);
  if (actual?.kind === 'scalar') return actual.text === value.text ? undefined : rewrite(actual, text);
  const near = nearest(
    key,
    labels.entries.map((one) => one.key.text),
  )[0];
  const slip = near === undefined ? undefined : entryOf(labels, near);
  if (slip !== undefined) return rewrite(slip.key, key);
  const edits = [insertField(body.tree.text, labels, { key, value: text })];
  return {
    range: rangeOfField(body.node, 'spec.template.metadata.labels'),
    fixes: [{ title: t('Add {0}', `${key}: ${text}`), edits }],
  };
}

function rewrite(node: ScalarNode, text: string): Mark {
  return { range: [node.start, node.end], fixes: [replaceBy(node, text)] };
}
