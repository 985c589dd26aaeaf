import { groupOf } from '#engine/api/key.ts';
import { labelValue, qualifiedName } from '#engine/api/labels.ts';
import type { ApiObject, Labels } from '#engine/api/meta.ts';
import { equal } from '#engine/equal.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { changeAll } from '../edit.ts';
import { namesManifests } from '../manifestFiles.ts';
import { outputFlags } from '../printers/objectOutput.ts';
import { type Selection, select, selectionFlags } from '../targets.ts';
import { dryRunFlag } from '../write.ts';

/** `kubectl label TYPE NAME KEY=VALUE… KEY-…`. */
export const label: Command = markCommand('label', 'labels', ['labeled', 'unlabeled']);

/** `kubectl annotate TYPE NAME KEY=VALUE… KEY-…`. */
export const annotate: Command = markCommand('annotate', 'annotations', ['annotated', 'annotated']);

function markCommand(name: string, field: 'labels' | 'annotations', done: readonly [string, string]): Command {
  return {
    name,
    flags: [
      ...selectionFlags('selector', 'fields', 'all', 'everywhere'),
      ...outputFlags,
      dryRunFlag,
      { name: 'overwrite', type: 'bool' },
      { name: 'list', type: 'bool' },
      { name: 'local', type: 'bool' },
      { name: 'record', type: 'bool' },
      { name: 'resource-version', type: 'string' },
      { name: 'field-manager', type: 'string' },
    ],
    run: (context) => mark(context, field, done),
  };
}

interface Marks {
  readonly names: readonly string[];
  readonly set: Readonly<Record<string, string>>;
  readonly remove: readonly string[];
}

function mark(context: Context, field: 'labels' | 'annotations', done: readonly [string, string]): number {
  const word = field === 'labels' ? 'label' : 'annotation';
  const marks = readMarks(context, field);
  if (!marks.ok) return fail(context, marks.error);
  const { names, set, remove } = marks.value;
  const listing = context.flags.bool('list');
  const nowhere = 'one or more resources must be specified as <resource> <name> or <resource>/<name>';
  if (names.length === 0 && !namesManifests(context)) return fail(context, nowhere);
  if (Object.keys(set).length + remove.length === 0 && !listing)
    return fail(context, `at least one ${word} update is required`);
  const selection = select(context, names);
  if (!selection.ok) return fail(context, selection.error);
  if (selection.value.targets.length === 0 && selection.value.errors.length === 0 && !selection.value.named)
    return fail(context, nowhere);
  if (listing) return listMarks(context, field, selection.value);
  return changeAll(context, selection.value, (target) => {
    const before: Labels = target.object.metadata[field] ?? {};
    const clashes = context.flags.bool('overwrite')
      ? []
      : Object.keys(set).filter((key) => key in before && before[key] !== set[key] && key !== changeCause);
    if (clashes.length > 0) return refused(clashText(field, clashes, before));
    for (const key of remove) if (!(key in before)) context.out(`${word} "${key}" not found.`);
    const after = Object.fromEntries(Object.entries({ ...before, ...set }).filter(([key]) => !remove.includes(key)));
    const next = withMarks(target.object, field, after);
    const version = context.flags.text('resource-version');
    const exact = version === undefined ? next : { ...next, metadata: { ...next.metadata, resourceVersion: version } };
    return ok({ next: exact, done: doneWord(field, before, after, done) });
  });
}

/** It may be written over by anybody. */
const changeCause = 'kubernetes.io/change-cause';

/** kubectl says it in other words for annotations. */
function clashText(field: 'labels' | 'annotations', clashes: readonly string[], before: Labels): string {
  const has = clashes.map((key) => `'${key}' already has a value (${before[key]})`);
  if (field === 'labels') return `error: ${has[0]}, and --overwrite is false`;
  return `error: --overwrite is false but found the following declared annotation(s): ${has.join('; ')}`;
}

/** `--list`: what is there; with the objects' names where they are several. */
function listMarks(context: Context, field: 'labels' | 'annotations', { targets, errors }: Selection): number {
  for (const { kind, object } of targets) {
    const several = targets.length > 1;
    if (several) context.out(`Listing ${field} for ${kind.kind}.${groupOf(kind.apiVersion)}/${object.metadata.name}:`);
    for (const [key, value] of Object.entries(object.metadata[field] ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)))
      context.out(`${several ? ' ' : ''}${key}=${value}`);
  }
  for (const error of errors) context.err(error);
  return errors.length > 0 ? 1 : 0;
}

function doneWord(field: string, before: Labels, after: Labels, [added, removed]: readonly [string, string]): string {
  if (field === 'annotations') return added;
  if (equal(before, after)) return 'not labeled';
  const lost = Object.keys(before).some((key) => !(key in after));
  const gained = Object.keys(after).some((key) => before[key] !== after[key]);
  return lost && !gained ? removed : added;
}

function withMarks(object: ApiObject, field: 'labels' | 'annotations', marks: Labels): ApiObject {
  const { [field]: _old, ...rest } = object.metadata;
  return { ...object, metadata: Object.keys(marks).length === 0 ? rest : { ...rest, [field]: marks } };
}

function readMarks(context: Context, field: 'labels' | 'annotations'): Result<Marks, string> {
  const marks: Reading = { names: [], set: {}, remove: [] };
  for (const arg of context.args) {
    const problem = readMark(field, arg, marks);
    if (problem !== undefined) return refused(problem);
  }
  if (marks.remove.some((key) => key in marks.set))
    return refused(
      `can not both modify and remove ${field === 'labels' ? 'a label' : 'an annotation'} in the same command`,
    );
  return ok(marks);
}

interface Reading {
  readonly names: string[];
  readonly set: Record<string, string>;
  readonly remove: string[];
}

/** `KEY=VALUE` sets, `KEY-` takes away; what stands before the first of them is a resource. Gives what is wrong. */
function readMark(field: 'labels' | 'annotations', arg: string, { names, set, remove }: Reading): string | undefined {
  const equals = arg.indexOf('=');
  if (equals > 0) {
    const [key, value] = [arg.slice(0, equals), arg.slice(equals + 1)];
    set[key] = value;
    return problemOf(field, key, value);
  }
  const changes = Object.keys(set).length + remove.length > 0;
  if (arg.length > 1 && arg.endsWith('-') && (changes || names.length > 0)) {
    remove.push(arg.slice(0, -1));
    return undefined;
  }
  if (changes)
    return `all resources must be specified before ${field === 'labels' ? 'label' : 'annotation'} changes: ${arg}`;
  names.push(arg);
  return undefined;
}

function problemOf(field: string, key: string, value: string): string | undefined {
  const wrongKey = qualifiedName(key);
  if (field === 'annotations')
    return wrongKey.length === 0 ? undefined : `invalid annotation key: "${key}": ${wrongKey.join(';')}`;
  if (value.includes('=')) return `invalid label spec: ${key}=${value}`;
  const wrongValue = labelValue(value);
  if (wrongValue.length > 0) return `invalid label value: "${key}=${value}": ${wrongValue.join(';')}`;
  return wrongKey.length === 0 ? undefined : `invalid label key: "${key}": ${wrongKey.join(';')}`;
}
