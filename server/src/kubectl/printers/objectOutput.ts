import type { ApiObject } from '#engine/api/meta.ts';
import type { Context } from '../command.ts';
import type { FlagSpec } from '../flags.ts';
import { kindOfStored, printedKind } from '../kindLookup.ts';
import { withManagedFields, withoutManagedFields } from '../managedFields/managers.ts';
import { printTemplate } from './template.ts';
import { toJson, toYaml } from './yaml.ts';
import { withZeroTimes } from './zeroTimes.ts';

/** `-o` and what goes with it, for commands that print one object after changing it. */
export const outputFlags: readonly FlagSpec[] = [
  { name: 'output', short: 'o', type: 'string' },
  { name: 'template', type: 'string' },
  { name: 'show-managed-fields', type: 'bool' },
  { name: 'allow-missing-template-keys', type: 'bool' },
];

/** The object as it is printed whole: with who manages its fields where `--show-managed-fields` asks for it, else without. */
export function shownObject(context: Context, object: ApiObject): ApiObject {
  if (context.flags.bool('show-managed-fields')) return withManagedFields(context.cluster.run, object);
  return withoutManagedFields(object);
}

/** Prints an object that the API server has as `-o` says, or `deployment.apps/web created`. False where `-o` is of no use. */
export function printObject(context: Context, object: ApiObject, done: string): boolean {
  return printUnsent(context, withZeroTimes(object, context.cluster.run.world.kubernetesVersion), done);
}

/** The same for an object that only kubectl has, as it is. */
export function printUnsent(context: Context, object: ApiObject, done: string): boolean {
  const output = context.flags.text('output') ?? '';
  switch (output) {
    case '':
      context.out(`${nameOf(context, object)} ${done}`);
      return true;
    case 'name':
      context.out(nameOf(context, object));
      return true;
    case 'yaml':
      context.out(toYaml(shownObject(context, object)));
      return true;
    case 'json':
      context.out(toJson(shownObject(context, object)));
      return true;
    default:
      return printByTemplate(context, output, object);
  }
}

function printByTemplate(context: Context, output: string, object: ApiObject): boolean {
  const printed = printTemplate(context, output, object);
  if (printed.ok) context.print(printed.value);
  else context.err(`error: ${printed.error}`);
  return printed.ok;
}

function nameOf(context: Context, object: ApiObject): string {
  return `${printedKind(kindOfStored(context.cluster.run.view, object))}/${object.metadata.name}`;
}
