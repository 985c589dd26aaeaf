import { dns1123Label } from '../../names.ts';
import { atLeast, type KubernetesVersion } from '../../version.ts';
import { type Causes, forbidden, invalid, invalidEach, notSupported, required } from '../causes.ts';
import { isZero, validateAtMost100Percent, validateIntOrPercent } from '../intOrPercent.ts';
import { immutable, type KindRules, rulesOf } from '../kindRules.ts';
import { nonNegative, validateAnnotations } from '../objectMeta.ts';
import { validatePodAnnotations } from '../pod/annotations.ts';
import { validatePodTemplate } from '../pod/pod.ts';
import { type Fields, isSet, numberAt, objectAt, objectsAt, textAt } from '../read.ts';
import { sameValue } from '../same.ts';
import { isEmptySelector, validateLabelSelector, validateLabels } from '../selectors.ts';
import { validateClaimSpec } from '../volumes/claimSpec.ts';
import { isReadable, validateLasting, validateLastingTemplate, validateSelectorMatches } from './template.ts';

/** Follows kubernetes pkg/apis/apps/validation ValidateDeployment and ValidateDeploymentUpdate. */
export const deployment: KindRules = rulesOf({
  validate: (object, version, errors) => {
    const spec = objectAt(object, 'spec') ?? {};
    nonNegative(numberAt(spec, 'replicas'), 'spec.replicas', errors);
    validateSelectorAndTemplate(spec, version, errors);
    validateDeploymentStrategy(objectAt(spec, 'strategy'), errors);
    nonNegative(numberAt(spec, 'minReadySeconds'), 'spec.minReadySeconds', errors);
    nonNegative(numberAt(spec, 'revisionHistoryLimit'), 'spec.revisionHistoryLimit', errors);
    const deadline = numberAt(spec, 'progressDeadlineSeconds');
    nonNegative(deadline, 'spec.progressDeadlineSeconds', errors);
    if (deadline !== undefined && deadline <= (numberAt(spec, 'minReadySeconds') ?? 0)) {
      errors.push(invalid('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds'));
    }
  },
  update: immutableSelector,
});

/** Follows ValidateReplicaSet and ValidateReplicaSetUpdate. */
export const replicaSet: KindRules = rulesOf({
  validate: (object, version, errors) => {
    const spec = objectAt(object, 'spec') ?? {};
    nonNegative(numberAt(spec, 'replicas'), 'spec.replicas', errors);
    nonNegative(numberAt(spec, 'minReadySeconds'), 'spec.minReadySeconds', errors);
    validateSelectorAndTemplate(spec, version, errors);
  },
  update: immutableSelector,
});

/** Follows kubernetes pkg/apis/core/validation ValidateReplicationController. */
export const replicationController: KindRules = rulesOf({
  validate: (object, version, errors) => {
    const spec = objectAt(object, 'spec') ?? {};
    nonNegative(numberAt(spec, 'minReadySeconds'), 'spec.minReadySeconds', errors);
    const labels = objectAt(spec, 'selector') ?? {};
    if (Object.keys(labels).length === 0) errors.push(required('spec.selector'));
    nonNegative(numberAt(spec, 'replicas'), 'spec.replicas', errors);
    if (objectAt(spec, 'template') === undefined) {
      errors.push(required('spec.template'));
      return;
    }
    validateSelectorMatches({ matchLabels: labels }, objectAt(spec, 'template') ?? {}, 'spec.template', errors);
    validateLastingTemplate(spec, 'ReplicationController', version, errors);
  },
});

/** Follows kubernetes pkg/apis/apps/validation ValidateDaemonSet and ValidateDaemonSetUpdate. */
export const daemonSet: KindRules = rulesOf({
  validate: (object, version, errors) => {
    const spec = objectAt(object, 'spec') ?? {};
    const selector = objectAt(spec, 'selector');
    validateLabelSelector(selector, 'spec.selector', errors);
    if (isReadable(selector))
      validateSelectorMatches(selector, objectAt(spec, 'template') ?? {}, 'spec.template', errors);
    if (selector !== undefined && isEmptySelector(selector))
      errors.push(invalid('spec.selector', selector, 'empty selector is invalid for daemonset'));
    validateLastingTemplate(spec, 'DaemonSet', version, errors);
    nonNegative(numberAt(spec, 'minReadySeconds'), 'spec.minReadySeconds', errors);
    validateDaemonSetStrategy(objectAt(spec, 'updateStrategy'), errors);
    nonNegative(numberAt(spec, 'revisionHistoryLimit'), 'spec.revisionHistoryLimit', errors);
  },
  update: immutableSelector,
});

const mutableStatefulSetFields = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];

