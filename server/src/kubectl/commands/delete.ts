import { keyOf } from '#engine/api/key.ts';
import type { DeleteOptions } from '#engine/store/api.ts';
import type { Pause } from '../cluster.ts';
import type { Blocking, Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { deletedFrom } from '../deletedFrom.ts';
import { printedKind } from '../kindLookup.ts';
import { namesManifests } from '../manifestFiles.ts';
import { refusalText } from '../refusal.ts';
import { select, selectionFlags, type Target } from '../targets.ts';
import { dryRunFlag, dryRunMark, dryRunOf } from '../write.ts';

/** `kubectl delete`: waits until the objects are gone unless `--wait=false`. */
export const remove: Command = {
  name: 'delete',
  flags: [
    ...selectionFlags('selector', 'fields', 'all', 'everywhere', 'missing'),
    dryRunFlag,
    { name: 'cascade', type: 'string', bare: 'background' },
    { name: 'force', type: 'bool' },
    { name: 'grace-period', type: 'int' },
    { name: 'now', type: 'bool' },
    { name: 'wait', type: 'bool' },
    { name: 'timeout', type: 'duration' },
    { name: 'output', short: 'o', type: 'string' },
    { name: 'interactive', short: 'i', type: 'bool' },
    { name: 'raw', type: 'string' },
  ],
  run(context: Context): number | Blocking {
    const options = deleteOptions(context);
    if (typeof options === 'string') return fail(context, options);
    const named = context.args.length > 1 || context.args.some((arg) => arg.includes('/'));
    const file = namesManifests(context);
    const wide = context.flags.has('selector') || context.flags.bool('all') || context.flags.has('field-selector');
    if (!named && !file && !wide)
      return fail(
        context,
        context.args.length === 0 ? missing : 'resource(s) were provided, but no name was specified',
      );
    if (context.flags.bool('all') && context.flags.has('selector'))
      return fail(context, 'cannot set --all and --selector at the same time');
    const selection = select(context);
    if (!selection.ok) return fail(context, selection.error);
    const { targets, errors } = selection.value;
    if (targets.length === 0 && errors.length === 0) {
      if (!named) context.out('No resources found');
      return 0;
    }
    return finish(context, targets, errors, options);
  },
};

const missing =
  "You must provide one or more resources by argument or filename.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'\n   '<resource> <name>'\n   '<resource>'";

function* finish(
  context: Context,
  targets: readonly Target[],
  errors: readonly string[],
  options: DeleteOptions,
): Blocking {
  let code = errors.length > 0 ? 1 : 0;
  const waiting: Target[] = [];
  const zero = options.gracePeriodSeconds === 0;
  if (zero && context.flags.bool('force'))
    context.err(
      'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.',
    );
  for (const target of targets) {
    if (deleteOne(context, target, options)) waiting.push(target);
    else code = 1;
  }
  for (const error of errors) context.err(error);
  if (context.flags.text('wait') === 'false' || dryRunOf(context) !== 'none') return code;
  return (yield* awaitGone(context, waiting)) ? code : 1;
}

function deleteOne(context: Context, target: Target, options: DeleteOptions): boolean {
  const dryRun = dryRunOf(context);
  if (dryRun === 'none') {
    const outcome = context.cluster.run.api().delete(keyOf(target.object), options, 'kubectl delete');
    if (outcome.kind === 'rejected') {
      context.err(refusalText(outcome));
      return false;
    }
  }
  if (context.flags.text('output') === 'name')
    context.out(`${printedKind(target.kind)}/${target.object.metadata.name}`);
  else context.out(`${deletedText(context, target, options)}${dryRunMark(dryRun)}`);
  return true;
}

/** `pod "web" deleted from default namespace`. */
export function deletedText(context: Context, { kind, object }: Target, options: DeleteOptions = {}): string {
  const { name, namespace } = object.metadata;
  const forced = options.gracePeriodSeconds === 0 && context.flags.bool('force');
  const place = deletedFrom(context.cluster.run, namespace);
  return `${printedKind(kind)} "${name}" ${forced ? 'force deleted' : 'deleted'}${place}`;
}

/** Lets time pass until the objects, as they were when they were deleted, are gone; false (with the reason printed) at the time-out. */
function* awaitGone(context: Context, targets: readonly Target[]): Generator<Pause, boolean, void> {
  const { run } = context.cluster;
  const timeout = context.flags.duration('timeout') ?? 0;
  const limit = run.now + (timeout > 0 ? timeout : longest);
  for (const target of targets) {
    while (run.view.get(keyOf(target.object))?.metadata.uid === target.object.metadata.uid) {
      if (run.now >= limit) {
        context.err(
          `error: timed out waiting for the condition on ${target.kind.plural}/${target.object.metadata.name}`,
        );
        return false;
      }
      yield { until: limit };
    }
  }
  return true;
}

/** A week of virtual time, as the real one. */
const longest = 168 * 3_600_000;

function deleteOptions(context: Context): DeleteOptions | string {
  const cascade = context.flags.text('cascade') ?? 'background';
  const propagation = propagations[cascade];
  if (propagation === undefined)
    return `invalid cascade value (${cascade}). Must be "background", "foreground", or "orphan"`;
  const force = context.flags.bool('force');
  const now = context.flags.bool('now');
  const given = context.flags.int('grace-period');
  if (now && given !== undefined && given >= 0) return '--now and --grace-period cannot be specified together';
  if (given === 0 && !force && !now) return { propagation, gracePeriodSeconds: 1 };
  if (force && (given ?? 0) > 0) return '--force and --grace-period greater than 0 cannot be specified together';
  const grace = graceOf(now, force, given);
  return { propagation, ...(grace === undefined ? {} : { gracePeriodSeconds: grace }) };
}

/** Seconds; undefined leaves them to the pod, as a negative number does. */
function graceOf(now: boolean, force: boolean, given: number | undefined): number | undefined {
  if (now) return 1;
  if (force) return 0;
  return given !== undefined && given >= 0 ? given : undefined;
}

const propagations: Readonly<Record<string, NonNullable<DeleteOptions['propagation']>>> = {
  background: 'Background',
  true: 'Background',
  foreground: 'Foreground',
  orphan: 'Orphan',
  false: 'Orphan',
};
