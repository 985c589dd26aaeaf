import { keyOf } from '#engine/api/key.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import { controllerOf } from '#engine/api/meta.ts';
import type { Pod } from '#engine/api/pod.ts';
import { matchesRequirements, parseSelector } from '#engine/api/selector.ts';
import type { Pause } from '../cluster.ts';
import type { Blocking, Command, Context } from '../command.ts';
import { fail, usage } from '../command.ts';
import { select } from '../targets.ts';
import { dryRunFlag, dryRunMark, dryRunOf, writeObject } from '../write.ts';
import { nodeArguments, withSchedulable } from './cordon.ts';

/** `kubectl drain NODE`: cordons and evicts, with retries every 5 s. Follows kubectl pkg/drain. */
export const drain: Command = {
  name: 'drain',
  flags: [
    dryRunFlag,
    { name: 'selector', short: 'l', type: 'string' },
    { name: 'pod-selector', type: 'string' },
    { name: 'force', type: 'bool' },
    { name: 'ignore-daemonsets', type: 'bool' },
    { name: 'delete-emptydir-data', type: 'bool' },
    { name: 'delete-local-data', type: 'bool' },
    { name: 'grace-period', type: 'int' },
    { name: 'timeout', type: 'duration' },
    { name: 'disable-eviction', type: 'bool' },
    { name: 'skip-wait-for-delete-timeout', type: 'int' },
    { name: 'chunk-size', type: 'int' },
  ],
  run(context: Context): number | Blocking {
    if (context.args.length === 0 && !context.flags.has('selector')) return usage(context, 'USAGE: drain NODE [flags]');
    const selection = select(context, nodeArguments(context));
    if (!selection.ok) return fail(context, selection.error);
    for (const error of selection.value.errors) context.err(error);
    if (selection.value.errors.length > 0) return 1;
    return drainAll(
      context,
      selection.value.targets.map((target) => target.object),
    );
  },
};

function* drainAll(context: Context, nodes: readonly ApiObject[]): Blocking {
  const dryRun = dryRunOf(context);
  for (const node of nodes) {
    const next = withSchedulable(node, true);
    if (next !== node && dryRun === 'none') writeObject(context, node, next, 'kubectl drain');
    context.out(`node/${node.metadata.name} ${next === node ? 'already cordoned' : 'cordoned'}${dryRunMark(dryRun)}`);
  }
  const failures: string[] = [];
  const pending = nodes.map((node) => node.metadata.name);
  for (const node of nodes) {
    const error = yield* drainOne(context, node.metadata.name);
    if (error === undefined) {
      pending.shift();
      context.out(`node/${node.metadata.name} drained${dryRunMark(dryRun)}`);
      continue;
    }
    context.err(`error: unable to drain node "${node.metadata.name}" due to error: ${error}, continuing command...`);
    failures.push(error);
  }
  if (failures.length === 0) return 0;
  context.err(`There are pending nodes to be drained:\n${pending.map((name) => ` ${name}`).join('\n')}`);
  for (const failure of failures) context.err(failure);
  return 1;
}

function* drainOne(context: Context, node: string): Generator<Pause, string | undefined, void> {
  const verdicts = podsToDelete(context, node);
  if (verdicts.error !== undefined) return verdicts.error;
  if (verdicts.warning !== undefined) context.err(`Warning: ${verdicts.warning}`);
  if (dryRunOf(context) === 'none') return yield* evictAll(context, verdicts.pods);
  for (const pod of verdicts.pods) context.out(`evicting pod ${nameOf(pod)}${dryRunMark(dryRunOf(context))}`);
  return undefined;
}

interface Verdicts {
  readonly pods: readonly Pod[];
  readonly error?: string;
  readonly warning?: string;
}

function podsToDelete(context: Context, node: string): Verdicts {
  const selector = parseSelector(context.flags.text('pod-selector') ?? '');
  const judged = [...context.cluster.run.view.podsOnNode(node)]
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
    .filter((pod) => !selector.ok || matchesRequirements(selector.value, pod.metadata.labels ?? {}))
    .map((pod) => ({ pod, ...judge(context, pod) }));
  const errors = saidOf(judged, 'fatal').map((message) => `cannot delete ${message}`);
  if (errors.length > 0) return { pods: [], error: errors.length === 1 ? (errors[0] ?? '') : `[${errors.join(', ')}]` };
  const warnings = saidOf(judged, 'warning');
  return {
    pods: judged.filter(({ evict }) => evict).map(({ pod }) => pod),
    ...(warnings.length > 0 ? { warning: warnings.join('; ') } : {}),
  };
}

/** Each thing that is said, once, with the pods that it is said of. */
function saidOf(judged: readonly (Verdict & { readonly pod: Pod })[], of: 'fatal' | 'warning'): readonly string[] {
  const names = new Map<string, string[]>();
  for (const { pod, [of]: message } of judged)
    if (message !== undefined) names.set(message, [...(names.get(message) ?? []), nameOf(pod)]);
  return [...names].map(([message, pods]) => `${message}: ${pods.join(', ')}`);
}

