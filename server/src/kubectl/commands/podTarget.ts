import type { ApiObject } from '#engine/api/meta.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import type { Context } from '../command.ts';
import { fail } from '../command.ts';
import { read, readList, readText } from '../printers/read.ts';
import { select } from '../targets.ts';

/** The pod that the first word or the selector names, or a pod of the workload; undefined after it was said that there is none. */
export function podOf(context: Context): ApiObject | undefined {
  const found = foundPod(context);
  if (found.ok) return found.value;
  context.err(found.error);
  return undefined;
}

function foundPod(context: Context): Result<ApiObject, string> {
  const [word] = context.args;
  if (word === undefined && !context.flags.has('selector'))
    return refused(
      "error: expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command\nSee 'kubectl logs -h' for help and examples",
    );
  const selection = select(context, word === undefined ? ['pods'] : word.includes('/') ? [word] : ['pods', word]);
  if (!selection.ok) return refused(`error: ${selection.error}`);
  const target = selection.value.targets[0]?.object;
  if (target === undefined)
    return refused(selection.value.errors[0] ?? `No resources found in ${context.namespace} namespace.`);
  if (target.kind === 'Pod') return ok(target);
  const selector = read(target, 'spec.selector.matchLabels') ?? read(target, 'spec.selector');
  const pods = context.cluster.run.view.podsWithLabels(
    target.metadata.namespace ?? '',
    (selector ?? {}) as Readonly<Record<string, string>>,
  );
  const pod = pods[0];
  return pod === undefined ? refused(`error: timed out waiting for the condition`) : ok(pod);
}

/** The container that `-c` names, or the pod's default one, which is then said; undefined after it was said that there is no such. */
export function containerOf(context: Context, pod: ApiObject): string | undefined {
  const names = readList(pod, 'spec.containers').map((each) => readText(each, 'name'));
  const all = [...names, ...readList(pod, 'spec.initContainers').map((each) => readText(each, 'name'))];
  const wanted = context.flags.text('container');
  if (wanted !== undefined) {
    if (all.includes(wanted)) return wanted;
    fail(context, `container ${wanted} is not valid for pod ${pod.metadata.name}`);
    return undefined;
  }
  const marked = pod.metadata.annotations?.['kubectl.kubernetes.io/default-container'];
  const chosen = marked !== undefined && names.includes(marked) ? marked : (names[0] ?? '');
  if (all.length > 1 && marked === undefined) context.err(`Defaulted container "${chosen}" out of: ${all.join(', ')}`);
  return chosen;
}
