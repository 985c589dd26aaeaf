import type { ApiObject } from '#engine/api/meta.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import type { FlagSpec } from '../flags.ts';
import { read, readList, readText } from '../printers/read.ts';
import { serverError } from '../refusal.ts';
import { select, selectionFlags } from '../targets.ts';

const containerFlag: FlagSpec = { name: 'container', short: 'c', type: 'string' };
const terminalFlags: readonly FlagSpec[] = [
  containerFlag,
  { name: 'stdin', short: 'i', type: 'bool' },
  { name: 'tty', short: 't', type: 'bool' },
  { name: 'quiet', short: 'q', type: 'bool' },
  { name: 'pod-running-timeout', type: 'duration' },
];

/** Commands that need a program in a container: what the API server would refuse is refused in its words, for the rest there is an honest sentence. */
export const insidePodCommands: readonly Command[] = [
  {
    name: 'logs',
    flags: [
      ...selectionFlags.filter((flag) => flag.name !== 'filename' && flag.name !== 'recursive'),
      containerFlag,
      { name: 'follow', short: 'f', type: 'bool' },
      { name: 'previous', short: 'p', type: 'bool' },
      { name: 'tail', type: 'int' },
      { name: 'since', type: 'string' },
      { name: 'since-time', type: 'string' },
      { name: 'timestamps', type: 'bool' },
      { name: 'all-containers', type: 'bool' },
      { name: 'all-pods', type: 'bool' },
      { name: 'prefix', type: 'bool' },
      { name: 'max-log-requests', type: 'int' },
      { name: 'limit-bytes', type: 'int' },
    ],
    run: logs,
  },
  { name: 'exec', flags: terminalFlags, run: exec },
  { name: 'attach', flags: terminalFlags, run: (context) => inside(context, 'nothing can be attached to it') },
  {
    name: 'port-forward',
    flags: [
      { name: 'address', type: 'list' },
      { name: 'pod-running-timeout', type: 'duration' },
    ],
    run: (context) => {
      if (context.args.length < 2) return fail(context, 'TYPE/NAME and list of ports are required for port-forward');
      return inside(context, 'no port of it answers');
    },
  },
];

function exec(context: Context): number {
  const [pod, ...words] = context.args;
  if (pod === undefined) return fail(context, 'pod, type/name or --filename must be specified');
  if (words.length === 0) return fail(context, 'you must specify at least one command for the container');
  return inside(context, `"${words.join(' ')}" cannot be run in it`);
}

function inside(context: Context, what: string): number {
  const pod = podOf(context);
  if (!pod.ok) {
    context.err(pod.error);
    return 1;
  }
  const container = containerOf(context, pod.value);
  if (!container.ok) return fail(context, container.error);
  return fail(
    context,
    `container ${container.value} of pod ${pod.value.metadata.name} is simulated: no program runs in it, so ${what}`,
  );
}

function logs(context: Context): number {
  const pod = podOf(context);
  if (!pod.ok) {
    context.err(pod.error);
    return 1;
  }
  const { name } = pod.value.metadata;
  const container = containerOf(context, pod.value);
  if (!container.ok) return fail(context, container.error);
  const status = [
    ...readList(pod.value, 'status.containerStatuses'),
    ...readList(pod.value, 'status.initContainerStatuses'),
  ].find((each) => read(each, 'name') === container.value);
  const reason = readText(status, 'state.waiting.reason');
  if (status === undefined || (reason !== '' && reason !== 'CrashLoopBackOff')) {
    const why =
      reason === 'ErrImagePull' || reason === 'ImagePullBackOff'
        ? 'trying and failing to pull image'
        : reason || 'PodInitializing';
    const message = `container "${container.value}" in pod "${name}" is waiting to start: ${why}`;
    context.err(serverError({ code: 400, reason: 'BadRequest', message }));
    return 1;
  }
  context.err(`(container ${container.value} of pod ${name} is simulated: no program runs in it, so it has no output)`);
  return 0;
}

/** The pod that the first word or the selector names, or a pod of the workload. */
function podOf(context: Context): Result<ApiObject, string> {
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

function containerOf(context: Context, pod: ApiObject): Result<string, string> {
  const names = readList(pod, 'spec.containers').map((each) => readText(each, 'name'));
  const all = [...names, ...readList(pod, 'spec.initContainers').map((each) => readText(each, 'name'))];
  const wanted = context.flags.text('container');
  if (wanted !== undefined)
    return all.includes(wanted) ? ok(wanted) : refused(`container ${wanted} is not valid for pod ${pod.metadata.name}`);
  const marked = pod.metadata.annotations?.['kubectl.kubernetes.io/default-container'];
  const chosen = marked !== undefined && names.includes(marked) ? marked : (names[0] ?? '');
  if (all.length > 1 && marked === undefined) context.err(`Defaulted container "${chosen}" out of: ${all.join(', ')}`);
  return ok(chosen);
}
