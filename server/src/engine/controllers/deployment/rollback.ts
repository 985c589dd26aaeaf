import type { Labels } from '../../api/meta.ts';
import type { PodTemplate } from '../../api/pod.ts';
import type { Deployment, ReplicaSet } from '../../api/workloads.ts';
import { sameTemplate } from '../../podTemplateHash/sameTemplate.ts';
import { all, syncRevisionOrCreate } from './replicaSets.ts';
import { isCopied, revisionOf } from './revision.ts';
import type { Failed, Sync } from './sync.ts';

const rollbackTo = 'deprecated.deployment.rollback.to';

/** The revision that an old client asks to go back to (0: the last one); undefined when nobody asks. */
export function rollbackRevision({ metadata }: Deployment): number | undefined {
  const text = metadata.annotations?.[rollbackTo];
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** Puts the template of an old revision back and takes the wish away; follows kubernetes pkg/controller/deployment/rollback.go. */
export function rollBack(sync: Sync, owned: readonly ReplicaSet[], asked: number): Failed | undefined {
  const family = syncRevisionOrCreate(sync, owned);
  if (family === 'failed') return family;
  const revision = asked === 0 ? lastRevision(all(family)) : asked;
  if (revision === 0) return giveUp(sync, 'DeploymentRollbackRevisionNotFound', 'Unable to find last revision.');
  const target = all(family).find((replicaSet) => revisionOf(replicaSet) === revision);
  if (target?.spec.template === undefined)
    return giveUp(sync, 'DeploymentRollbackRevisionNotFound', 'Unable to find the revision to rollback to.');
  const { metadata, spec } = sync.deployment;
  if (sameTemplate(target.spec.template, spec.template, sync.context.conditions.kubernetesVersion)) {
    const message = `The rollback revision contains the same template as current deployment "${metadata.name}"`;
    return giveUp(sync, 'DeploymentRollbackTemplateUnchanged', message);
  }
  const failed = put(sync, withoutHash(target.spec.template), annotationsOf(sync.deployment, target));
  if (failed === undefined)
    sync.context.api.event(
      sync.deployment,
      'Normal',
      'DeploymentRollback',
      `Rolled back deployment "${metadata.name}" to revision ${revision}`,
    );
  return failed;
}

/** The second highest revision, or 0. */
function lastRevision(replicaSets: readonly ReplicaSet[]): number {
  return replicaSets.map(revisionOf).sort((a, b) => b - a)[1] ?? 0;
}

function giveUp(sync: Sync, reason: string, message: string): Failed | undefined {
  const { deployment, context } = sync;
  context.api.event(deployment, 'Warning', reason, message);
  return put(sync, deployment.spec.template, deployment.metadata.annotations ?? {});
}

function put({ context, deployment }: Sync, template: PodTemplate, kept: Labels): Failed | undefined {
  const { [rollbackTo]: _, ...annotations } = kept;
  const next = {
    ...deployment,
    metadata: { ...deployment.metadata, annotations },
    spec: { ...deployment.spec, template },
  };
  return context.api.update(next, `the annotation ${rollbackTo} asks for it`).kind === 'applied' ? undefined : 'failed';
}

/** The Deployment keeps its own bookkeeping and gets back what else the ReplicaSet carries; follows SetDeploymentAnnotationsTo. */
function annotationsOf(deployment: Deployment, target: ReplicaSet): Labels {
  const own = Object.entries(deployment.metadata.annotations ?? {}).filter(([name]) => !isCopied(name));
  const back = Object.entries(target.metadata.annotations ?? {}).filter(([name]) => isCopied(name));
  return Object.fromEntries([...own, ...back]);
}

function withoutHash(template: PodTemplate): PodTemplate {
  const { 'pod-template-hash': _, ...labels } = template.metadata?.labels ?? {};
  return { ...template, metadata: { ...template.metadata, labels } };
}
