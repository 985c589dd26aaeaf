import { t } from '@vscode/l10n';
import { columnOf } from '../document/insert.ts';
import type { Node, ScalarNode } from '../document/node.ts';
import { deref, keyText } from '../document/node.ts';
import { headOf } from '../document/pointer.ts';
import type { Body } from '../document/resource.ts';
import type { Catalog } from '../schema/catalog.ts';
import type { DecodeIssue } from '../schema/decode.ts';
import { apiVersionOf, type FieldSchema } from '../schema/schema.ts';
import { misplaced } from './misplaced.ts';
import { nearest } from './nearest.ts';
import type { Fix, Problem } from './problem.ts';
import { replaceBy } from './replaceBy.ts';
import { rewriters } from './rewrite/registry.ts';

/** What strict decoding refuses, in its words, on the key or the value, with what was probably meant. */
export function schemaProblem(catalog: Catalog, definition: string, body: Body, issue: DecodeIssue): Problem {
  return issue.kind === 'unknownField' ? unknownField(catalog, definition, body, issue) : wrongType(body, issue);
}

function unknownField(
  catalog: Catalog,
  definition: string,
  body: Body,
  issue: DecodeIssue & { kind: 'unknownField' },
): Problem {
  const { key } = issue.entry;
  const known = Object.keys(catalog.definition(issue.definition)?.properties ?? {});
  const taken = new Set(issue.parent.entries.map((entry) => keyText(entry.key)));
  const near = nearest(
    keyText(key),
    known.filter((name) => !taken.has(name)),
  );
  const renames = near.map((name) => replaceBy(key, name));
  const elsewhere = misplaced(catalog, definition, body, issue);
  const advice = elsewhere?.advice ?? (near[0] === undefined ? undefined : t('Did you mean "{0}"?', near[0]));
  return {
    rule: 'unknownField',
    source: 'schema',
    severity: 'error',
    message: `strict decoding error: unknown field "${issue.field}"`,
    ...(advice === undefined ? {} : { advice }),
    range: [key.start, key.end],
    field: issue.field,
    object: `${body.kind}/${body.name}`,
    fixes: [...formerField(catalog, definition, body, key), ...(elsewhere?.fixes ?? []), ...renames],
  };
}

/** A field of an API version that is gone, below the one that took its place: `serviceName` in a networking.k8s.io/v1 Ingress. */
function formerField(catalog: Catalog, definition: string, body: Body, key: Node): Fix[] {
  const kind = catalog.kinds.find((one) => one.definition === definition);
  const to = kind === undefined ? '' : apiVersionOf(kind);
  const edits = rewriters[`${to}/${body.kind}`]?.(body) ?? [];
  const meant = edits.some(({ start, end }) => start <= key.start && key.end <= end);
  return meant && body.apiVersion === to ? [{ title: t('Rewrite to {0}', to), edits }] : [];
}

function wrongType(body: Body, issue: DecodeIssue & { kind: 'wrongType' }): Problem {
  const node = deref(issue.node);
  const range: readonly [number, number] =
    node.kind === 'scalar'
      ? [issue.node.start, issue.node.end]
      : issue.entry === undefined || (node.kind === 'map' && !node.flow && issue.schema.items !== undefined)
        ? headOf(issue.node)
        : [issue.entry.key.start, issue.entry.key.end];
  const advice = node.kind === 'scalar' ? surprise(node, issue.schema) : undefined;
  return {
    rule: 'wrongType',
    source: 'schema',
    severity: 'error',
    message: issue.message,
    ...(advice === undefined ? {} : { advice }),
    range,
    field: issue.field,
    object: `${body.kind}/${body.name}`,
    fixes: node.kind === 'scalar' ? scalarFixes(body, node, issue.schema) : mapFixes(body, issue.node, issue.schema),
  };
}

/** A plain word that YAML 1.1 reads as something else. */
function surprise(node: ScalarNode, schema: FieldSchema): string | undefined {
  if (schema.type !== 'string' || node.style !== 'plain') return undefined;
  if (typeof node.value === 'boolean') return t('YAML reads {0} as a boolean: put it in quotes.', node.text);
  return typeof node.value === 'number' ? t('YAML reads {0} as a number: put it in quotes.', node.text) : undefined;
}

function scalarFixes(body: Body, node: ScalarNode, schema: FieldSchema): Fix[] {
  const written = body.tree.text.slice(node.start, node.end);
  const put = (title: string, text: string): Fix => ({ title, edits: [{ start: node.start, end: node.end, text }] });
  if (schema.type === 'string' && typeof node.value !== 'string')
    return [put(t('Put the value in quotes'), `"${written}"`)];
  if (schema.$ref === 'Quantity' && typeof node.value === 'string')
    return quantities(node.value).map((text) => replaceBy(node, text));
  if (schema.type === 'integer' && /^-?\d+$/.test(node.text)) return [put(t('Remove the quotes'), node.text)];
  if (schema.type === 'boolean' && /^(?:true|false)$/i.test(node.text))
    return [put(t('Remove the quotes'), node.text.toLowerCase())];
  if (schema.items?.type === 'string' && typeof node.value === 'string')
    return [put(t('Make it a list'), `[${JSON.stringify(node.value)}]`)];
  const glued = /^([A-Za-z]\w*):(\S.*)$/.exec(node.text);
  if (schema.$ref !== undefined && glued !== null && node.style === 'plain')
    return [put(t('Insert a space after ":"'), `${glued[1]}: ${glued[2]}`)];
  return [];
}

/** `128MB`, `2 cores`, `1 Gb`: the quantities that were probably meant. */
function quantities(text: string): string[] {
  const match = /^([\d.]+)\s*([kKMGTP]i?)?(?:b|B|bytes?|cores?|cpus?)?$/.exec(text.trim());
  if (match?.[1] === undefined) return [];
  const unit = match[2] === 'K' ? 'k' : (match[2] ?? '');
  return unit === '' || unit.endsWith('i')
    ? [`${match[1]}${unit}`]
    : [`${match[1]}${unit}`, `${match[1]}${unit === 'k' ? 'K' : unit}i`];
}

/** A map where a list of maps is wanted: its lines become the first item. */
function mapFixes(body: Body, node: Node, schema: FieldSchema): Fix[] {
  const map = deref(node);
  if (map.kind !== 'map' || schema.items?.$ref === undefined || node.kind === 'alias') return [];
  if (map.flow)
    return [
      {
        title: t('Make it a list'),
        edits: [
          { start: map.start, end: map.start, text: '[' },
          { start: map.end, end: map.end, text: ']' },
        ],
      },
    ];
  const { text } = body.tree;
  const lines: number[] = [];
  for (let at = text.indexOf('\n', map.start); at >= 0 && at < map.end - 1; at = text.indexOf('\n', at + 1))
    lines.push(at + 1);
  const indent = columnOf(text, map.start);
  const deeper = lines
    .filter((line) => text.slice(line, line + indent).trim() === '' && line < map.end)
    .map((line) => ({ start: line, end: line, text: '  ' }));
  return [{ title: t('Make it a list'), edits: [{ start: map.start, end: map.start, text: '- ' }, ...deeper] }];
}
