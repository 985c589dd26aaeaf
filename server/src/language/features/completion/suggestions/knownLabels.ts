import { t } from '@vscode/l10n';

/** A label that Kubernetes or its tools give a meaning. */
export interface KnownLabel {
  readonly key: string;
  readonly values: readonly string[];
  readonly about: string;
}

/** Labels that mean something on an object of a kind: the recommended ones, and those that a controller reads. */
export function knownLabels(kind: string): readonly KnownLabel[] {
  return [...recommended(), ...(byKind[kind]?.() ?? [])];
}

/** Labels that nodes have by themselves. */
export function knownNodeLabels(): readonly KnownLabel[] {
  return [
    known('topology.kubernetes.io/zone', t('The zone of the node, as its cloud calls it.')),
    known('topology.kubernetes.io/region', t('The region of the node, as its cloud calls it.')),
    known('kubernetes.io/hostname', t('The name of the node: each node is by itself.')),
    known('kubernetes.io/os', t('The operating system of the node.'), 'linux', 'windows'),
    known('kubernetes.io/arch', t('The processor of the node.'), 'amd64', 'arm64'),
    known('node.kubernetes.io/instance-type', t('The kind of machine, as its cloud calls it.')),
    known('node-role.kubernetes.io/control-plane', t('On the nodes of the control plane; its value is empty.')),
  ];
}

function recommended(): KnownLabel[] {
  return [
    known('app.kubernetes.io/name', t('The name of the application.')),
    known('app.kubernetes.io/instance', t('Tells several installations of an application apart.')),
    known('app.kubernetes.io/version', t('The version of the application.')),
    known('app.kubernetes.io/component', t('The part that this is of the application: database, frontend.')),
    known('app.kubernetes.io/part-of', t('The larger application that this one belongs to.')),
    known('app.kubernetes.io/managed-by', t('The tool that manages the object.')),
  ];
}

const levels = ['privileged', 'baseline', 'restricted'] as const;

const byKind: Readonly<Record<string, () => KnownLabel[]>> = {
  Namespace: () => [
    known('pod-security.kubernetes.io/enforce', t('Pods below this Pod Security level are refused.'), ...levels),
    known('pod-security.kubernetes.io/warn', t('Pods below this Pod Security level are warned of.'), ...levels),
    known(
      'pod-security.kubernetes.io/audit',
      t('Pods below this Pod Security level are noted in the audit log.'),
      ...levels,
    ),
    known(
      'pod-security.kubernetes.io/enforce-version',
      t('The version of Kubernetes by which the level is judged.'),
      'latest',
    ),
    known('istio-injection', t('Whether Istio puts its proxy into the pods.'), 'enabled', 'disabled'),
  ],
  ClusterRole: () =>
    ['admin', 'edit', 'view'].map((role) =>
      known(
        `rbac.authorization.k8s.io/aggregate-to-${role}`,
        t('The rules become part of the ClusterRole {0}.', role),
        'true',
      ),
    ),
};

function known(key: string, about: string, ...values: string[]): KnownLabel {
  return { key, values, about };
}
