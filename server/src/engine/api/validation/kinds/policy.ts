import { type Causes, invalid, notSupported } from '../causes.ts';
import { validateAtMost100Percent, validateIntOrPercent } from '../intOrPercent.ts';
import { type KindRules, rulesOf } from '../kindRules.ts';
import { pathSegmentName } from '../pathSegment.ts';
import { type Fields, isSet, objectAt } from '../read.ts';
import { validateLabelSelector } from '../selectors.ts';

const evictionPolicies = ['AlwaysAllow', 'IfHealthyBudget'];

/** Follows kubernetes pkg/apis/policy/validation ValidatePodDisruptionBudget. */
export const podDisruptionBudget: KindRules = rulesOf({
  name: pathSegmentName,
  qualifiedFinalizers: false,
  validate: (object, _version, errors) => {
    const spec = objectAt(object, 'spec') ?? {};
    if (isSet(spec, 'minAvailable') && isSet(spec, 'maxUnavailable')) {
      errors.push(invalid('spec', spec, 'minAvailable and maxUnavailable cannot be both set'));
    }
    for (const field of ['minAvailable', 'maxUnavailable']) validateBound(spec, field, errors);
    validateLabelSelector(objectAt(spec, 'selector'), 'spec.selector', errors);
    const policy = spec['unhealthyPodEvictionPolicy'];
    if (typeof policy === 'string' && !evictionPolicies.includes(policy))
      errors.push(notSupported('spec.unhealthyPodEvictionPolicy', policy, evictionPolicies));
  },
});

function validateBound(spec: Fields, field: string, errors: Causes): void {
  if (!isSet(spec, field)) return;
  validateIntOrPercent(spec[field], `spec.${field}`, errors);
  validateAtMost100Percent(spec[field], `spec.${field}`, errors);
}
