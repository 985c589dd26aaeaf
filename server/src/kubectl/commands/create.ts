import { keyOf } from '#engine/api/key.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import { withoutNulls } from '#engine/patch/json.ts';
import type { Command, Context } from '../command.ts';
import { usage } from '../command.ts';
import { type FileItem, manifestFlags, namesManifests, sendManifests } from '../manifestFiles.ts';
import { outputFlags, printObject, printUnsent } from '../printers/objectOutput.ts';
import { received } from '../received.ts';
import { refusalText } from '../refusal.ts';
import {
  type DryRun,
  dryRunFlag,
  dryRunMark,
  dryRunOf,
  reasonOf,
  sayWarnings,
  sayWarningsOf,
  withCause,
} from '../write.ts';

/** `kubectl create -f …`: the objects of manifests, one request each. */
export const create: Command = {
  name: 'create',
  flags: [
    ...manifestFlags,
    ...outputFlags,
    dryRunFlag,
    { name: 'save-config', type: 'bool' },
    { name: 'record', type: 'bool' },
    { name: 'edit', type: 'bool' },
    { name: 'validate', type: 'string', bare: 'strict' },
    { name: 'field-manager', type: 'string' },
    { name: 'selector', short: 'l', type: 'string' },
    { name: 'raw', type: 'string' },
    { name: 'windows-line-endings', type: 'bool' },
  ],
  run(context: Context): number {
    if (namesManifests(context) && context.args.length > 0)
      return usage(context, `unexpected args: [${context.args.join(' ')}]`);
    if (!namesManifests(context)) return withoutManifests(context);
    return sendManifests(context, createOne);
  },
};

/** `create` alone, or with a word that it has no generator for. */
function withoutManifests(context: Context): number {
  context.err('Error: must specify one of -f and -k\n');
  return context.args.length === 0 ? 1 : usage(context, `unknown command "${context.args.join(' ')}"`);
}

function createOne(context: Context, item: FileItem): boolean {
  const doing = `error when creating "${item.source}"`;
  const object = received(context, item, doing);
  if (object === undefined) return false;
  return putNew(context, withCause(context, withoutNulls(object) as ApiObject), dryRunOf(context), doing);
}

/** Creates an object, or shows what would be created, and prints the answer; false when it was refused. */
export function putNew(context: Context, object: ApiObject, dryRun: DryRun, doing = '', done = 'created'): boolean {
  const { run } = context.cluster;
  if (dryRun === 'client') return printUnsent(context, object, `${done}${dryRunMark(dryRun)}`);
  if (dryRun === 'server') {
    const result = run.dryRun(object);
    if (result.ok) {
      sayWarningsOf(context, result.value);
      return printObject(context, result.value, `${done}${dryRunMark(dryRun)}`);
    }
    context.err(refusalText({ key: keyOf(object), status: result.error }, doing));
    return false;
  }
  const outcome = run.api().create(object, reasonOf(context));
  if (outcome.kind === 'rejected') {
    context.err(refusalText(outcome, doing));
    return false;
  }
  sayWarnings(context, outcome);
  return printObject(context, outcome.after ?? object, done);
}
