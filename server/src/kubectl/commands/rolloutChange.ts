import type { KindInfo } from '#engine/api/kinds.ts';
import { resourceName } from '#engine/api/kinds.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import { timestamp } from '#engine/time.ts';
import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { changeAll } from '../edit.ts';
import { outputFlags } from '../printers/objectOutput.ts';
import { selectionFlags, selectNamed, type Target } from '../targets.ts';
import { dryRunFlag } from '../write.ts';

/** `kubectl rollout pause TYPE/NAME`. */
export const rolloutPause: Command = command('rollout pause', (target) => setPaused(target, true));

/** `kubectl rollout resume TYPE/NAME`. */
export const rolloutResume: Command = command('rollout resume', (target) => setPaused(target, false));

/** `kubectl rollout restart TYPE/NAME`: a time stamp in the pod template. Follows kubectl pkg/polymorphichelpers/objectrestarter.go. */
export const rolloutRestart: Command = command('rollout restart', (target, context) => {
  const { run } = context.cluster;
  return restarted(target, timestamp(run.world.startTime, run.now));
});

type Changed = Result<{ readonly next: ApiObject; readonly done: string }, string>;

function command(name: string, change: (target: Target, context: Context) => Changed): Command {
  return {
    name,
    flags: [...selectionFlags('selector'), ...outputFlags, dryRunFlag, { name: 'field-manager', type: 'string' }],
    run(context: Context): number {
      const selection = selectNamed(context);
      if (!selection.ok) return fail(context, selection.error);
      return changeAll(context, selection.value, (target) => change(target, context));
    },
  };
}

function named(kind: KindInfo, object: ApiObject): string {
  return `error: ${resourceName(kind)} "${object.metadata.name}"`;
}

function setPaused({ kind, object }: Target, paused: boolean): Changed {
  if (object.kind !== 'Deployment')
    return refused(`${named(kind, object)} ${paused ? 'pausing' : 'resuming'} is not supported`);
  const spec = object['spec'] as { readonly paused?: boolean };
  if ((spec.paused === true) === paused)
    return refused(`${named(kind, object)} is ${paused ? 'already' : 'not'} paused`);
  const { paused: _was, ...rest } = spec;
  return ok({ next: { ...object, spec: paused ? { ...rest, paused } : rest }, done: paused ? 'paused' : 'resumed' });
}

interface Restartable {
  readonly paused?: boolean;
  readonly template?: { readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> } };
}

const restartedAt = 'kubectl.kubernetes.io/restartedAt';

function restarted({ kind, object }: Target, now: string): Changed {
  if (!['Deployment', 'DaemonSet', 'StatefulSet'].includes(object.kind))
    return refused(`${named(kind, object)} restarting is not supported`);
  const spec = object['spec'] as Restartable;
  if (spec.paused === true)
    return refused(`${named(kind, object)} can't restart paused deployment (run rollout resume first)`);
  const annotations = spec.template?.metadata?.annotations;
  if (annotations?.[restartedAt] === now)
    return refused(
      'error: if restart has already been triggered within the past second, please wait before attempting to trigger another',
    );
  const metadata = { ...spec.template?.metadata, annotations: { ...annotations, [restartedAt]: now } };
  return ok({ next: { ...object, spec: { ...spec, template: { ...spec.template, metadata } } }, done: 'restarted' });
}
