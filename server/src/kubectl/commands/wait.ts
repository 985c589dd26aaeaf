import { keyOf } from '#engine/api/key.ts';
import type { ApiObject, Condition } from '#engine/api/meta.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import type { Pause } from '../cluster.ts';
import type { Blocking, Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { valuesAt } from '../printers/jsonPath.ts';
import { printedName, select, selectionFlags, type Target } from '../targets.ts';

/** `kubectl wait --for=condition=…|jsonpath=…|delete|create TYPE/NAME [--timeout]`; 30 s unless told otherwise. Follows kubectl pkg/cmd/wait. */
export const waitFor: Command = {
  name: 'wait',
  flags: [
    ...selectionFlags('selector', 'fields', 'all', 'everywhere'),
    { name: 'for', type: 'string' },
    { name: 'timeout', type: 'duration' },
    { name: 'output', short: 'o', type: 'string' },
  ],
  run(context: Context): number | Blocking {
    const goal = readGoal(context.flags.text('for') ?? '');
    if (!goal.ok) return fail(context, goal.error);
    return waitAll(context, goal.value);
  },
};

/** What is waited for: that the objects are gone, are there, or pass a test. */
type Goal = 'delete' | 'create' | ((object: ApiObject) => boolean);

function readGoal(text: string): Result<Goal, string> {
  const lower = text.toLowerCase();
  if (lower === 'delete' || lower === 'create') return ok(lower);
  if (text.startsWith('condition=')) {
    const [type = '', status = 'true'] = text.slice('condition='.length).split('=');
    return ok((object) => hasCondition(object, type, status));
  }
  if (text.startsWith('jsonpath=')) return jsonPathGoal(text.slice('jsonpath='.length));
  return refused(`unrecognized condition: "${text}"`);
}

function hasCondition(object: ApiObject, type: string, status: string): boolean {
  const found = object['status'] as
    | { readonly conditions?: readonly Condition[]; readonly observedGeneration?: number }
    | undefined;
  const condition = found?.conditions?.find((each) => each.type.toLowerCase() === type.toLowerCase());
  if (condition === undefined || condition.status.toLowerCase() !== status.toLowerCase()) return false;
  const observed = condition.observedGeneration ?? found?.observedGeneration;
  return observed === undefined || observed >= (object.metadata.generation ?? 0);
}

function jsonPathGoal(text: string): Result<Goal, string> {
  const match = /^(\{.*?\}|[^=]+)(?:=(.*))?$/s.exec(text.replace(/^'(.*)'$/s, '$1'));
  const path = match?.[1] ?? '';
  const wanted = match?.[2]?.replace(/^(['"])(.*)\1$/, '$2');
  const probe = valuesAt(path, {});
  if (!probe.ok) return refused(probe.error);
  return ok((object) => {
    const values = valuesAt(path, object);
    if (!values.ok || values.value.length === 0) return false;
    return wanted === undefined || (values.value.length === 1 && String(values.value[0]) === wanted);
  });
}

function* waitAll(context: Context, goal: Goal): Blocking {
  const { run } = context.cluster;
  const timeout = context.flags.duration('timeout') ?? 30_000;
  const limit = run.now + (timeout < 0 ? 7 * 24 * 3_600_000 : timeout);
  const selection = yield* selected(context, goal, limit);
  if (!selection.ok) return fail(context, selection.error);
  const { targets, errors } = selection.value;
  if (errors.length > 0 && goal !== 'delete') {
    for (const error of errors) context.err(error);
    return 1;
  }
  if (targets.length === 0) return goal === 'delete' ? 0 : fail(context, 'no matching resources found');
  let code = 0;
  for (const target of targets) if (!(yield* waitOne(context, target, goal, limit))) code = 1;
  return code;
}

/** What is selected; where creation is waited for, as soon as there is something, or at the limit. */
function* selected(context: Context, goal: Goal, limit: number): Generator<Pause, ReturnType<typeof select>, void> {
  for (;;) {
    const selection = select(context);
    const none = selection.ok && selection.value.targets.length === 0;
    if (goal !== 'create' || !none || context.cluster.run.now >= limit) return selection;
    yield { until: limit };
  }
}

function* waitOne(context: Context, target: Target, goal: Goal, limit: number): Generator<Pause, boolean, void> {
  const { run } = context.cluster;
  for (;;) {
    const object = run.view.get(keyOf(target.object));
    const same = object?.metadata.uid === target.object.metadata.uid;
    if (met(goal, same ? object : undefined)) {
      context.out(`${printedName(target)} condition met`);
      return true;
    }
    if (run.now >= limit) {
      context.err(`error: timed out waiting for the condition on ${target.kind.plural}/${target.object.metadata.name}`);
      return false;
    }
    yield { until: limit };
  }
}

function met(goal: Goal, object: ApiObject | undefined): boolean {
  if (goal === 'delete') return object === undefined;
  if (goal === 'create') return object !== undefined;
  return object !== undefined && goal(object);
}
