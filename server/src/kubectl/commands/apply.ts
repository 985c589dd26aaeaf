import { keyOf } from '#engine/api/key.ts';
import { builtinKinds, type KindInfo } from '#engine/api/kinds.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import { equal } from '#engine/equal.ts';
import { type Fields, isFields, withoutNulls } from '#engine/patch/json.ts';
import { threeWayMerge } from '#engine/patch/threeWayMerge.ts';
import type { Command, Context } from '../command.ts';
import { readJson } from '../json.ts';
import { type FileItem, manifestFlags, sendManifests } from '../manifestFiles.ts';
import { outputFlags, printObject } from '../printers/objectOutput.ts';
import { sorted } from '../printers/yaml.ts';
import { refusalText } from '../refusal.ts';
import { dryRunFlag, dryRunMark, dryRunOf, sayWarnings, withCause } from '../write.ts';
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
  run: (context) => sendManifests(context, applyOne),
};

function applyOne(context: Context, item: FileItem): boolean {
  const { metadata } = item.object;
  if (!metadata.name && metadata.generateName !== undefined) {
    context.err(`error: from ${metadata.generateName}: cannot use generate name with apply`);
    return false;
  }
  const modified = withCause(context, item.object);
  const live = context.cluster.run.view.get(keyOf({ ...modified, apiVersion: item.kind.apiVersion }));
  const serverSide = context.flags.bool('server-side');
  if (live === undefined) {
    const fresh = serverSide ? item.object : withConfiguration(modified);
    const done = serverSide ? 'serverside-applied' : 'created';
    return putNew(
      context,
      withoutNulls(fresh) as ApiObject,
      dryRunOf(context),
      serverSide ? '' : `error when creating "${item.source}"`,
      done,
    );
  }
  return update(context, item, modified, live);
}

function update(context: Context, { kind, source }: FileItem, modified: ApiObject, live: ApiObject): boolean {
  const dryRun = dryRunOf(context);
  const serverSide = context.flags.bool('server-side');
  const original = serverSide ? {} : configurationOf(live);
  if (original === undefined)
    context.err(
      `Warning: resource ${kind.plural}/${live.metadata.name} is missing the ${lastApplied} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.`,
    );
  const wanted = serverSide ? modified : withConfiguration(modified);
  const next = threeWayMerge(mergeKind(kind), original ?? {}, wanted, live) as unknown as ApiObject;
  const done = serverSide ? 'serverside-applied' : equal(next, live) ? 'unchanged' : 'configured';
  if (dryRun !== 'none' || equal(next, live)) return printObject(context, next, `${done}${dryRunMark(dryRun)}`);
  const outcome = context.cluster.run.api().update(next, 'kubectl apply');
  sayWarnings(context, outcome);
  if (outcome.kind === 'applied') return printObject(context, outcome.after ?? next, done);
  context.err(
    refusalText(
      outcome,
      `error when applying patch to ${kind.plural} "${live.metadata.name}" for: "${source}": error when patching "${source}"`,
    ),
  );
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

function mergeKind(kind: KindInfo): string | undefined {
  const builtin = builtinKinds.some((each) => each.apiVersion === kind.apiVersion && each.kind === kind.kind);
  return builtin ? kind.kind : undefined;
}
