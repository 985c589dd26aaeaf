import { keyOf } from '#engine/api/key.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Container, Pod } from '#engine/api/pod.ts';
import type { Pause } from '../cluster.ts';
import type { Blocking, Context } from '../command.ts';
import { fail } from '../command.ts';
import { removePod } from '../inside/removePod.ts';
import { isShell } from '../inside/shell.ts';
import { startProgram } from '../inside/startProgram.ts';
import { shellIn } from './exec.ts';

/** How long `kubectl run -i` waits for its container, milliseconds. */
const patience = 60_000;

/**
 * `kubectl run -i NAME -- COMMAND`: what a simulated container can run runs to its end, and with `--rm` the pod goes; else the pod
 * stays, and an honest sentence says that nobody can attach.
 */
export function* runAttached(context: Context, made: ApiObject, words: readonly string[]): Blocking {
  const { run } = context.cluster;
  const pod = yield* running(context, made);
  if (pod === undefined) return fail(context, 'timed out waiting for the condition');
  const container = pod.spec.containers[0];
  if (container !== undefined && isShell(words)) return yield* attachShell(context, pod, container, words[0] ?? '');
  const started = container === undefined ? undefined : startProgram(context.cluster, pod, container, words, context);
  if (container === undefined || started === undefined) {
    context.err('There is nothing to attach to: no program runs in a simulated container. "kubectl exec" can ask it.');
    return 0;
  }
  const code = typeof started === 'number' ? started : yield* started;
  run.endContainer(keyOf(pod), container.name, code);
  if (context.flags.bool('rm')) context.out(removePod(run, keyOf(pod)));
  return code;
}

function* attachShell(context: Context, pod: Pod, container: Container, program: string): Blocking {
  context.err("If you don't see a command prompt, try pressing enter.");
  return yield* shellIn(context, pod, container, program);
}

function* running(context: Context, made: ApiObject): Generator<Pause, Pod | undefined, void> {
  const { run } = context.cluster;
  const { namespace = context.namespace } = made.metadata;
  const key = keyOf({ ...made, metadata: { ...made.metadata, namespace } });
  const until = run.now + patience;
  for (;;) {
    const pod = run.view.get(key) as Pod | undefined;
    if (pod?.status?.containerStatuses?.[0]?.state.running !== undefined) return pod;
    if (pod === undefined || run.now >= until) return undefined;
    yield { until };
  }
}
