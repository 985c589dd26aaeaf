/** Where objects of a kind describe the pods that they make, with metadata and spec: the object itself for a Pod; undefined for kinds that make none. */
export function templatePath(kind: string): readonly string[] | undefined {
  if (kind === 'Pod') return [];
  if (kind === 'CronJob') return ['spec', 'jobTemplate', 'spec', 'template'];
  return templated.has(kind) ? ['spec', 'template'] : undefined;
}

const templated: ReadonlySet<string> = new Set([
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'ReplicationController',
]);
