import type { Rule } from './rule.ts';
import { duplicateResource } from './rules/duplicateResource/duplicateResource.ts';
import { emptyField } from './rules/emptyField/emptyField.ts';
import { formerTaint } from './rules/formerTaint/formerTaint.ts';
import { frozenRegistry } from './rules/frozenRegistry/frozenRegistry.ts';
import { imageTag } from './rules/imageTag/imageTag.ts';
import { ingressServicePort } from './rules/ingressServicePort/ingressServicePort.ts';
import { missingKey } from './rules/missingKey/missingKey.ts';
import { missingResources } from './rules/missingResources/missingResources.ts';
import { privileged } from './rules/privileged/privileged.ts';
import { selectorMatchesNothing } from './rules/selectorMatchesNothing/selectorMatchesNothing.ts';
import { serviceNotHeadless } from './rules/serviceNotHeadless/serviceNotHeadless.ts';
import { unknownPortName } from './rules/unknownPortName/unknownPortName.ts';
import { unresolvedReference } from './rules/unresolvedReference/unresolvedReference.ts';

/** Every rule, in the order in which they speak. Adding one is its folder and a line here. */
export const rules: readonly Rule[] = [
  unresolvedReference,
  missingKey,
  selectorMatchesNothing,
  unknownPortName,
  ingressServicePort,
  duplicateResource,
  serviceNotHeadless,
  privileged,
  imageTag,
  frozenRegistry,
  formerTaint,
  emptyField,
  missingResources,
];