/** Follows ValidateStatefulSet and ValidateStatefulSetUpdate. The template's pod spec is not looked at, but for its restart policy. */
export const statefulSet: KindRules = rulesOf({
  name: dns1123Label,
  validate: (object, version, errors) => {
    const spec = objectAt(object, 'spec') ?? {};
    validateManagement(spec, errors);
    validateStatefulSetStrategy(objectAt(spec, 'updateStrategy'), errors);
    validateRetention(objectAt(spec, 'persistentVolumeClaimRetentionPolicy'), errors);
    nonNegative(numberAt(spec, 'replicas'), 'spec.replicas', errors);
    nonNegative(numberAt(spec, 'minReadySeconds'), 'spec.minReadySeconds', errors);
    nonNegative(numberAt(objectAt(spec, 'ordinals'), 'start'), 'spec.ordinals.start', errors);
    validateSelector(spec, 'statefulset', errors);
    const template = objectAt(spec, 'template') ?? {};
    validateStatefulSetTemplate(spec, version, errors);
    validateLasting(template, 'StatefulSet', errors);
  },
  create: (object, version, errors) => {
    const spec = objectAt(object, 'spec') ?? {};
    const service = textAt(spec, 'serviceName');
    if (service && atLeast(version, '1.33')) invalidEach(errors, 'spec.serviceName', service, dns1123Label(service));
    if (!atLeast(version, '1.34')) return;
    for (const [index, claim] of objectsAt(spec, 'volumeClaimTemplates').entries())
      validateClaimSpec(objectAt(claim, 'spec') ?? {}, `spec.volumeClaimTemplates[${index}].spec`, errors);
  },
  update: (next, old, version, errors) => {
    const mutable = atLeast(version, '1.33')
      ? mutableStatefulSetFields
      : mutableStatefulSetFields.filter((field) => field !== 'revisionHistoryLimit');
    if (sameValue(without(next, mutable), without(old, mutable))) return;
    const list = `'${mutable.slice(0, -1).join("', '")}' and '${mutable.at(-1)}'`;
    errors.push(forbidden('spec', `updates to statefulset spec for fields other than ${list} are forbidden`));
  },
});

/** Follows kubernetes pkg/apis/core/validation ValidatePodTemplate. */
export const podTemplate: KindRules = rulesOf({
  validate: (object, version, errors) =>
    validatePodTemplate(objectAt(object, 'template') ?? {}, 'template', version, errors),
});

function validateStatefulSetTemplate(spec: Fields, version: KubernetesVersion, errors: Causes): void {
  const selector = objectAt(spec, 'selector');
  const template = objectAt(spec, 'template') ?? {};
  if (!isReadable(selector)) {
    errors.push(invalid('spec.selector', selector, ''));
    return;
  }
  validateSelectorMatches(selector, template, 'spec.template', errors);
  if (atLeast(version, '1.34')) validatePodTemplate(asItsPods(spec, template), 'spec.template', version, errors);
  const meta = objectAt(template, 'metadata');
  validateLabels(meta, 'labels', 'spec.template.labels', errors);
  validateAnnotations(meta, 'spec.template.annotations', errors);
  validatePodAnnotations(meta, objectAt(template, 'spec') ?? {}, 'spec.template.annotations', errors);
}

function immutableSelector(next: Fields, old: Fields, _version: KubernetesVersion, errors: Causes): void {
  immutable(objectAt(next, 'spec')?.['selector'], objectAt(old, 'spec')?.['selector'], 'spec.selector', errors);
}

/** Of Deployment and ReplicaSet: the template is looked at only where the selector can be read. */
function validateSelectorAndTemplate(spec: Fields, version: KubernetesVersion, errors: Causes): void {
  const selector = objectAt(spec, 'selector');
  validateSelector(spec, 'deployment', errors);
  if (!isReadable(selector)) {
    errors.push(invalid('spec.selector', selector, 'invalid label selector'));
    return;
  }
  validateSelectorMatches(selector, objectAt(spec, 'template') ?? {}, 'spec.template', errors);
  validateLastingTemplate(spec, 'ReplicaSet', version, errors);
}

function without(object: Fields, fields: readonly string[]): Fields {
  const spec = { ...objectAt(object, 'spec') };
  for (const field of fields) delete spec[field];
  return spec;
}

function validateSelector(spec: Fields, kind: string, errors: Causes): void {
  const selector = objectAt(spec, 'selector');
  if (!isSet(spec, 'selector')) errors.push(required('spec.selector'));
  if (selector === undefined) return;
  validateLabelSelector(selector, 'spec.selector', errors);
  if (isEmptySelector(selector))
    errors.push(invalid('spec.selector', selector, `empty selector is invalid for ${kind}`));
}

