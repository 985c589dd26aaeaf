import type { ApiObject } from '#engine/api/meta.ts';
import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { outputFlags, printObject } from '../printers/objectOutput.ts';
import { refusalText } from '../refusal.ts';
import { scalableKinds } from '../scaleSubresource.ts';
import { select, selectionFlags, type Target } from '../targets.ts';
import { dryRunFlag, dryRunMark, dryRunOf, writeObject } from '../write.ts';

/** `kubectl scale TYPE/NAME --replicas=N [--current-replicas=M]`. */
export const scale: Command = {
  name: 'scale',
  flags: [
    ...selectionFlags('selector', 'all'),
    ...outputFlags,
    dryRunFlag,
    { name: 'replicas', type: 'int' },
    { name: 'current-replicas', type: 'int' },
    { name: 'resource-version', type: 'string' },
    { name: 'timeout', type: 'duration' },
    { name: 'record', type: 'bool' },
  ],
  run(context: Context): number {
    const replicas = context.flags.int('replicas');
    if (replicas === undefined) return fail(context, 'required flag(s) "replicas" not set');
    if (replicas < 0)
      return fail(context, `The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0`);
    const selection = select(context);
    if (!selection.ok) return fail(context, selection.error);
    const { targets, errors } = selection.value;
    for (const error of errors) context.err(error);
    if (targets.length === 0 && errors.length === 0) return fail(context, 'no objects passed to scale');
    let code = errors.length > 0 ? 1 : 0;
    for (const target of targets) if (!scaleOne(context, target, replicas)) code = 1;
    return code;
  },
};

function scaleOne(context: Context, target: Target, replicas: number): boolean {
  const { object, kind } = target;
  if (!scalableKinds.includes(object.kind)) {
    context.err('Error from server (NotFound): the server could not find the requested resource');
    return false;
  }
  const spec = object['spec'] as { readonly replicas?: number };
  const wanted = context.flags.int('current-replicas');
  if (wanted !== undefined && wanted >= 0 && wanted !== spec.replicas) {
    context.err(`error: Expected replicas to be ${wanted}, was ${spec.replicas ?? 0}`);
    return false;
  }
  const version = context.flags.text('resource-version') ?? '';
  if (version !== '' && version !== object.metadata.resourceVersion) {
    context.err(`error: Expected resource version to be ${version}, was ${object.metadata.resourceVersion ?? ''}`);
    return false;
  }
  const next = { ...object, spec: { ...spec, replicas } } as ApiObject;
  const dryRun = dryRunOf(context);
  if (dryRun === 'none') {
    const outcome = writeObject(context, object, next, 'kubectl scale');
    if (outcome.kind === 'rejected') {
      context.err(refusalText(outcome));
      return false;
    }
  }
  return printObject(context, { ...next, apiVersion: kind.apiVersion }, `scaled${dryRunMark(dryRun)}`);
}
