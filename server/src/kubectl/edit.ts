import type { ApiObject } from '#engine/api/meta.ts';
import { templatePath } from '#engine/api/templatePath.ts';
import type { Result } from '#engine/result.ts';
import type { Context } from './command.ts';
import { printObject } from './printers/objectOutput.ts';
import { refusalText } from './refusal.ts';
import type { Selection, Target } from './targets.ts';
import { dryRunOf, printUnstored, reasonOf, writeObject } from './write.ts';

/** What a command makes of one object: the changed object and what kubectl says was done to it, or an error (a whole line of stderr). */
export type Change = (target: Target) => Result<{ readonly next: ApiObject; readonly done: string }, string>;

/** Changes every selected object, prints the answers, and is the exit code. */
export function changeAll(context: Context, selection: Selection, change: Change): number {
  let code = selection.errors.length > 0 ? 1 : 0;
  for (const target of selection.targets) if (!changeOne(context, target, change)) code = 1;
  for (const error of selection.errors) context.err(error);
  return code;
}

function changeOne(context: Context, target: Target, change: Change): boolean {
  const changed = change(target);
  if (!changed.ok) {
    context.err(changed.error);
    return false;
  }
  const { next, done } = changed.value;
  if (dryRunOf(context) !== 'none') return printUnstored(context, target.object, next, done);
  const outcome = writeObject(context, target.object, next, reasonOf(context));
  if (outcome.kind === 'applied') return printObject(context, outcome.after ?? next, done);
  context.err(refusalText(outcome));
  return false;
}

/** The pod template of a workload with a change in it; the object itself for a pod; undefined for kinds that have none. */
export function withPodSpec(object: ApiObject, change: (spec: PodSpecFields) => PodSpecFields): ApiObject | undefined {
  const path = podSpecPath(object.kind);
  return path === undefined ? undefined : (changeAt(object, path, change) as ApiObject);
}

export type PodSpecFields = Readonly<Record<string, unknown>>;

/** Where a kind keeps its pod spec. */
export function podSpecPath(kind: string): readonly string[] | undefined {
  const template = templatePath(kind);
  return template === undefined ? undefined : [...template, 'spec'];
}

function changeAt(value: unknown, path: readonly string[], change: (inner: PodSpecFields) => PodSpecFields): unknown {
  const [first, ...rest] = path;
  const fields = (value ?? {}) as PodSpecFields;
  return first === undefined ? change(fields) : { ...fields, [first]: changeAt(fields[first], rest, change) };
}
