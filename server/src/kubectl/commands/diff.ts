import { keyOf } from '#engine/api/key.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Run } from '#engine/engine.ts';
import { threeWayMerge } from '#engine/patch/threeWayMerge.ts';
import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { mergeKind } from '../kindLookup.ts';
import { withoutManagedFields } from '../managedFields/managers.ts';
import { type FileItem, manifestFlags, manifestsFor, namesManifests } from '../manifestFiles.ts';
import { toYaml } from '../printers/yaml.ts';
import { unifiedDiff } from '../unifiedDiff.ts';
import { configurationOf, lastApplied, withConfiguration } from './apply.ts';

/** `kubectl diff -f …`: what an apply would change. Exit code 1 where there is a difference, 2 and more for errors, as diff's own. */
export const diff: Command = {
  name: 'diff',
  flags: [
    ...manifestFlags,
    { name: 'server-side', type: 'bool' },
    { name: 'force-conflicts', type: 'bool' },
    { name: 'field-manager', type: 'string' },
    { name: 'prune', type: 'bool' },
    { name: 'selector', short: 'l', type: 'string' },
    { name: 'concurrency', type: 'int' },
    { name: 'show-managed-fields', type: 'bool' },
  ],
  run(context: Context): number {
    if (!namesManifests(context)) return fail(context, 'must specify one of -f and -k');
    const read = manifestsFor(context);
    if (!read.ok) return fail(context, read.error);
    for (const error of read.value.errors) context.err(error);
    if (read.value.errors.length > 0) return 2;
    let code = 0;
    for (const item of read.value.items) if (differs(context, item)) code = 1;
    return code;
  },
};

function differs(context: Context, { kind, object }: FileItem): boolean {
  const live = context.cluster.run.view.get(keyOf(object));
  const merged =
    live === undefined ? created(context, object) : appliedTo(context.cluster.run, live, object, mergeKind(kind));
  const text = unifiedDiff(live === undefined ? '' : toYaml(shown(live)), toYaml(shown(merged)));
  if (text === '') return false;
  const { namespace = '', name } = object.metadata;
  const file = `${object.apiVersion.replace('/', '.')}.${object.kind}.${namespace}.${name}`;
  context.out(`diff -u -N LIVE/${file} MERGED/${file}\n--- LIVE/${file}\n+++ MERGED/${file}\n${text}`);
  return true;
}

function created(context: Context, object: ApiObject): ApiObject {
  const result = context.cluster.run.dryRun(object);
  return result.ok ? result.value : object;
}

function appliedTo(run: Run, live: ApiObject, object: ApiObject, kind: string | undefined): ApiObject {
  const wanted = withConfiguration(object);
  const next = threeWayMerge(kind, configurationOf(live) ?? {}, wanted, live) as unknown as ApiObject;
  const stored = run.dryRunUpdate(next);
  return stored.ok ? stored.value : next;
}

function shown(object: ApiObject): ApiObject {
  const { annotations = {}, ...metadata } = withoutManagedFields(object).metadata;
  const { [lastApplied]: _own, ...rest } = annotations;
  return { ...object, metadata: Object.keys(rest).length === 0 ? metadata : { ...metadata, annotations: rest } };
}
