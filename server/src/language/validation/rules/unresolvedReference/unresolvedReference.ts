import { t } from '@vscode/l10n';
import type { Resource } from '../../../document/resource.ts';
import { hasUnread } from '../../../workspace/facts.ts';
import { madeSecrets } from '../../../workspace/madeSecrets.ts';
import { podTemplateOf } from '../../../workspace/podTemplate.ts';
import { type Reference, referencesOf } from '../../../workspace/references.ts';
import { indexOf, type Snapshot } from '../../../workspace/snapshot.ts';
import { nearest } from '../../nearest.ts';
import { replaceBy } from '../../replaceBy.ts';
import type { Finding, Rule } from '../../rule.ts';

/**
 * A name that leads to no object of the workspace. It may exist in the cluster, so it is only mentioned; a name that is nearly that of an
 * object which does exist is a warning with its repair.
 */
export const unresolvedReference: Rule = {
  id: 'unresolvedReference',
  source: 'reference',
  severity: 'information',
  *check(resource, snapshot) {
    for (const reference of onePerName(referencesOf(resource.body))) {
      if (reference.optional || alwaysThere(reference) || exists(resource, reference, snapshot)) continue;
      const finding = refusedPod(resource, reference) ?? missing(reference, snapshot);
      if (finding === undefined) continue;
      if (reference.guessed === undefined) yield finding;
      // What only looks like a Service's name may be any host's, unless a Service has nearly that name.
      else if (reference.guessed === 'certain' || finding.fixes !== undefined) yield { ...finding, severity: 'hint' };
    }
  },
};

function onePerName(references: readonly Reference[]): Reference[] {
  const seen = new Set<number>();
  return references.filter((reference) => {
    const before = seen.has(reference.node.start);
    seen.add(reference.node.start);
    return !before;
  });
}

/** A Pod is refused at the door without its PriorityClass; the objects that make pods are taken. */
function refusedPod(resource: Resource, reference: Reference): Finding | undefined {
  if (resource.body.kind !== 'Pod' || reference.kind !== 'PriorityClass.scheduling.k8s.io') return undefined;
  const message = `pods "${resource.body.name}" is forbidden: no PriorityClass with name ${reference.name} was found`;
  return { severity: 'error', message, range: [reference.node.start, reference.node.end], field: reference.field };
}

function missing(reference: Reference, snapshot: Snapshot): Finding | undefined {
  const index = indexOf(snapshot);
  const others = index.inNamespace(reference.kind, reference.namespace);
  const near = nearest(
    reference.name,
    new Set([...others.map((other) => other.body.name), ...generatedOf(reference, snapshot)]),
  );
  const kind = reference.kind.split('.')[0] ?? reference.kind;
  const range = [reference.node.start, reference.node.end] as const;
  const { field } = reference;
  if (near[0] !== undefined) {
    const fixes = near.map((name) => replaceBy(reference.node, name));
    const message = t('There is no {0} "{1}" here; did you mean "{2}"?', kind, reference.name, near[0]);
    return { severity: 'warning', message, range, field, fixes };
  }
  const elsewhere = index.ofKind(reference.kind).find((other) => other.body.name === reference.name);
  if (elsewhere !== undefined) {
    const message = t(
      '{0} "{1}" stands in namespace {2}, not in {3}.',
      kind,
      reference.name,
      elsewhere.body.namespace ?? 'default',
      reference.namespace,
    );
    return { severity: 'warning', message, range, field };
  }
  if (hasUnread(snapshot)) return undefined;
  const severity = classKinds.has(reference.kind) ? 'hint' : 'information';
  return {
    severity,
    message: t('No {0} "{1}" in the workspace: it has to exist in the cluster.', kind, reference.name),
    range,
    field,
  };
}

function generatedOf({ kind }: Reference, { cluster }: Snapshot): string[] {
  const all = [...(cluster?.generated.keys() ?? [])];
  return all.filter((one) => one.startsWith(`${kind}/`)).map((one) => one.slice(kind.length + 1));
}

const classKinds: ReadonlySet<string> = new Set([
  'StorageClass.storage.k8s.io',
  'IngressClass.networking.k8s.io',
  'RuntimeClass.node.k8s.io',
  'PersistentVolume',
]);

/** What every cluster has. */
function alwaysThere(reference: Reference): boolean {
  if (reference.kind === 'ServiceAccount') return reference.name === 'default' || reference.namespace === 'kube-system';
  if (reference.kind === 'ConfigMap') return reference.name === 'kube-root-ca.crt';
  if (reference.kind === 'PriorityClass.scheduling.k8s.io')
    return /^system-(?:cluster|node)-critical$/.test(reference.name);
  if (reference.kind === 'ClusterRole.rbac.authorization.k8s.io')
    return /^(?:cluster-admin|admin|edit|view|system:.*)$/.test(reference.name);
  return false;
}

function exists(resource: Resource, reference: Reference, snapshot: Snapshot): boolean {
  if (snapshot.cluster?.generated.has(`${reference.kind}/${reference.name}`) === true) return true;
  if (indexOf(snapshot).named(reference.kind, reference.namespace, reference.name).length > 0) return true;
  if (reference.kind === 'Secret' && madeSecrets(snapshot, reference.namespace).has(reference.name)) return true;
  return (
    reference.kind === 'PersistentVolumeClaim' &&
    podTemplateOf(resource.body) !== undefined &&
    fromStatefulSet(reference, snapshot)
  );
}

/** `data-web-0`: the claim that a StatefulSet of the workspace makes from its template. */
function fromStatefulSet(reference: Reference, snapshot: Snapshot): boolean {
  const sets = indexOf(snapshot).inNamespace('StatefulSet.apps', reference.namespace);
  return sets.some((set) => new RegExp(`-${set.body.name.replaceAll('.', '\\.')}-\\d+$`).test(reference.name));
}
