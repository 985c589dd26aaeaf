import type { Rule } from './rule.ts';
import { autoscalerCannotScale } from './rules/autoscalerCannotScale/autoscalerCannotScale.ts';
import { autoscalerWithoutRequests } from './rules/autoscalerWithoutRequests/autoscalerWithoutRequests.ts';
import { claimsOutliveSet } from './rules/claimsOutliveSet/claimsOutliveSet.ts';
import { disruptionBudgetBlocks } from './rules/disruptionBudgetBlocks/disruptionBudgetBlocks.ts';
import { disruptionBudgetMissing } from './rules/disruptionBudgetMissing/disruptionBudgetMissing.ts';
import { duplicateResource } from './rules/duplicateResource/duplicateResource.ts';
import { emptyField } from './rules/emptyField/emptyField.ts';
import { finishedJobsKept } from './rules/finishedJobsKept/finishedJobsKept.ts';
import { formerTaint } from './rules/formerTaint/formerTaint.ts';
import { frozenRegistry } from './rules/frozenRegistry/frozenRegistry.ts';
import { imageTag } from './rules/imageTag/imageTag.ts';
import { ingressServicePort } from './rules/ingressServicePort/ingressServicePort.ts';
import { livenessLikeReadiness } from './rules/livenessLikeReadiness/livenessLikeReadiness.ts';
import { memoryLimitMissing } from './rules/memoryLimitMissing/memoryLimitMissing.ts';
import { missingKey } from './rules/missingKey/missingKey.ts';
import { missingResources } from './rules/missingResources/missingResources.ts';
import { podSecurityAdmission } from './rules/podSecurityAdmission/podSecurityAdmission.ts';
import { podSecurityBaseline } from './rules/podSecurityBaseline/podSecurityBaseline.ts';
import { podSecurityRestricted } from './rules/podSecurityRestricted/podSecurityRestricted.ts';
import { preStopMissing } from './rules/preStopMissing/preStopMissing.ts';
import { privileged } from './rules/privileged/privileged.ts';
import { readinessProbeMissing } from './rules/readinessProbeMissing/readinessProbeMissing.ts';
import { replicasBesideAutoscaler } from './rules/replicasBesideAutoscaler/replicasBesideAutoscaler.ts';
import { rolloutTakesAllPods } from './rules/rolloutTakesAllPods/rolloutTakesAllPods.ts';
import { selectorMatchesNothing } from './rules/selectorMatchesNothing/selectorMatchesNothing.ts';
import { serviceAddressPort } from './rules/serviceAddressPort/serviceAddressPort.ts';
import { serviceNotHeadless } from './rules/serviceNotHeadless/serviceNotHeadless.ts';
import { spreadMissing } from './rules/spreadMissing/spreadMissing.ts';
import { unknownPortName } from './rules/unknownPortName/unknownPortName.ts';
import { unlistedTargetPort } from './rules/unlistedTargetPort/unlistedTargetPort.ts';
import { unresolvedReference } from './rules/unresolvedReference/unresolvedReference.ts';

/** Every rule, in the order in which they speak. Adding one is its folder and a line here. */
export const rules: readonly Rule[] = [
  unresolvedReference,
  missingKey,
  selectorMatchesNothing,
  unknownPortName,
  unlistedTargetPort,
  ingressServicePort,
  serviceAddressPort,
  duplicateResource,
  serviceNotHeadless,
  podSecurityAdmission,
  privileged,
  podSecurityBaseline,
  podSecurityRestricted,
  imageTag,
  frozenRegistry,
  formerTaint,
  emptyField,
  missingResources,
  readinessProbeMissing,
  livenessLikeReadiness,
  disruptionBudgetBlocks,
  disruptionBudgetMissing,
  rolloutTakesAllPods,
  preStopMissing,
  spreadMissing,
  memoryLimitMissing,
  autoscalerWithoutRequests,
  replicasBesideAutoscaler,
  finishedJobsKept,
  claimsOutliveSet,
  autoscalerCannotScale,
];
