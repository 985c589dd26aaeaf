import type { Labels } from '../../api/meta.ts';
import { type LabelSelector, matchesLabelSelector } from '../../api/selector.ts';
import type { ReplicaSet } from '../../api/workloads.ts';
import { equal } from '../../equal.ts';
import { sameTemplate } from '../../podTemplateHash/sameTemplate.ts';
import { templateHash } from '../../podTemplateHash/templateHash.ts';
import type { Rejected } from '../../store/change.ts';
import { claim, controllerReference } from '../ownership.ts';
import { isNamespaceTerminating } from '../podControl.ts';
import { conditionOf, withCondition } from '../statusCondition.ts';
import { newReplicaSetSize } from './budget.ts';
import { newReplicaSetAnnotations, nextRevision, scaleAnnotations } from './revision.ts';
import type { Failed, Sync } from './sync.ts';
import { byCreation, conditionNow, progressDeadline, replicasOf, revisionAnnotation, writeStatus } from './sync.ts';

/** The ReplicaSets of a Deployment: the one of today's template, if there is one, and all others. */
export interface Family {
  readonly newest: ReplicaSet | undefined;
  readonly old: readonly ReplicaSet[];
}

const hashLabel = 'pod-template-hash';
const maxNameLength = 253;

export function all(family: Family): readonly ReplicaSet[] {
  return family.newest === undefined ? family.old : [...family.old, family.newest];
}

/** The ReplicaSets that the Deployment controls after adopting and releasing. */
export function claimReplicaSets({ context, deployment }: Sync): readonly ReplicaSet[] {
  const candidates = context.view.list('ReplicaSet.apps', deployment.metadata.namespace) as readonly ReplicaSet[];
  return claim(context, deployment, candidates, (replicaSet) =>
    matchesLabelSelector(deployment.spec.selector, replicaSet.metadata.labels),
  );
}

/** The oldest ReplicaSet of the same template is the newest one's; follows kubernetes pkg/controller/deployment/util FindNewReplicaSet. */
export function findNewest(sync: Sync, owned: readonly ReplicaSet[]): ReplicaSet | undefined {
  const { template } = sync.deployment.spec;
  const version = sync.context.conditions.kubernetesVersion;
  return [...owned]
    .sort(byCreation)
    .find(({ spec }) => spec.template !== undefined && sameTemplate(spec.template, template, version));
}

/** Brings the newest ReplicaSet's annotations and the Deployment's revision up to date; follows getAllReplicaSetsAndSyncRevision. */
export function syncRevision(sync: Sync, owned: readonly ReplicaSet[]): Family | Failed {
  const newest = findNewest(sync, owned);
  const old = owned.filter((replicaSet) => replicaSet !== newest);
  if (newest === undefined) return { newest, old };
  const updated = syncNewest(sync, newest, nextRevision(old));
  return updated === 'failed' ? updated : { newest: updated, old };
}

/** The same, and the newest ReplicaSet is created where there is none. */
export function syncRevisionOrCreate(sync: Sync, owned: readonly ReplicaSet[]): Family | Failed {
  const family = syncRevision(sync, owned);
  if (family === 'failed' || family.newest !== undefined) return family;
  const newest = createNewest(sync, family.old);
  return newest === 'failed' ? newest : { newest, old: family.old };
}

function syncNewest(sync: Sync, newest: ReplicaSet, revision: number): ReplicaSet | Failed {
  const { deployment, context } = sync;
  const annotations = newReplicaSetAnnotations(deployment, newest.metadata.annotations, revision);
  const minReadySeconds = deployment.spec.minReadySeconds ?? 0;
  const isLate = (newest.spec.minReadySeconds ?? 0) !== minReadySeconds;
  if (isLate || !equal(annotations, newest.metadata.annotations ?? {})) {
    const spec = isLate ? { ...newest.spec, minReadySeconds } : newest.spec;
    const next = { ...newest, metadata: { ...newest.metadata, annotations }, spec };
    const outcome = context.api.update(
      next,
      'it is the ReplicaSet of the template; its revision and annotations follow',
    );
    return outcome.kind === 'applied' ? (outcome.after as ReplicaSet) : 'failed';
  }
  const found = conditionOf(deployment.status?.conditions, 'Progressing') === undefined;
  noteRevision(sync, newest.metadata.annotations?.[revisionAnnotation] ?? '', found ? 'found' : undefined, newest);
  return newest;
}

