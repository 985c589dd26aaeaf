import { inRange } from '../../names.ts';
import type { KubernetesVersion } from '../../version.ts';
import { type Causes, forbidden, invalid, invalidEach, required } from '../causes.ts';
import { entriesAt, type Fields, isFields, isSet, listAt, numberAt, objectAt, objectsAt, textAt } from '../read.ts';
import { sameValue } from '../same.ts';
import { validateMetadataAndSpec } from './pod.ts';
import { validateTolerations } from './tolerations.ts';

const mirror = 'kubernetes.io/config.mirror';
const appArmor = 'container.apparmor.security.beta.kubernetes.io/';
const updatable = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
];
const maxInt32 = 2_147_483_647;

/** A pod on update. Follows kubernetes pkg/apis/core/validation ValidatePodUpdate. */
export function validatePodUpdate(next: Fields, old: Fields, version: KubernetesVersion, errors: Causes): void {
  validateMetadataAndSpec(next, version, errors);
  validateAnnotationUpdates(next, old, errors);
  const spec = objectAt(next, 'spec') ?? {};
  const before = objectAt(old, 'spec') ?? {};
  for (const list of ['containers', 'initContainers'])
    if (!validateContainerUpdates(spec, before, list, errors)) return;
  if (!validateDeadline(spec, before, errors)) return;
  validateAddedTolerations(spec, before, errors);
  validateDeletedGates(spec, before, errors);
  if (!sameValue(munged(spec, before, errors), before)) {
    errors.push(forbidden('spec', `pod updates may not change fields other than ${updatable.join(',')}`));
  }
}

function validateAnnotationUpdates(next: Fields, old: Fields, errors: Causes): void {
  const now = new Map(entriesAt(objectAt(next, 'metadata'), 'annotations'));
  const before = new Map(entriesAt(objectAt(old, 'metadata'), 'annotations'));
  for (const [key, value] of before) {
    if (now.get(key) === value) continue;
    if (key.startsWith(appArmor))
      errors.push(forbidden(`metadata.annotations[${key}]`, 'may not remove or update AppArmor annotations'));
    if (key === mirror)
      errors.push(forbidden(`metadata.annotations[${key}]`, 'may not remove or update mirror pod annotation'));
  }
  for (const key of now.keys()) {
    if (before.has(key)) continue;
    if (key.startsWith(appArmor))
      errors.push(forbidden(`metadata.annotations[${key}]`, 'may not add AppArmor annotations'));
    if (key === mirror) errors.push(forbidden(`metadata.annotations[${key}]`, 'may not add mirror pod annotation'));
  }
}

/** False where looking further makes no sense. */
function validateContainerUpdates(spec: Fields, old: Fields, list: string, errors: Causes): boolean {
  const containers = objectsAt(spec, list);
  if (containers.length !== listAt(old, list).length) {
    errors.push(forbidden(`spec.${list}`, 'pod updates may not add or remove containers'));
    return false;
  }
  for (const [index, container] of containers.entries()) {
    const image = textAt(container, 'image');
    if (image === '') errors.push(required(`spec.${list}[${index}].image`));
    if (image !== undefined && image.trim() !== image)
      errors.push(invalid(`spec.${list}[${index}].image`, image, 'must not have leading or trailing whitespace'));
  }
  return true;
}

function validateDeadline(spec: Fields, old: Fields, errors: Causes): boolean {
  const path = 'spec.activeDeadlineSeconds';
  const now = numberAt(spec, 'activeDeadlineSeconds');
  const before = numberAt(old, 'activeDeadlineSeconds');
  if (now === undefined) {
    if (before !== undefined) errors.push(invalid(path, null, 'must not update from a positive integer to nil value'));
    return true;
  }
  const details = inRange(now, 0, maxInt32);
  invalidEach(errors, path, now, details);
  if (details.length > 0) return false;
  if (before === undefined || now <= before) return true;
  errors.push(invalid(path, now, 'must be less than or equal to previous value'));
  return false;
}

function validateAddedTolerations(spec: Fields, old: Fields, errors: Causes): void {
  const now = objectsAt(spec, 'tolerations');
  const kept = objectsAt(old, 'tolerations').every((toleration) =>
    now.some((other) => sameValue({ ...toleration, tolerationSeconds: null }, { ...other, tolerationSeconds: null })),
  );
  if (kept) validateTolerations(spec, 'spec.tolerations', errors);
  else
    errors.push(forbidden('spec.tolerations', 'existing toleration can not be modified except its tolerationSeconds'));
}

function validateDeletedGates(spec: Fields, old: Fields, errors: Causes): void {
  const known = objectsAt(old, 'schedulingGates').map((gate) => textAt(gate, 'name'));
  for (const [index, gate] of objectsAt(spec, 'schedulingGates').entries()) {
    const name = textAt(gate, 'name');
    if (known.includes(name)) continue;
    errors.push(
      forbidden(
        `spec.schedulingGates[${index}].name`,
        `only deletion is allowed, but found new scheduling gate '${name}'`,
      ),
    );
  }
}

/** The new spec with everything put back that may change, so that what is left to differ is what may not. */
function munged(spec: Fields, old: Fields, errors: Causes): Fields {
  const copy: Record<string, unknown> = { ...spec };
  for (const list of ['containers', 'initContainers']) {
    const before = objectsAt(old, list);
    if (isSet(spec, list))
      copy[list] = objectsAt(spec, list).map((container, index) => ({ ...container, image: before[index]?.['image'] }));
  }
  for (const field of ['activeDeadlineSeconds', 'schedulingGates', 'tolerations']) copy[field] = old[field];
  if ((numberAt(old, 'terminationGracePeriodSeconds') ?? 0) < 0 && spec['terminationGracePeriodSeconds'] === 1) {
    copy['terminationGracePeriodSeconds'] = old['terminationGracePeriodSeconds'];
  }
  // What the API server or the scheduler put in, and a manifest leaves out.
  for (const field of ['nodeName', 'priority', 'preemptionPolicy', 'serviceAccount', 'serviceAccountName'])
    if (!isSet(spec, field)) copy[field] = old[field];
  if (listAt(old, 'schedulingGates').length === 0) return copy;
  return mungedGated(copy, spec, old, errors);
}

/** A gated pod may get more node labels to ask for, and a narrower node affinity. */
function mungedGated(copy: Record<string, unknown>, spec: Fields, old: Fields, errors: Causes): Fields {
  const selector = objectAt(spec, 'nodeSelector') ?? {};
  for (const [key, value] of Object.entries(objectAt(old, 'nodeSelector') ?? {})) {
    if (selector[key] === value) continue;
    errors.push(
      invalid(
        'spec.nodeSelector',
        selector,
        'only additions to spec.nodeSelector are allowed (no mutations or deletions)',
      ),
    );
    break;
  }
  copy['nodeSelector'] = old['nodeSelector'];
  const affinity = objectAt(spec, 'affinity');
  const oldNode = objectAt(old, 'affinity')?.['nodeAffinity'];
  copy['affinity'] = isFields(affinity) || oldNode !== undefined ? { ...affinity, nodeAffinity: oldNode } : undefined;
  return copy;
}
