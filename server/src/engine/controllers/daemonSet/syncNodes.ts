import type { Affinity, Pod, PodTemplate } from '../../api/pod.ts';
import type { DaemonSet } from '../../api/workloads.ts';
import type { Assumption } from '../../trace/trace.ts';
import { createPod, deletePod, podFromTemplate } from '../podControl.ts';
import { slowStart } from '../slowStart.ts';
import { daemonTolerations } from './eligibility.ts';
import type { Pass } from './nodes.ts';
import { hashLabel } from './nodes.ts';

/** Nodes to put a pod on and pods to take away. */
export interface Wanted {
  readonly create: readonly string[];
  readonly remove: readonly Pod[];
  readonly why: string;
  readonly tie?: Assumption;
}

/** At most so many creations and deletions in one sync. */
const burst = 250;

export const generationAnnotation = 'deprecated.daemonset.template.generation';

/** Creates in growing batches, then deletes. Returns the first error; follows kubernetes pkg/controller/daemon syncNodes. */
export function syncNodes(pass: Pass, { create, remove, why, tie }: Wanted): string | undefined {
  const { context, set, hash } = pass;
  let error = slowStart(Math.min(create.length, burst), (index) => {
    if (tie !== undefined) context.assume(tie);
    return createPod(context, set, daemonPod(set, create[index] ?? '', hash), why);
  });
  for (const pod of remove.slice(0, burst)) {
    if (tie !== undefined) context.assume(tie);
    error = deletePod(context, set, pod, why) ?? error;
  }
  return error;
}

/** A pod that only its node can take; follows CreatePodTemplate and ReplaceDaemonSetPodNodeNameNodeAffinity. */
function daemonPod(set: DaemonSet, node: string, hash: string): Pod {
  const { template } = set.spec;
  const generation = set.metadata.annotations?.[generationAnnotation];
  const labels = {
    ...template.metadata?.labels,
    [hashLabel]: hash,
    ...(generation === undefined ? {} : { 'pod-template-generation': generation }),
  };
  const { spec } = template;
  const affinity: Affinity = {
    ...spec.affinity,
    nodeAffinity: {
      ...spec.affinity?.nodeAffinity,
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] }],
      },
    },
  };
  const daemon: PodTemplate = {
    metadata: { ...template.metadata, labels },
    spec: { ...spec, affinity, tolerations: daemonTolerations(spec) },
  };
  return podFromTemplate(set, daemon);
}
