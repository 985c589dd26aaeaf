import type { Context } from '../command.ts';
import { fail } from '../command.ts';
import { printJsonPath } from './jsonPath.ts';

/** Prints by `-o jsonpath=…` or `-o custom-columns=…`-like words; false (with the reason printed) where the format is unknown. */
export function printTemplate(context: Context, output: string, value: unknown): boolean {
  const equals = output.indexOf('=');
  const format = equals < 0 ? output : output.slice(0, equals);
  const template = equals < 0 ? (context.flags.text('template') ?? '') : output.slice(equals + 1);
  if (format !== 'jsonpath' && format !== 'jsonpath-as-json') {
    fail(
      context,
      `unable to match a printer suitable for the output format "${format}", allowed formats are: custom-columns,custom-columns-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,wide,yaml`,
    );
    return false;
  }
  if (template === '') {
    fail(context, 'template format specified but no template given');
    return false;
  }
  const printed = printJsonPath(template, value);
  if (!printed.ok) {
    fail(context, printed.error);
    return false;
  }
  context.print(printed.value);
  return true;
}
