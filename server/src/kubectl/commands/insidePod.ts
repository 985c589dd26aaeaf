import { key } from '#engine/api/key.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import { containerStatuses } from '#engine/trace/podState.ts';
import type { Command, Context } from '../command.ts';
import { fail, usage } from '../command.ts';
import { readList, readText } from '../printers/read.ts';
import { serverError } from '../refusal.ts';
import { containerFlag, terminalFlags } from './exec.ts';
import { containerOf, podOf } from './podTarget.ts';

/** Commands that need a program in a container: what the API server would refuse is refused in its words, for the rest there is an honest sentence. */
export const insidePodCommands: readonly Command[] = [
  {
    name: 'logs',
    flags: [
      { name: 'selector', short: 'l', type: 'string' },
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
  {
    name: 'attach',
    flags: terminalFlags,
    run: (context) => inside(context, 'nothing can be attached to it'),
  },
  {
    name: 'port-forward',
    flags: [
      { name: 'address', type: 'list' },
      { name: 'pod-running-timeout', type: 'duration' },
    ],
    run: portForward,
  },
];

function inside(context: Context, what: string): number {
  const pod = podOf(context);
  if (pod === undefined) return 1;
  const container = containerOf(context, pod);
  if (container === undefined) return 1;
  return fail(
    context,
    `container ${container} of pod ${pod.metadata.name} is simulated: no program runs in it, so ${what}`,
  );
}

function logs(context: Context): number {
  const pod = podOf(context);
  if (pod === undefined) return 1;
  const { name } = pod.metadata;
  const container = containerOf(context, pod);
  if (container === undefined) return 1;
  const status = containerStatuses(pod).find((each) => each.name === container);
  const reason = readText(status, 'state.waiting.reason');
  if (status === undefined || (reason !== '' && reason !== 'CrashLoopBackOff')) {
    const why =
      reason === 'ErrImagePull' || reason === 'ImagePullBackOff'
        ? 'trying and failing to pull image'
        : reason || 'PodInitializing';
    const message = `container "${container}" in pod "${name}" is waiting to start: ${why}`;
    context.err(serverError({ code: 400, reason: 'BadRequest', message }));
    return 1;
  }
  context.err(`(container ${container} of pod ${name} is simulated: no program runs in it, so it has no output)`);
  return 0;
}

/** Refused as kubectl would; for what it would forward there is an honest sentence. */
function portForward(context: Context): number {
  const [target, ...ports] = context.args;
  if (target === undefined || ports.length === 0)
    return usage(context, 'TYPE/NAME and list of ports are required for port-forward');
  const pod = podOf(context);
  if (pod === undefined) return 1;
  const { name } = pod.metadata;
  const service = serviceNamed(context, target);
  for (const port of ports) {
    const wanted = port.split(':').at(-1) ?? '';
    const known = readList(service, 'spec.ports').some(
      (each) => readText(each, 'port') === wanted || readText(each, 'name') === wanted,
    );
    if (service !== undefined && !known)
      return fail(context, `Service ${service.metadata.name} does not have a service port ${wanted}`);
  }
  const phase = readText(pod, 'status.phase', 'Pending');
  if (phase !== 'Running')
    return fail(context, `unable to forward port because pod is not running. Current status=${phase}`);
  return fail(
    context,
    `pod ${name} is simulated: nothing listens on this machine for ${ports.join(', ')}. "kubectl exec POD -- curl URL" says which pod answers a request`,
  );
}

function serviceNamed(context: Context, target: string): ApiObject | undefined {
  const name = /^(?:svc|services?)\/(.+)$/.exec(target)?.[1];
  return name === undefined ? undefined : context.cluster.run.view.get(key('Service', context.namespace, name));
}
