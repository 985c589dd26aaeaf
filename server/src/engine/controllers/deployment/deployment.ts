import type { Key } from '../../api/key.ts';
import { keyOf } from '../../api/key.ts';
import type { ApiObject, Labels } from '../../api/meta.ts';
import { matchesLabelSelector } from '../../api/selector.ts';
import type { Deployment, ReplicaSet } from '../../api/workloads.ts';
import type { Applied } from '../../store/change.ts';
import type { StoreView } from '../../store/view.ts';
import type { Context, Controller, Requeue } from '../controller.ts';
import { own } from '../controller.ts';
import { ownedWatch } from '../ownedWatch.ts';
import { keyOfController } from '../ownership.ts';
import { conditionOf, withCondition } from '../statusCondition.ts';
import { isWorkload } from '../workload.ts';
import { cleanUpHistory } from './history.ts';
import { podsByReplicaSet } from './pods.ts';
import { syncCountedStatus } from './progress.ts';
import { recreate } from './recreate.ts';
import { claimReplicaSets, findNewest, syncRevision } from './replicaSets.ts';
import { rollBack, rollbackRevision } from './rollback.ts';
import { rollOut } from './rolling.ts';
import { isScalingEvent, scale } from './scale.ts';
import type { Failed, Sync } from './sync.ts';
import { conditionNow, progressDeadline, writeStatus } from './sync.ts';

const mostRetries = 15;

/** Rolls Deployments out through ReplicaSets; follows kubernetes pkg/controller/deployment/deployment_controller.go. */
export function deploymentController(): Controller {
  return {
    name: 'deployment-controller',
    watches: [
      { kind: 'Deployment.apps', keys: own },
      ownedWatch('ReplicaSet.apps', { apiVersion: 'apps/v1', kind: 'Deployment', selects }),
      { kind: 'Pod', keys: deploymentsWithoutPods },
    ],
    reconcile(key, context) {
      const deployment = context.view.get(key) as Deployment | undefined;
      if (deployment === undefined || !isWorkload(deployment)) return undefined;
      const outcome = syncDeployment({ context, deployment });
      return outcome === 'failed' ? { retry: true, most: mostRetries } : outcome;
    },
  };
}

function selects(object: ApiObject, labels: Labels | undefined): boolean {
  const deployment = object as Deployment;
  return !selectsEverything(deployment) && matchesLabelSelector(deployment.spec?.selector, labels);
}

function syncDeployment(sync: Sync): Requeue | undefined | Failed {
  const { deployment } = sync;
  if (selectsEverything(deployment)) return refuseEverything(sync);
  const claimed = claimReplicaSets(sync);
  if (deployment.metadata.deletionTimestamp !== undefined) {
    const newest = findNewest(sync, claimed);
    syncCountedStatus(sync, { newest, old: claimed.filter((replicaSet) => replicaSet !== newest) });
    return undefined;
  }
  notePause(sync);
  if (deployment.spec.paused === true) return syncScale(sync, claimed);
  const asked = rollbackRevision(deployment);
  if (asked !== undefined) return rollBack(sync, fresh(sync.context, claimed), asked);
  const family = syncRevision(sync, claimed);
  if (family === 'failed') return family;
  const owned = fresh(sync.context, claimed);
  if (isScalingEvent(sync, family)) return syncScale(sync, owned);
  return deployment.spec.strategy?.type === 'Recreate' ? recreate(sync, owned) : rollOut(sync, owned);
}

/** Sizes only, no rollout: while paused and right after a change of spec.replicas; follows kubernetes pkg/controller/deployment/sync.go sync. */
function syncScale(sync: Sync, owned: readonly ReplicaSet[]): Failed | undefined {
  const family = syncRevision(sync, owned);
  if (family === 'failed' || scale(sync, family) === 'failed') return 'failed';
  if (sync.deployment.spec.paused === true) cleanUpHistory(sync, family.old);
  syncCountedStatus(sync, family);
  return undefined;
}

/** The ReplicaSets as they stand after this pass has written to them. */
function fresh({ view }: Context, replicaSets: readonly ReplicaSet[]): readonly ReplicaSet[] {
  return replicaSets.flatMap((replicaSet) => (view.get(keyOf(replicaSet)) as ReplicaSet | undefined) ?? []);
}

function selectsEverything({ spec }: Deployment): boolean {
  const selector = spec?.selector;
  return Object.keys(selector?.matchLabels ?? {}).length === 0 && (selector?.matchExpressions ?? []).length === 0;
}

function refuseEverything(sync: Sync): undefined {
  const { deployment, context } = sync;
  const message = 'This deployment is selecting all pods. A non-empty selector is required.';
  context.api.event(deployment, 'Warning', 'SelectingAll', message);
  const { generation = 0 } = deployment.metadata;
  if ((deployment.status?.observedGeneration ?? 0) < generation)
    writeStatus(sync, { ...deployment.status, observedGeneration: generation }, undefined, message);
}

/** Says that a rollout was paused or resumed, so that its deadline does not run on; follows checkPausedConditions. */
function notePause(sync: Sync): void {
  const { deployment } = sync;
  if (progressDeadline(deployment) === undefined) return;
  const current = conditionOf(deployment.status?.conditions, 'Progressing');
  if (current?.reason === 'ProgressDeadlineExceeded') return;
  const paused = deployment.spec.paused === true;
  const said = current?.reason === 'DeploymentPaused';
  if (paused === said) return;
  const condition = paused
    ? conditionNow(sync, 'Progressing', 'Unknown', 'DeploymentPaused', 'Deployment is paused')
    : conditionNow(sync, 'Progressing', 'Unknown', 'DeploymentResumed', 'Deployment is resumed');
  const conditions = withCondition(deployment.status?.conditions, condition);
  writeStatus(sync, { ...deployment.status, conditions }, undefined, condition.message ?? '');
}

/** The last pod of a Deployment with strategy Recreate is gone: the new ones may come. */
function deploymentsWithoutPods({ before, after }: Applied, view: StoreView): readonly Key[] {
  if (after !== null) return [];
  return keyOfController(before, 'apps/v1', 'ReplicaSet', view)
    .flatMap((key) => keyOfController(view.get(key) ?? null, 'apps/v1', 'Deployment', view))
    .filter((key) => {
      const deployment = view.get(key) as Deployment;
      if (deployment.spec.strategy?.type !== 'Recreate') return false;
      const owned = view.controlledBy(deployment.metadata.uid ?? '', 'ReplicaSet.apps') as readonly ReplicaSet[];
      return [...podsByReplicaSet({ context: { view }, deployment }, owned).values()].every(
        (pods) => pods.length === 0,
      );
    });
}
