import type { Pod } from '#engine/api/pod.ts';
import { podRequests } from '#engine/api/podResources.ts';
import {
  addQuantities,
  type Quantity,
  quantityMilliValue,
  quantityOr0,
  quantityValue,
  zeroQuantity,
} from '#engine/api/quantity.ts';
import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import type { FlagSpec } from '../flags.ts';
import { readMap } from '../printers/read.ts';
import { table } from '../printers/table.ts';
import { kindsOf, listOf, select } from '../targets.ts';

const flags: readonly FlagSpec[] = [
  { name: 'selector', short: 'l', type: 'string' },
  { name: 'all-namespaces', short: 'A', type: 'bool' },
  { name: 'no-headers', type: 'bool' },
  { name: 'sort-by', type: 'string' },
  { name: 'containers', type: 'bool' },
  { name: 'sum', type: 'bool' },
  { name: 'field-selector', type: 'string' },
];

const note = '(nothing is measured in a simulation: these are the requests)';

/** `kubectl top pods` and `kubectl top nodes`, of requests: nothing in a simulation uses anything. */
export const topCommands: readonly Command[] = [
  ...['top pods', 'top pod', 'top po'].map((name): Command => ({ name, flags, run: topPods })),
  ...['top nodes', 'top node', 'top no'].map((name): Command => ({ name, flags, run: topNodes })),
];

function topPods(context: Context): number {
  const selection = select(context, ['pods', ...context.args]);
  if (!selection.ok) return fail(context, selection.error);
  for (const error of selection.value.errors) context.err(error);
  const pods = selection.value.targets.map((target) => target.object as Pod);
  if (pods.length === 0) {
    if (selection.value.errors.length > 0) return 1;
    context.err(`No resources found in ${context.namespace} namespace.`);
    return 0;
  }
  const everywhere = context.flags.bool('all-namespaces');
  const rows = pods.map((pod) => [
    ...(everywhere ? [pod.metadata.namespace ?? ''] : []),
    pod.metadata.name,
    ...amounts([pod]),
  ]);
  const header = [...(everywhere ? ['NAMESPACE'] : []), 'NAME', 'CPU(cores)', 'MEMORY(bytes)'];
  context.out(table(context.flags.bool('no-headers') ? rows : [header, ...rows]));
  context.err(note);
  return selection.value.errors.length > 0 ? 1 : 0;
}

function topNodes(context: Context): number {
  const kinds = kindsOf(context, 'nodes');
  const nodes = kinds.ok ? kinds.value.flatMap((kind) => listOf(context, kind)) : [];
  const named = nodes.filter((node) => context.args.length === 0 || context.args.includes(node.metadata.name));
  const rows = named.map((node) => {
    const pods = context.cluster.run.view.podsOnNode(node.metadata.name);
    const [cpu = '', memory = ''] = amounts(pods);
    const share = (name: string): string => {
      const all = quantityMilliValue(quantityOr0(readMap(node, 'status.allocatable')[name]));
      return all === 0 ? '0%' : `${Math.trunc((quantityMilliValue(requested(pods, name)) / all) * 100)}%`;
    };
    return [node.metadata.name, cpu, share('cpu'), memory, share('memory')];
  });
  context.out(
    table(
      context.flags.bool('no-headers')
        ? rows
        : [['NAME', 'CPU(cores)', 'CPU(%)', 'MEMORY(bytes)', 'MEMORY(%)'], ...rows],
    ),
  );
  context.err(note);
  return 0;
}

function amounts(pods: readonly Pod[]): readonly string[] {
  const cpu = quantityMilliValue(requested(pods, 'cpu'));
  const memory = quantityValue(requested(pods, 'memory'));
  return [`${cpu}m`, `${Math.trunc(memory / (1024 * 1024))}Mi`];
}

function requested(pods: readonly Pod[], name: string): Quantity {
  return pods.reduce((sum, pod) => addQuantities(sum, podRequests(pod.spec).get(name) ?? zeroQuantity), zeroQuantity);
}
