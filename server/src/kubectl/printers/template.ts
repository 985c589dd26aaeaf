import type { Result } from '#engine/result.ts';
import { refused } from '#engine/result.ts';
import type { Context } from '../command.ts';
import { printGoTemplate } from './goTemplate.ts';
import { printJsonPath } from './jsonPath.ts';

const templateFormats = ['go-template', 'go-template-file', 'json', 'jsonpath', 'jsonpath-as-json', 'jsonpath-file'];
const otherFormats = ['name', 'template', 'templatefile', 'yaml'];

/** What `-o` may say to commands that print the object they changed. */
export const objectFormats: string = [...templateFormats, ...otherFormats].join(',');

/** What `-o` may say to `get`. */
export const tableFormats: string = [
  'custom-columns',
  'custom-columns-file',
  ...templateFormats,
  ...otherFormats,
  'wide',
]
  .sort()
  .join(',');

/** `jsonpath={.a}` in its two halves; the second may stand in `--template` instead. */
export function splitFormat(
  { flags }: Context,
  output: string,
): { readonly format: string; readonly template: string } {
  const equals = output.indexOf('=');
  if (equals < 0) return { format: output, template: flags.text('template') ?? '' };
  return { format: output.slice(0, equals), template: output.slice(equals + 1) };
}

/** Prints by one of the templates that `-o` can name; the error says what is wrong, or what `-o` may say. */
export function printTemplate(
  context: Context,
  output: string,
  value: unknown,
  formats: string = objectFormats,
): Result<string, string> {
  const { format, template } = splitFormat(context, output);
  const kind = /^(jsonpath|jsonpath-as-json|go-template|template)(-?file)?$/.exec(format);
  if (kind === null || format === 'jsonpath-as-json-file')
    return refused(
      `unable to match a printer suitable for the output format "${format}", allowed formats are: ${formats}`,
    );
  if (template === '') return refused('template format specified but no template given');
  const text = kind[2] === undefined ? template : context.cluster.files.read(template);
  if (text === undefined)
    return refused(`error reading --template ${template}, open ${template}: no such file or directory`);
  return kind[1]?.startsWith('jsonpath') === true
    ? printJsonPath(text, value, format === 'jsonpath-as-json')
    : printGoTemplate(text, value);
}
