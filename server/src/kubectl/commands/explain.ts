import { groupOf } from '#engine/api/key.ts';
import type { Documentation, FieldDocumentation } from '../cluster.ts';
import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { kindOfWord } from '../kindLookup.ts';

/** `kubectl explain TYPE[.field…]`: the documentation of a field, out of the schemas that the host has. Follows kubectl pkg/explain/v2. */
export const explain: Command = {
  name: 'explain',
  flags: [
    { name: 'recursive', type: 'bool' },
    { name: 'api-version', type: 'string' },
    { name: 'output', short: 'o', type: 'string' },
  ],
  run(context: Context): number {
    const [word, ...more] = context.args;
    if (word === undefined)
      return fail(
        context,
        `You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.`,
      );
    if (more.length > 0) return fail(context, 'We accept only this format: explain RESOURCE');
    const { documentation } = context.cluster;
    if (documentation === undefined) return fail(context, 'there are no schemas here to explain from');
    const [name = '', ...path] = word.split(/[./]/).filter((part) => part !== '');
    const kind = kindOfWord(context.cluster.run.view, name);
    if (kind === undefined) return fail(context, `the server doesn't have a resource type "${name}"`);
    const apiVersion = context.flags.text('api-version') ?? kind.apiVersion;
    const found = documentation.field(apiVersion, kind.kind, path);
    if (found === undefined)
      return fail(
        context,
        path.length === 0
          ? `couldn't find resource for "${kind.apiVersion}, Kind=${kind.kind}"`
          : `field "${path.at(-1)}" does not exist`,
      );
    const group = groupOf(kind.apiVersion);
    const head = [
      ...(group === '' ? [] : [`GROUP:      ${group}`]),
      `KIND:       ${kind.kind}`,
      `VERSION:    ${kind.apiVersion.split('/').at(-1)}`,
      '',
    ];
    const deep = context.flags.bool('recursive') ? insideOf(documentation, apiVersion, kind.kind) : undefined;
    context.out([...head, ...bodyOf(found, path, deep)].join('\n'));
    return 0;
  },
};

/** The fields below a path, for `--recursive`. */
type Inside = (path: readonly string[]) => FieldDocumentation['fields'];

function insideOf(documentation: Documentation, apiVersion: string, kind: string): Inside {
  return (path) => documentation.field(apiVersion, kind, path)?.fields ?? [];
}

function bodyOf(found: FieldDocumentation, path: readonly string[], inside: Inside | undefined): readonly string[] {
  const field =
    path.length === 0
      ? []
      : [
          `FIELD: ${path.at(-1)} <${found.type}>`,
          ...(found.enum === undefined ? [] : ['ENUM:', ...inOrder(found.enum).map((value) => `    ${value}`)]),
          '',
        ];
  const lines = [...field, 'DESCRIPTION:', ...wrapped(found.description || '<empty>', 4), '    '];
  if (found.fields.length === 0) return [...lines, ''];
  if (inside !== undefined) return [...lines, 'FIELDS:', ...outline(found.fields, path, inside, []), ''];
  const fields = found.fields.flatMap((each) => [
    `  ${each.name}\t<${each.type}>${each.required ? ' -required-' : ''}`,
    ...enumLines(each.enum, '  '),
    ...wrapped(each.description || '<no description>', 4),
    '',
  ]);
  return [...lines, 'FIELDS:', ...fields];
}

/** Names and types alone, one level deeper each; a type within itself is named and not opened again. */
function outline(
  fields: FieldDocumentation['fields'],
  path: readonly string[],
  inside: Inside,
  types: readonly string[],
): readonly string[] {
  const indent = '  '.repeat(types.length + 1);
  return fields.flatMap(({ name, type, required, enum: values }) => {
    const line = `${indent}${name}\t<${type}>${required ? ' -required-' : ''}`;
    const below = [...path, name];
    const deeper = types.includes(type) ? [] : outline(inside(below), below, inside, [...types, type]);
    return [line, ...enumLines(values, indent), ...deeper];
  });
}

function enumLines(values: readonly string[] | undefined, indent: string): readonly string[] {
  return values === undefined ? [] : [`${indent}enum: ${inOrder(values).join(', ')}`];
}

/** As the schemas of the API server list values. */
function inOrder(values: readonly string[]): readonly string[] {
  return [...values].sort((a, b) => (a < b ? -1 : 1));
}

/** Lines of at most 80 characters, indented. */
function wrapped(text: string, indent: number): readonly string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(/\s+/)) {
      if (line !== '' && line.length + word.length + 1 > 80 - indent) {
        lines.push(line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    lines.push(line);
  }
  return lines.map((line) => ' '.repeat(indent) + line);
}