function createNewest(sync: Sync, old: readonly ReplicaSet[]): ReplicaSet | Failed {
  const { deployment, context } = sync;
  const revision = nextRevision(old);
  const wanted = freshReplicaSet(sync, old, revision);
  const outcome = context.api.create(
    wanted,
    `no ReplicaSet has the template of Deployment ${deployment.metadata.name}`,
  );
  if (outcome.kind === 'rejected') return afterRefusal(sync, wanted, revision, outcome);
  const created = outcome.after as ReplicaSet;
  if (replicasOf(created) > 0)
    context.api.event(
      deployment,
      'Normal',
      'ScalingReplicaSet',
      `Scaled up replica set ${created.metadata.name} from 0 to ${replicasOf(created)}`,
    );
  noteRevision(sync, String(revision), 'created', created);
  return created;
}

function freshReplicaSet(sync: Sync, old: readonly ReplicaSet[], revision: number): ReplicaSet {
  const { deployment, context } = sync;
  const { template, selector, minReadySeconds = 0 } = deployment.spec;
  const hash = templateHash(template, deployment.status?.collisionCount, context.conditions.kubernetesVersion);
  const labels: Labels = { ...template.metadata?.labels, [hashLabel]: hash };
  const hashed: LabelSelector = { ...selector, matchLabels: { ...selector.matchLabels, [hashLabel]: hash } };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name.slice(0, maxNameLength - hash.length - 1)}-${hash}`,
      namespace: deployment.metadata.namespace ?? 'default',
      labels,
      annotations: {
        ...newReplicaSetAnnotations(deployment, undefined, revision),
        ...scaleAnnotations(deployment),
      },
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas: newReplicaSetSize(deployment, old, 0),
      ...(minReadySeconds === 0 ? {} : { minReadySeconds }),
      selector: hashed,
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
}

function afterRefusal(
  sync: Sync,
  wanted: ReplicaSet,
  revision: number,
  { key, status }: Rejected,
): ReplicaSet | Failed {
  const { deployment, context } = sync;
  if (status.reason === 'AlreadyExists') {
    const existing = context.view.get(key) as ReplicaSet;
    const ours = existing.metadata.ownerReferences?.some(
      ({ uid, controller }) => controller === true && uid === deployment.metadata.uid,
    );
    const { template } = existing.spec;
    const version = context.conditions.kubernetesVersion;
    if (ours === true && template !== undefined && sameTemplate(template, deployment.spec.template, version)) {
      noteRevision(sync, String(revision), undefined, existing);
      return existing;
    }
    const collisionCount = (deployment.status?.collisionCount ?? 0) + 1;
    const taken = `the name ${wanted.metadata.name} is taken by another ReplicaSet`;
    writeStatus(sync, { ...deployment.status, collisionCount }, undefined, taken);
    return 'failed';
  }
  if (isNamespaceTerminating(status)) return 'failed';
  const message = `Failed to create new replica set "${wanted.metadata.name}": ${status.message}`;
  if (progressDeadline(deployment) !== undefined) {
    const condition = conditionNow(sync, 'Progressing', 'False', 'ReplicaSetCreateError', message);
    const conditions = withCondition(deployment.status?.conditions, condition);
    writeStatus(sync, { ...deployment.status, conditions }, undefined, message);
  }
  context.api.event(deployment, 'Warning', 'ReplicaSetCreateError', message);
  return 'failed';
}

/** The Deployment gets the revision of its newest ReplicaSet and, where it watches progress, says what became of that. */
function noteRevision(sync: Sync, revision: string, what: 'created' | 'found' | undefined, newest: ReplicaSet): void {
  const { deployment } = sync;
  const { name } = newest.metadata;
  const says = what !== undefined && progressDeadline(deployment) !== undefined;
  const moved = deployment.metadata.annotations?.[revisionAnnotation] !== revision;
  if (!says && !moved) return;
  const condition =
    what === 'created'
      ? conditionNow(sync, 'Progressing', 'True', 'NewReplicaSetCreated', `Created new replica set "${name}"`)
      : conditionNow(sync, 'Progressing', 'True', 'FoundNewReplicaSet', `Found new replica set "${name}"`);
  const status = says
    ? { ...deployment.status, conditions: withCondition(deployment.status?.conditions, condition) }
    : { ...deployment.status };
  const annotations = { ...deployment.metadata.annotations, [revisionAnnotation]: revision };
  writeStatus(sync, status, annotations, `ReplicaSet ${name} is revision ${revision}`);
}
