import { accessDescribers } from './access.ts';
import { configurationDescribers } from './configuration.ts';
import type { Describer } from './describer.ts';
import { describeGeneric } from './generic.ts';
import { networkDescribers } from './network.ts';
import { nodeDescriber } from './node.ts';
import { podDescriber } from './pod.ts';
import { policyDescribers } from './policies.ts';
import { workloadDescribers } from './workloads.ts';

/** How every kind is described; the others by all their fields. */
const describers: readonly Describer[] = [
  podDescriber,
  nodeDescriber,
  ...workloadDescribers,
  ...networkDescribers,
  ...configurationDescribers,
  ...policyDescribers,
  ...accessDescribers,
];

const byKind = new Map(describers.map((each) => [each.kind, each]));

/** The describer of a kind (`Deployment.apps`). */
export function describerOf(kind: string): Describer {
  return byKind.get(kind) ?? { kind, events: true, describe: describeGeneric };
}
