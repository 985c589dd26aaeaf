import type { SemanticTokens } from 'vscode-languageserver-types';
import { type Offset, positionIn, type SourceFile, type Uri } from '../document/document.ts';
import { deref, type Node, type ScalarNode, valueAt } from '../document/node.ts';
import { nodeAtField } from '../document/pointer.ts';
import type { Resource } from '../document/resource.ts';
import { itemsOf, stringAt } from '../document/strings.ts';
import { containersOf } from '../workspace/containers.ts';
import { podTemplateOf } from '../workspace/podTemplate.ts';
import { referencesOf } from '../workspace/references.ts';
import { fileOf, resourcesIn, type Snapshot } from '../workspace/snapshot.ts';

/** What values are coloured as, by their number on the wire: kinds, API groups, names and references, labels, env vars, quantities. */
export const tokenTypes = ['class', 'namespace', 'variable', 'property', 'parameter', 'number'] as const;

/** `declaration`: the name of the object itself, not one that stands for another. */
export const tokenModifiers = ['declaration'] as const;

/** A word of one line and what it stands for; offsets from the start of the file. */
export interface Token {
  readonly start: Offset;
  readonly end: Offset;
  readonly type: (typeof tokenTypes)[number];
  readonly declares?: boolean;
}

/** The values of a file that mean more than their text, in the order of the text; none overlap. Of broken text those that can be read. */
export function tokensIn(snapshot: Snapshot, uri: Uri): readonly Token[] {
  const found = resourcesIn(snapshot, uri)
    .flatMap(tokensOf)
    .sort((a, b) => a.start - b.start);
  return found.filter((token, index) => index === 0 || token.start >= (found[index - 1]?.end ?? 0));
}

/** The tokens as the protocol wants them: each by its distance from the one before. */
export function semanticTokens(snapshot: Snapshot, uri: Uri): SemanticTokens {
  const file = fileOf(snapshot, uri);
  if (file === undefined) return { data: [] };
  let before = { line: 0, character: 0 };
  const data: number[] = [];
  for (const token of tokensIn(snapshot, uri)) {
    if (spansLines(file, token)) continue;
    const at = positionIn(file, token.start);
    const column = at.line === before.line ? at.character - before.character : at.character;
    const modifiers = token.declares === true ? 1 : 0;
    data.push(at.line - before.line, column, token.end - token.start, tokenTypes.indexOf(token.type), modifiers);
    before = at;
  }
  return { data };
}

function spansLines(file: SourceFile, { start, end }: Token): boolean {
  return file.text.slice(start, end).includes('\n');
}

function tokensOf(resource: Resource): Token[] {
  const { body } = resource;
  const { node } = body;
  const token = (scalar: ScalarNode | undefined, type: Token['type'], declares = false): Token[] =>
    scalar === undefined || scalar.end <= scalar.start
      ? []
      : [{ start: resource.start + scalar.start, end: resource.start + scalar.end, type, declares }];
  const each = (map: Node | undefined, type: Token['type']): Token[] =>
    scalarsOf(map).flatMap((scalar) => token(scalar, type));
  const containers = containersOf(body).flatMap(({ node: container }) => [
    ...itemsOf(valueAt(container, 'env')).flatMap((one) => token(stringAt(one, 'name'), 'parameter')),
    ...['requests', 'limits'].flatMap((part) => each(valueAt(valueAt(container, 'resources'), part), 'number')),
  ]);
  const template = podTemplateOf(body);
  const labels = ['spec.selector', 'spec.selector.matchLabels', 'spec.podSelector.matchLabels'];
  if (template !== undefined) labels.push(`${template.metadata}.labels`);
  return [
    ...token(stringAt(node, 'kind'), 'class'),
    ...token(stringAt(node, 'apiVersion'), 'namespace'),
    ...token(stringAt(valueAt(node, 'metadata'), 'name'), 'variable', true),
    ...referencesOf(body).flatMap((reference) => [
      ...token(reference.node, 'variable'),
      ...token(reference.key?.node, 'property'),
    ]),
    ...labels.flatMap((field) => each(nodeAtField(node, field), 'property')),
    ...containers,
  ];
}

/** The values of a map that are scalars. */
function scalarsOf(node: Node | undefined): ScalarNode[] {
  const map = node === undefined ? undefined : deref(node);
  if (map?.kind !== 'map') return [];
  return map.entries.flatMap(({ value }) => (value.kind === 'scalar' ? [value] : []));
}