function validateDeploymentStrategy(strategy: Fields | undefined, errors: Causes): void {
  const type = textAt(strategy, 'type');
  const rolling = objectAt(strategy, 'rollingUpdate');
  const path = 'spec.strategy.rollingUpdate';
  if (type === 'Recreate') {
    if (rolling !== undefined) errors.push(forbidden(path, "may not be specified when strategy `type` is 'Recreate'"));
  } else if (type === 'RollingUpdate') {
    const unavailable = rolling?.['maxUnavailable'];
    const surge = rolling?.['maxSurge'];
    validateIntOrPercent(unavailable, `${path}.maxUnavailable`, errors);
    validateIntOrPercent(surge, `${path}.maxSurge`, errors);
    if (isZero(unavailable) && isZero(surge))
      errors.push(invalid(`${path}.maxUnavailable`, unavailable, 'may not be 0 when `maxSurge` is 0'));
    validateAtMost100Percent(unavailable, `${path}.maxUnavailable`, errors);
  } else if (type !== undefined)
    errors.push(notSupported('spec.strategy', strategy ?? {}, ['Recreate', 'RollingUpdate']));
}

function validateDaemonSetStrategy(strategy: Fields | undefined, errors: Causes): void {
  const type = textAt(strategy, 'type');
  if (type === undefined || type === 'OnDelete') return;
  const path = 'spec.updateStrategy.rollingUpdate';
  if (type !== 'RollingUpdate') {
    errors.push(notSupported('spec.updateStrategy', strategy ?? {}, ['RollingUpdate', 'OnDelete']));
    return;
  }
  const rolling = objectAt(strategy, 'rollingUpdate');
  const unavailable = rolling?.['maxUnavailable'];
  const surge = rolling?.['maxSurge'];
  validateIntOrPercent(unavailable, `${path}.maxUnavailable`, errors);
  validateIntOrPercent(surge, `${path}.maxSurge`, errors);
  validateAtMost100Percent(unavailable, `${path}.maxUnavailable`, errors);
  validateAtMost100Percent(surge, `${path}.maxSurge`, errors);
  if (!isZero(unavailable) && !isZero(surge))
    errors.push(invalid(`${path}.maxSurge`, surge, 'may not be set when maxUnavailable is non-zero'));
  if (isZero(unavailable) && isZero(surge))
    errors.push(required(`${path}.maxUnavailable`, 'cannot be 0 when maxSurge is 0'));
}

function validateManagement(spec: Fields, errors: Causes): void {
  const policy = textAt(spec, 'podManagementPolicy');
  if (policy === '') errors.push(required('spec.podManagementPolicy'));
  else if (policy !== undefined && policy !== 'OrderedReady' && policy !== 'Parallel') {
    errors.push(invalid('spec.podManagementPolicy', policy, "must be 'OrderedReady' or 'Parallel'"));
  }
}

function validateStatefulSetStrategy(strategy: Fields | undefined, errors: Causes): void {
  const type = textAt(strategy, 'type');
  const rolling = objectAt(strategy, 'rollingUpdate');
  const path = 'spec.updateStrategy.rollingUpdate';
  if (type === '') errors.push(required('spec.updateStrategy'));
  else if (type === 'OnDelete') {
    if (rolling !== undefined) errors.push(invalid(path, rolling, "only allowed for updateStrategy 'RollingUpdate'"));
  } else if (type === 'RollingUpdate') {
    nonNegative(numberAt(rolling, 'partition'), `${path}.partition`, errors);
    // maxUnavailable stands behind a gate that is off: the API server drops it before it validates.
  } else if (type !== undefined)
    errors.push(invalid('spec.updateStrategy', strategy, "must be 'RollingUpdate' or 'OnDelete'"));
}

/** The template as the controller makes pods of it: the volumes of the claims first, host name and subdomain its own. */
function asItsPods(spec: Fields, template: Fields): Fields {
  const pods = objectAt(template, 'spec');
  if (pods === undefined) return template;
  const claims = objectsAt(spec, 'volumeClaimTemplates').map(
    (claim) => textAt(objectAt(claim, 'metadata'), 'name') ?? '',
  );
  const made = [...new Set(claims)].map((name) => ({ name, persistentVolumeClaim: { claimName: name } }));
  const others = objectsAt(pods, 'volumes').filter((volume) => !claims.includes(textAt(volume, 'name') ?? ''));
  const { hostname: _hostname, subdomain: _subdomain, ...rest } = pods;
  return { ...template, spec: made.length === 0 ? rest : { ...rest, volumes: [...made, ...others] } };
}

function validateRetention(policy: Fields | undefined, errors: Causes): void {
  if (policy === undefined) return;
  for (const field of ['whenDeleted', 'whenScaled']) {
    const value = textAt(policy, field);
    if (value === undefined || value === 'Retain' || value === 'Delete') continue;
    errors.push(notSupported(`spec.persistentVolumeClaimRetentionPolicy.${field}`, value, ['Retain', 'Delete']));
  }
}
