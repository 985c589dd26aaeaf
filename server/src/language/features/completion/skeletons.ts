import type { Catalog } from '../../schema/catalog.ts';
import { apiVersionOf, type Kind } from '../../schema/schema.ts';

const container = (indent: string): string =>
  [
    `containers:`,
    `  - name: \${1:web}`,
    `    image: \${2:nginx:1.29}`,
    `    ports:`,
    `      - containerPort: \${3:8080}`,
  ]
    .map((line) => indent + line)
    .join('\n');

const template = (indent: string, more: readonly string[] = []): string =>
  [
    ...[
      `template:`,
      `  metadata:`,
      `    labels:`,
      `      app: \${1:web}`,
      `  spec:`,
      ...more.map((line) => `    ${line}`),
    ].map((line) => indent + line),
    container(`${indent}    `),
  ].join('\n');

const selector = `  selector:\n    matchLabels:\n      app: \${1:web}`;

/** What stands below metadata in a new object of the kinds that people write most; snippets, with the name as placeholder 1. */
const bodies: Readonly<Record<string, string>> = {
  'apps/v1/Deployment': `spec:\n  replicas: \${4:3}\n${selector}\n${template('  ')}`,
  'apps/v1/ReplicaSet': `spec:\n  replicas: \${4:3}\n${selector}\n${template('  ')}`,
  'apps/v1/DaemonSet': `spec:\n${selector}\n${template('  ')}`,
  'apps/v1/StatefulSet': `spec:\n  serviceName: \${1:web}\n  replicas: \${4:3}\n${selector}\n${template('  ')}`,
  'v1/Pod': `spec:\n${container('  ')}`,
  'batch/v1/Job': `spec:\n  backoffLimit: \${4:3}\n${template('  ', ['restartPolicy: Never'])}`,
  'batch/v1/CronJob': `spec:\n  schedule: "\${4:0 3 * * *}"\n  jobTemplate:\n    spec:\n${template('      ', ['restartPolicy: OnFailure'])}`,
  'v1/Service': `spec:\n  selector:\n    app: \${1:web}\n  ports:\n    - name: http\n      port: \${2:80}\n      targetPort: \${3:8080}`,
  'v1/ConfigMap': `data:\n  \${2:key}: \${3:value}`,
  'v1/Secret': `type: Opaque\nstringData:\n  \${2:key}: \${3:value}`,
  'v1/PersistentVolumeClaim': `spec:\n  accessModes: [\${2|ReadWriteOnce,ReadWriteMany,ReadOnlyMany,ReadWriteOncePod|}]\n  resources:\n    requests:\n      storage: \${3:1Gi}`,
  'networking.k8s.io/v1/Ingress': `spec:\n  rules:\n    - host: \${2:example.com}\n      http:\n        paths:\n          - path: /\n            pathType: Prefix\n            backend:\n              service:\n                name: \${1:web}\n                port:\n                  number: \${3:80}`,
  'networking.k8s.io/v1/NetworkPolicy': `spec:\n  podSelector:\n    matchLabels:\n      app: \${1:web}\n  policyTypes: [Ingress]\n  ingress:\n    - from:\n        - podSelector:\n            matchLabels:\n              app: \${2:client}`,
  'autoscaling/v2/HorizontalPodAutoscaler': `spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: Deployment\n    name: \${1:web}\n  minReplicas: \${2:2}\n  maxReplicas: \${3:10}\n  metrics:\n    - type: Resource\n      resource:\n        name: cpu\n        target:\n          type: Utilization\n          averageUtilization: \${4:70}`,
  'policy/v1/PodDisruptionBudget': `spec:\n  maxUnavailable: \${2:1}\n${selector}`,
  'rbac.authorization.k8s.io/v1/Role': `rules:\n  - apiGroups: [""]\n    resources: [\${2:pods}]\n    verbs: [\${3:get, list, watch}]`,
  'rbac.authorization.k8s.io/v1/ClusterRole': `rules:\n  - apiGroups: [""]\n    resources: [\${2:pods}]\n    verbs: [\${3:get, list, watch}]`,
  'rbac.authorization.k8s.io/v1/RoleBinding': `subjects:\n  - kind: ServiceAccount\n    name: \${2:default}\nroleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: Role\n  name: \${3:role}`,
};

/** A whole object of a kind as a snippet: apiVersion, kind, metadata.name and what the kind cannot be without. */
export function skeletonOf(kind: Kind, literal: (text: string) => string, catalog: Catalog): string {
  const head = `apiVersion: ${literal(apiVersionOf(kind))}\nkind: ${literal(kind.kind)}\nmetadata:\n  name: \${1:${kind.kind === 'Namespace' ? 'team' : 'web'}}`;
  const known = bodies[`${apiVersionOf(kind)}/${kind.kind}`];
  if (known !== undefined) return `${head}\n${known}\n`;
  const hasSpec = catalog.definition(kind.definition)?.properties['spec'] !== undefined;
  return hasSpec && kind.kind !== 'Namespace' ? `${head}\nspec:\n  $0` : `${head}\n$0`;
}
