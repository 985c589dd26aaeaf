import { groupOf } from '#engine/api/key.ts';
import type { FieldDocumentation } from '../cluster.ts';
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
    const found = documentation.field(context.flags.text('api-version') ?? kind.apiVersion, kind.kind, path);
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
    context.out([...head, ...bodyOf(found, path)].join('\n'));
    return 0;
  },
};

function bodyOf(found: FieldDocumentation, path: readonly string[]): readonly string[] {
  const field =
    path.length === 0
      ? []
      : [
          `FIELD: ${path.at(-1)} <${found.type}>${found.required ? ' -required-' : ''}`,
          ...enumLines(found.enum, '    '),
          '',
        ];
  const lines = [...field, 'DESCRIPTION:', ...wrapped(found.description || '<empty>', 4), '    '];
  if (found.fields.length === 0) return [...lines, ''];
  const fields = found.fields.flatMap((each) => [
    `  ${each.name}\t<${each.type}>${each.required ? ' -required-' : ''}`,
    ...enumLines(each.enum, '  '),
    ...wrapped(each.description || '<no description>', 4),
    '',
  ]);
  return [...lines, 'FIELDS:', ...fields];
}

function enumLines(values: readonly string[] | undefined, indent: string): readonly string[] {
  return values === undefined ? [] : [`${indent}enum: ${values.join(', ')}`];
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
