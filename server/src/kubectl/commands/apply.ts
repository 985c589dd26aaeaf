import { keyOf } from '#engine/api/key.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import { equal } from '#engine/equal.ts';
import { type Fields, isFields, withoutNulls } from '#engine/patch/json.ts';
import { threeWayMerge } from '#engine/patch/threeWayMerge.ts';
import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { readJson } from '../json.ts';
import { mergeKind } from '../kindLookup.ts';
import { serverSideApplied } from '../managedFields/serverSideApply.ts';
import { type FileItem, manifestFlags, sendManifests } from '../manifestFiles.ts';
import { outputFlags, printObject } from '../printers/objectOutput.ts';
import { sorted } from '../printers/yaml.ts';
import { received } from '../received.ts';
import { refusalText } from '../refusal.ts';
import { dryRunFlag, dryRunOf, printUnstored, reasonOf, sayWarnings, withCause } from '../write.ts';
import { putNew } from './create.ts';

export const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** `kubectl apply -f …`: creates what is not there and merges what is, three ways. */
export const apply: Command = {
  name: 'apply',
  flags: [
    ...manifestFlags,
    ...outputFlags,
    dryRunFlag,
    { name: 'server-side', type: 'bool' },
    { name: 'force-conflicts', type: 'bool' },
    { name: 'field-manager', type: 'string' },
    { name: 'force', type: 'bool' },
    { name: 'overwrite', type: 'bool' },
    { name: 'prune', type: 'bool' },
    { name: 'all', type: 'bool' },
    { name: 'selector', short: 'l', type: 'string' },
    { name: 'record', type: 'bool' },
    { name: 'validate', type: 'string', bare: 'strict' },
    { name: 'wait', type: 'bool' },
    { name: 'timeout', type: 'duration' },
    { name: 'cascade', type: 'string', bare: 'background' },
    { name: 'grace-period', type: 'int' },
    { name: 'openapi-patch', type: 'bool' },
  ],
  run(context) {
    const wrong = wrongUse(context);
    return wrong === undefined ? sendManifests(context, applyOne) : fail(context, wrong);
  },
};

function applyOne(context: Context, item: FileItem): boolean {
  const { metadata } = item.object;
  if (!metadata.name && metadata.generateName !== undefined) {
    context.err(`error: from ${metadata.generateName}: cannot use generate name with apply`);
    return false;
  }
  const live = context.cluster.run.view.get(keyOf({ ...item.object, apiVersion: item.kind.apiVersion }));
  const creating = `error when creating "${item.source}"`;
  const object = received(context, item, live === undefined ? creating : patching(item, live));
  if (object === undefined) return false;
  if (context.flags.bool('server-side')) return applyServerSide(context, { ...item, object }, live);
  const modified = withCause(context, object);
  if (live !== undefined) return update(context, item, modified, live);
  return putNew(context, withoutNulls(withConfiguration(modified)) as ApiObject, dryRunOf(context), creating);
}

function patching({ kind, source }: FileItem, live: ApiObject): string {
  return `error when applying patch to ${kind.plural} "${live.metadata.name}" for: "${source}": error when patching "${source}"`;
}

/** As the API server merges: fields of others are taken only by force. */
function applyServerSide(context: Context, item: FileItem, live: ApiObject | undefined): boolean {
  const { flags, cluster } = context;
  const dryRun = dryRunOf(context);
  const applier = { manager: flags.text('field-manager') ?? 'kubectl', force: flags.bool('force-conflicts') };
  const config = withoutNulls(withCause(context, item.object)) as ApiObject;
  const applied = serverSideApplied(cluster.run, item.kind, config, live, applier);
  if (!applied.ok) {
    context.err(`error: ${applied.error}\n${conflictAdvice}`);
    return false;
  }
  const done = 'serverside-applied';
  if (live === undefined) return putNew(context, applied.value, dryRun, '', done);
  if (dryRun !== 'none') return printUnstored(context, live, applied.value, done);
  const outcome = cluster.run.api().update(applied.value, reasonOf(context));
  sayWarnings(context, outcome);
  if (outcome.kind === 'applied') return printObject(context, outcome.after ?? applied.value, done);
  context.err(refusalText(outcome));
  return false;
}

/** What kubectl adds where fields have other managers. */
const conflictAdvice = `Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`;

/** Flags that do not go together. */
function wrongUse({ flags }: Context): string | undefined {
  const serverSide = flags.bool('server-side');
  if (flags.bool('force-conflicts') && !serverSide) return '--force-conflicts only works with --server-side';
  if (serverSide && flags.bool('force')) return '--force cannot be used with --server-side';
  if (serverSide && flags.text('dry-run') === 'client')
    return "--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)";
  return undefined;
}

function update(context: Context, item: FileItem, modified: ApiObject, live: ApiObject): boolean {
  const { kind } = item;
  const original = configurationOf(live);
  if (original === undefined)
    context.err(
      `Warning: resource ${kind.plural}/${live.metadata.name} is missing the ${lastApplied} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.`,
    );
  const wanted = withConfiguration(modified);
  const next = threeWayMerge(mergeKind(kind), original ?? {}, wanted, live) as unknown as ApiObject;
  const done = equal(next, live) ? 'unchanged' : 'configured';
  if (dryRunOf(context) !== 'none' || equal(next, live))
    return printUnstored(context, live, next, done, patching(item, live));
  const outcome = context.cluster.run.api().update(next, reasonOf(context));
  sayWarnings(context, outcome);
  if (outcome.kind === 'applied') return printObject(context, outcome.after ?? next, done);
  context.err(refusalText(outcome, patching(item, live)));
  return false;
}

/** The object with its own text in the annotation by which the next apply knows what this one said. */
export function withConfiguration(object: ApiObject): ApiObject {
  const { [lastApplied]: _old, ...annotations } = object.metadata.annotations ?? {};
  const own = { ...object, metadata: { ...object.metadata, annotations } };
  const text = `${JSON.stringify(sorted(own))}\n`;
  return { ...own, metadata: { ...own.metadata, annotations: { ...annotations, [lastApplied]: text } } };
}

/** What was applied last; undefined where nobody applied the object. */
export function configurationOf(live: ApiObject): Fields | undefined {
  const text = live.metadata.annotations?.[lastApplied];
  if (text === undefined) return undefined;
  const read = readJson(text);
  return read.ok && isFields(read.value) ? read.value : {};
}
