import type { Pod, PodTemplate, Volume } from '../../api/pod.ts';
import type { StatefulSet } from '../../api/workloads.ts';
import { podFromTemplate } from '../podControl.ts';

export const revisionLabel = 'controller-revision-hash';
const nameLabel = 'statefulset.kubernetes.io/pod-name';
const indexLabel = 'apps.kubernetes.io/pod-index';

/** The number in the pod's name, if it is a name that the set gives; follows kubernetes pkg/controller/statefulset getParentNameAndOrdinal. */
export function ordinalOf(set: StatefulSet, { metadata: { name } }: Pod): number | undefined {
  const match = /^(.*)-([0-9]+)$/.exec(name);
  return match?.[1] === set.metadata.name ? Number(match[2]) : undefined;
}

export function revisionOf(pod: Pod): string {
  return pod.metadata.labels?.[revisionLabel] ?? '';
}

/** The volume claims of one pod, by the name of the volume. */
export function claimNames(set: StatefulSet, ordinal: number): ReadonlyMap<string, string> {
  return new Map(
    (set.spec.volumeClaimTemplates ?? []).map(({ metadata: { name } }) => [
      name,
      `${name}-${set.metadata.name}-${ordinal}`,
    ]),
  );
}

/** The pod of an ordinal, stamped out of a template of a revision; follows newStatefulSetPod. */
export function podOf(set: StatefulSet, ordinal: number, template: PodTemplate, revision: string): Pod {
  const pod = withIdentity(set, podFromTemplate(set, template), ordinal);
  return {
    ...pod,
    metadata: { ...pod.metadata, labels: { ...pod.metadata.labels, [revisionLabel]: revision } },
    spec: { ...pod.spec, hostname: pod.metadata.name, subdomain: set.spec.serviceName ?? '' },
  };
}

/** Whether name, labels and volumes are those of the ordinal; follows identityMatches and storageMatches. */
export function hasIdentity(set: StatefulSet, pod: Pod, ordinal: number): boolean {
  const { labels } = pod.metadata;
  if (labels?.[nameLabel] !== pod.metadata.name) return false;
  if (labels[indexLabel] !== String(ordinal)) return false;
  const volumes = pod.spec.volumes ?? [];
  return [...claimNames(set, ordinal)].every(
    ([name, claim]) => volumes.find((volume) => volume.name === name)?.persistentVolumeClaim?.claimName === claim,
  );
}

/** The pod with the labels and volumes of its ordinal; follows updateIdentity and updateStorage. */
export function withIdentity(set: StatefulSet, pod: Pod, ordinal: number): Pod {
  const name = `${set.metadata.name}-${ordinal}`;
  const claims = claimNames(set, ordinal);
  const others = (pod.spec.volumes ?? []).filter((volume) => !claims.has(volume.name));
  const volumes: readonly Volume[] = [
    ...[...claims].map(([volume, claimName]) => ({ name: volume, persistentVolumeClaim: { claimName } })),
    ...others,
  ];
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      name,
      labels: { ...pod.metadata.labels, [nameLabel]: name, [indexLabel]: String(ordinal) },
    },
    spec: volumes.length === 0 ? pod.spec : { ...pod.spec, volumes },
  };
}