const nameOf = (pod: Pod): string => `${pod.metadata.namespace}/${pod.metadata.name}`;

interface Verdict {
  readonly evict: boolean;
  readonly fatal?: string;
  readonly warning?: string;
}

/** Daemon pods, mirror pods, local storage, unmanaged pods: the first that stops it decides, as in kubectl's chain of filters. */
function judge(context: Context, pod: Pod): Verdict {
  const owner = controllerOf(pod);
  const finished = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
  if (pod.metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined) return { evict: false };
  if (finished) return { evict: true };
  if (owner?.kind === 'DaemonSet') {
    if (!context.flags.bool('ignore-daemonsets'))
      return { evict: false, fatal: 'DaemonSet-managed Pods (use --ignore-daemonsets to ignore)' };
    return { evict: false, warning: 'ignoring DaemonSet-managed Pods' };
  }
  const local = (pod.spec.volumes ?? []).some((volume) => 'emptyDir' in volume);
  const deletesData = context.flags.bool('delete-emptydir-data') || context.flags.bool('delete-local-data');
  if (local && !deletesData)
    return { evict: false, fatal: 'Pods with local storage (use --delete-emptydir-data to override)' };
  if (owner === undefined) {
    if (!context.flags.bool('force'))
      return { evict: false, fatal: 'cannot delete Pods that declare no controller (use --force to override)' };
    return { evict: true, warning: 'deleting Pods that declare no controller' };
  }
  return local ? { evict: true, warning: 'deleting Pods with local storage' } : { evict: true };
}

interface Evicting {
  readonly pod: Pod;
  /** When the next request is due; undefined after it was accepted. */
  retryAt: number | undefined;
  gone: boolean;
}

const retryAfter = 5000;

function* evictAll(context: Context, pods: readonly Pod[]): Generator<Pause, string | undefined, void> {
  const { run } = context.cluster;
  const timeout = context.flags.duration('timeout') ?? 0;
  const limit = run.now + (timeout > 0 ? timeout : 24 * 3_600_000);
  const evicting: Evicting[] = pods.map((pod) => ({ pod, retryAt: run.now, gone: false }));
  for (;;) {
    for (const each of evicting) {
      const error = goOn(context, each);
      if (error !== undefined) return error;
    }
    const left = evicting.filter((each) => !each.gone);
    if (left.length === 0) return undefined;
    if (run.now >= limit) return timedOut(left, timeout);
    yield { until: Math.min(limit, ...left.flatMap((each) => each.retryAt ?? [])) };
  }
}

function goOn(context: Context, each: Evicting): string | undefined {
  const { run } = context.cluster;
  const { pod } = each;
  if (each.gone) return undefined;
  if (each.retryAt !== undefined && each.retryAt <= run.now) {
    if (!context.flags.bool('disable-eviction')) context.out(`evicting pod ${nameOf(pod)}`);
    const error = request(context, each);
    if (error !== undefined) return error;
  }
  const current = run.view.get(keyOf(pod));
  if (each.retryAt === undefined && current?.metadata.uid !== pod.metadata.uid) {
    each.gone = true;
    context.out(`pod/${pod.metadata.name} ${context.flags.bool('disable-eviction') ? 'deleted' : 'evicted'}`);
  }
  return undefined;
}

function request(context: Context, each: Evicting): string | undefined {
  const { pod } = each;
  const api = context.cluster.run.api();
  const grace = context.flags.int('grace-period') ?? -1;
  const options = grace >= 0 ? { gracePeriodSeconds: grace } : {};
  const outcome = context.flags.bool('disable-eviction')
    ? api.delete(keyOf(pod), options, 'kubectl drain')
    : api.evict(keyOf(pod), options, 'kubectl drain');
  each.retryAt = undefined;
  if (outcome.kind === 'applied' || outcome.status.reason === 'NotFound') return undefined;
  const about = `error when evicting pods/"${pod.metadata.name}" -n "${pod.metadata.namespace}"`;
  if (outcome.status.code !== 429) return `${about}: ${outcome.status.message}`;
  context.err(`${about} (will retry after 5s): ${outcome.status.message}`);
  each.retryAt = context.cluster.run.now + retryAfter;
  return undefined;
}

function timedOut(left: readonly Evicting[], timeout: number): string {
  const errors = left.map(({ pod, retryAt }) =>
    retryAt === undefined
      ? `error when waiting for pod "${pod.metadata.name}" in namespace "${pod.metadata.namespace}" to terminate: global timeout reached: ${goDuration(timeout)}`
      : `error when evicting pods/"${pod.metadata.name}" -n "${pod.metadata.namespace}": global timeout reached: ${goDuration(timeout)}`,
  );
  return errors.length === 1 ? (errors[0] ?? '') : `[${errors.join(', ')}]`;
}

/** `1m0s`, as Go prints durations. */
function goDuration(millis: number): string {
  const seconds = millis / 1000;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = `${seconds % 60}s`;
  if (hours > 0) return `${hours}h${minutes}m${rest}`;
  return minutes > 0 ? `${minutes}m${rest}` : rest;
}
