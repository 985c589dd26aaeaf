import { key, keyOf } from '#engine/api/key.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import { warningsFor } from '#engine/api/validation/warnings.ts';
import { equal } from '#engine/equal.ts';
import { withoutNulls } from '#engine/patch/json.ts';
import { podSecurityWarnings } from '#engine/podSecurity/podSecurity.ts';
import type { Outcome } from '#engine/store/change.ts';
import type { Context } from './command.ts';
import type { FlagSpec, Flags } from './flags.ts';
import { printObject } from './printers/objectOutput.ts';
import { refusalText } from './refusal.ts';

export const dryRunFlag: FlagSpec = { name: 'dry-run', type: 'string', bare: 'unchanged' };

/** How far a command goes: all the way, as far as the server would (nothing is stored), or not even to the server. */
export type DryRun = 'none' | 'server' | 'client';

const dryRuns: Readonly<Record<string, DryRun>> = {
  none: 'none',
  false: 'none',
  client: 'client',
  true: 'client',
  unchanged: 'client',
  server: 'server',
};

/** What `--dry-run` says. Other words than kubectl knows never reach a command: see `wrongDryRun`. */
export function dryRunOf({ flags }: Context): DryRun {
  return dryRuns[flags.text('dry-run') ?? 'none'] ?? 'none';
}

/** kubectl's refusal of a word that `--dry-run` does not know, before anything is done. */
export function wrongDryRun(flags: Flags): string | undefined {
  const text = flags.text('dry-run') ?? 'none';
  if (Object.hasOwn(dryRuns, text)) return undefined;
  return `Invalid dry-run value (${text}). Must be "none", "server", or "client".`;
}

/** What kubectl puts behind its answer: ` (server dry run)`. */
export function dryRunMark(dryRun: DryRun): string {
  if (dryRun === 'none') return '';
  return dryRun === 'server' ? ' (server dry run)' : ' (dry run)';
}

/** Why a command writes, for the trace: itself, on which side it merges, and as whom. */
export function reasonOf({ command, flags }: Context): string {
  const manager = flags.text('field-manager');
  const serverSide = flags.bool('server-side') ? ' --server-side' : '';
  return `kubectl ${command}${serverSide}${manager === undefined ? '' : ` --field-manager=${manager}`}`;
}

/** Stores a changed object: its status through the sub-resource where `subresource` says so, else the rest. Equal objects are not sent. */
export function writeObject(
  context: Context,
  before: ApiObject,
  after: ApiObject,
  why: string,
  subresource?: string,
): Outcome {
  const clean = withCause(context, withoutNulls(after) as ApiObject);
  const api = context.cluster.run.api();
  if (equal(before, clean)) return { kind: 'applied', verb: 'update', key: keyOf(before), before, after: before };
  if (subresource === 'status') return api.updateStatus(clean, why);
  const outcome = api.update(clean, why);
  sayWarnings(context, outcome);
  return outcome;
}

/** Prints what would be stored, as far as `--dry-run` goes, or why the API server would refuse it; whether it would not. */
export function printUnstored(
  context: Context,
  before: ApiObject,
  after: ApiObject,
  done: string,
  doing = '',
): boolean {
  const stored = unstored(context, before, after, doing);
  return stored !== undefined && printObject(context, stored, `${done}${dryRunMark(dryRunOf(context))}`);
}

/** What would be stored, as far as `--dry-run` goes: the object as it is, or as the API server would have it; undefined (with the reason printed) where it refuses. */
function unstored(context: Context, before: ApiObject, after: ApiObject, doing: string): ApiObject | undefined {
  if (dryRunOf(context) !== 'server' || equal(before, after)) return after;
  const result = context.cluster.run.dryRunUpdate(withoutNulls(after) as ApiObject);
  if (!result.ok) {
    context.err(refusalText({ key: keyOf(before), status: result.error }, doing));
    return undefined;
  }
  sayWarningsOf(context, result.value, before);
  return result.value;
}

/** Says what the API server warns of in what it stored. */
export function sayWarnings(context: Context, outcome: Outcome): void {
  if (outcome.kind === 'applied' && outcome.after !== null)
    sayWarningsOf(context, outcome.after, outcome.before ?? undefined);
}

/** The same for an object as it would be stored. */
export function sayWarningsOf(context: Context, object: ApiObject, old?: ApiObject): void {
  const { kubernetesVersion, admission } = context.cluster.run.world;
  for (const text of warningsFor(object, old, kubernetesVersion)) context.warn(text);
  if (!admission.podSecurity) return;
  const namespace = context.cluster.run.view.get(key('Namespace', '', object.metadata.namespace ?? ''));
  for (const text of podSecurityWarnings(object, namespace?.metadata.labels, kubernetesVersion)) context.warn(text);
}

/** The object with the command line as the cause of its change, where `--record` asks for it. */
export function withCause(context: Context, object: ApiObject): ApiObject {
  if (!context.flags.bool('record')) return object;
  const args =
    context.dash < 0
      ? context.args
      : [...context.args.slice(0, context.dash), '--', ...context.args.slice(context.dash)];
  const cause = ['kubectl', context.command, ...args, ...context.flags.words()].join(' ');
  const annotations = { ...object.metadata.annotations, 'kubernetes.io/change-cause': cause };
  return { ...object, metadata: { ...object.metadata, annotations } };
}
