import { keyOf } from '#engine/api/key.ts';
import { resourceName } from '#engine/api/kinds.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import { matchesRequirements, parseSelector } from '#engine/api/selector.ts';
import { withoutNulls } from '#engine/patch/json.ts';
import type { Result } from '#engine/result.ts';
import { never, ok, refused } from '#engine/result.ts';
import { keyFor } from '#engine/store/apiServer.ts';
import type { Outcome } from '#engine/store/change.ts';
import type { Cluster, Output } from '../cluster.ts';
import { patched } from '../commands/patch.ts';
import { execute } from '../execute.ts';
import { kindOfName, storedAs } from '../kindLookup.ts';
import { refusalText, serverError } from '../refusal.ts';
import { splitWords } from '../words.ts';
import { checkExpectations } from './expectation.ts';
import { objectNamed } from './objectNamed.ts';
import type { Placeholders } from './placeholders.ts';
import type { ObjectChoice, Step, WaitGoal } from './scenario.ts';
import { passes, testText } from './test.ts';

const fine: Output = { stdout: '', stderr: '', code: 0 };

/** Runs one step to its end. A refusal is a result with code 1, never an exception. */
export function runStep(cluster: Cluster, step: Step, names: Placeholders): Output {
  switch (step.kind) {
    case 'kubectl':
      return runKubectl(cluster, step.command, step.input, names);
    case 'wait':
      return runWait(cluster, step.for, names);
    case 'delete':
      return request(cluster, step.object, names, (object) =>
        cluster.run
          .api()
          .delete(
            keyOf(object),
            { propagation: defaultPropagation(object), ...step.options },
            'the scenario deletes it',
          ),
      );
    case 'evict':
      return request(cluster, step.object, names, (object) =>
        cluster.run.api().evict(keyOf(object), {}, 'the scenario evicts it'),
      );
    case 'patch':
      return request(cluster, step.object, names, (object) => applyPatch(cluster, object, step));
    case 'node':
      return setNode(cluster, step.name, step.state);
    case 'image':
      cluster.run.setImage(step.behaviour);
      return fine;
    case 'expect':
      return checkExpectations(cluster, step.expectations, names);
    default:
      return never(step);
  }
}

function failed(stderr: string): Output {
  return { stdout: '', stderr: `${stderr}\n`, code: 1 };
}

function runKubectl(cluster: Cluster, command: string, input: string, names: Placeholders): Output {
  const filled = names.fill(command);
  if (!filled.ok) return failed(`error: ${filled.error}`);
  const words = splitWords(filled.value.replace(/^\s*kubectl\s/, ''));
  if (!words.ok) return failed(`error: ${words.error}`);
  const given = names.fill(input);
  return execute(cluster, words.value, given.ok ? given.value : input);
}

function runWait(cluster: Cluster, goal: WaitGoal, names: Placeholders): Output {
  const { run } = cluster;
  if (goal.kind === 'time') {
    run.advance(run.now + goal.duration);
    return fine;
  }
  if (goal.kind === 'quiet') {
    if (run.settle(goal.duration, run.now + goal.timeout)) return fine;
    if (run.bound !== undefined) return failed(`error: ${run.bound}`);
    return failed(`error: timed out after ${goal.timeout} ms: the cluster was not quiet for ${goal.duration} ms`);
  }
  const limit = run.now + goal.timeout;
  for (;;) {
    const object = objectNamed(cluster, goal.object, names);
    const { pass, found } = passes(goal.test, object);
    if (pass) return fine;
    if (run.step(limit)) continue;
    run.advance(limit);
    return failed(
      `error: timed out after ${goal.timeout} ms waiting for ${goal.object.text} ${testText(goal.test)}: ${found}`,
    );
  }
}

function setNode(cluster: Cluster, name: string, state: 'down' | 'up' | 'removed'): Output {
  if (cluster.run.view.get(keyFor('Node', '', name)) === undefined)
    return failed(serverError({ code: 404, reason: 'NotFound', message: `nodes "${name}" not found` }));
  cluster.run.setNode(name, state);
  return fine;
}

function request(
  cluster: Cluster,
  choice: ObjectChoice,
  names: Placeholders,
  send: (object: ApiObject) => Outcome | string,
): Output {
  const chosen = choose(cluster, choice, names);
  if (!chosen.ok) return failed(chosen.error);
  const outcome = send(chosen.value);
  if (typeof outcome === 'string') return failed(outcome);
  return outcome.kind === 'applied' ? fine : failed(refusalText(outcome));
}

function choose(cluster: Cluster, choice: ObjectChoice, names: Placeholders): Result<ApiObject, string> {
  const { view } = cluster.run;
  const kind = kindOfName(view, choice.kind);
  if (kind === undefined) return refused(`error: the server doesn't have a resource type "${choice.kind}"`);
  const namespace = choice.namespace ?? cluster.namespace;
  if (choice.name !== undefined) {
    const filled = names.fill(choice.name);
    if (!filled.ok) return refused(`error: ${filled.error}`);
    const object = view.get(keyFor(storedAs(kind), namespace, filled.value));
    if (object !== undefined) return ok(object);
    return refused(
      serverError({ code: 404, reason: 'NotFound', message: `${resourceName(kind)} "${filled.value}" not found` }),
    );
  }
  const requirements = parseSelector(choice.selector ?? '');
  if (!requirements.ok) return refused(`error: ${requirements.error}`);
  const found = view
    .list(storedAs(kind), kind.namespaced ? namespace : undefined)
    .filter((object) => matchesRequirements(requirements.value, object.metadata.labels ?? {}));
  const object = found[choice.index];
  return object === undefined
    ? refused(`error: ${choice.selector} selects ${found.length} ${kind.plural}; there is no number ${choice.index}`)
    : ok(object);
}

function defaultPropagation(object: ApiObject): 'Background' | 'Orphan' {
  return object.kind === 'ReplicationController' ? 'Orphan' : 'Background';
}

function applyPatch(cluster: Cluster, object: ApiObject, step: Extract<Step, { kind: 'patch' }>): Outcome | string {
  const next = patched(object, step.type, step.patch, step.subresource);
  if (!next.ok) return serverError({ code: 422, reason: 'Invalid', message: next.error });
  const api = cluster.run.api();
  const clean = withoutNulls(next.value) as ApiObject;
  return step.subresource === 'status'
    ? api.updateStatus(clean, 'the scenario patches its status')
    : api.update(clean, 'the scenario patches it');
}
