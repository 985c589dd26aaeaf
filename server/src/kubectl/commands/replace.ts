import { keyOf } from '#engine/api/key.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import { withoutNulls } from '#engine/patch/json.ts';
import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { type FileItem, manifestFlags, manifestsFor, namesManifests } from '../manifestFiles.ts';
import { outputFlags, printObject } from '../printers/objectOutput.ts';
import { received } from '../received.ts';
import { refusalText } from '../refusal.ts';
import { notFoundText } from '../targets.ts';
import { dryRunFlag, dryRunOf, printUnstored, sayWarnings } from '../write.ts';
import { putNew } from './create.ts';
import { deletedText } from './delete.ts';

/** `kubectl replace -f … [--force]`. */
export const replace: Command = {
  name: 'replace',
  flags: [
    ...manifestFlags,
    ...outputFlags,
    dryRunFlag,
    { name: 'force', type: 'bool' },
    { name: 'cascade', type: 'string', bare: 'background' },
    { name: 'grace-period', type: 'int' },
    { name: 'save-config', type: 'bool' },
    { name: 'subresource', type: 'string' },
    { name: 'timeout', type: 'duration' },
    { name: 'wait', type: 'bool' },
    { name: 'validate', type: 'string', bare: 'strict' },
  ],
  run(context: Context): number {
    if (!namesManifests(context)) return fail(context, 'must specify one of -f and -k');
    const read = manifestsFor(context);
    if (!read.ok) return fail(context, read.error);
    for (const error of read.value.errors) context.err(error);
    let code = read.value.errors.length > 0 ? 1 : 0;
    for (const item of read.value.items) if (!replaceOne(context, item)) code = 1;
    return code;
  },
};

function replaceOne(context: Context, item: FileItem): boolean {
  const { kind, source } = item;
  const { run } = context.cluster;
  const replacing = `error when replacing "${source}"`;
  const object = received(context, item, replacing);
  if (object === undefined) return false;
  const next = withoutNulls(object) as ApiObject;
  const key = keyOf(next);
  const old = run.view.get(key);
  const dryRun = dryRunOf(context);
  if (context.flags.bool('force')) {
    if (old !== undefined && dryRun === 'none') {
      run.api().delete(key, { gracePeriodSeconds: 0, propagation: 'Background' }, 'kubectl replace');
      context.out(deletedText(context, { kind, object: old }));
    }
    return putNew(context, next, dryRun, '', 'replaced');
  }
  if (old === undefined) {
    context.err(notFoundText(kind, next.metadata.name, replacing));
    return false;
  }
  if (dryRun !== 'none') return printUnstored(context, old, next, 'replaced', replacing);
  const outcome = run.api().update(next, 'kubectl replace');
  sayWarnings(context, outcome);
  if (outcome.kind === 'applied') return printObject(context, outcome.after ?? next, 'replaced');
  context.err(refusalText(outcome, replacing));
  return false;
}
