import { type Causes, forbidden, invalid } from '../causes.ts';
import { validateDescendingPath } from '../paths.ts';
import { entriesAt, type Fields, objectAt, textAt } from '../read.ts';
import { containersOf } from './windows.ts';

const mirror = 'kubernetes.io/config.mirror';
const deletionCost = 'controller.kubernetes.io/pod-deletion-cost';
const seccompPod = 'seccomp.security.alpha.kubernetes.io/pod';
const seccompContainer = 'container.seccomp.security.alpha.kubernetes.io/';
const appArmor = 'container.apparmor.security.beta.kubernetes.io/';

/** Annotations that mean something for a pod. Follows kubernetes pkg/apis/core/validation ValidatePodSpecificAnnotations. */
export function validatePodAnnotations(meta: Fields | undefined, spec: Fields, path: string, errors: Causes): void {
  const names = containersOf(spec, '').map(([container]) => textAt(container, 'name'));
  for (const [key, value] of entriesAt(meta, 'annotations')) {
    if (key === mirror && !textAt(spec, 'nodeName'))
      errors.push(invalid(`${path}[${key}]`, value, 'must set spec.nodeName if mirror pod annotation is set'));
    else if (key === deletionCost && !isInt32(value))
      errors.push(invalid(`${path}[${key}]`, value, 'must be a 32bit integer'));
    else if (key === seccompPod || key.startsWith(seccompContainer))
      validateSeccompProfile(value, `${path}.${key}`, errors);
    else if (key.startsWith(appArmor))
      validateAppArmorProfile(value, key.slice(appArmor.length), names, `${path}[${key}]`, errors);
  }
}

/** A profile may stand in an annotation and in a field, but not two. Follows validateSeccompAnnotationsAndFields, validateAppArmorAnnotationsAndFieldsMatchOnCreate. */
export function validateProfilesMatch(meta: Fields | undefined, spec: Fields, path: string, errors: Causes): void {
  const annotations = new Map(entriesAt(meta, 'annotations'));
  const ofPod = objectAt(spec, 'securityContext');
  compare(
    annotations.get(seccompPod),
    objectAt(ofPod, 'seccompProfile'),
    `${path}.securityContext.seccompProfile`,
    seccomp,
    errors,
  );
  const containers = containersOf(spec, path);
  for (const [container, at] of containers) {
    const profile = objectAt(objectAt(container, 'securityContext'), 'seccompProfile');
    compare(
      annotations.get(seccompContainer + textAt(container, 'name')),
      profile,
      `${at}.securityContext.seccompProfile`,
      seccomp,
      errors,
    );
  }
  if (textAt(objectAt(spec, 'os'), 'name') === 'windows') return;
  for (const [container, at] of containers) {
    const profile =
      objectAt(objectAt(container, 'securityContext'), 'appArmorProfile') ?? objectAt(ofPod, 'appArmorProfile');
    compare(
      annotations.get(appArmor + textAt(container, 'name')),
      profile,
      `${at}.securityContext.appArmorProfile`,
      armor,
      errors,
    );
  }
}

interface Words {
  readonly name: string;
  readonly runtimeDefault: readonly string[];
}

const seccomp: Words = { name: 'seccomp', runtimeDefault: ['runtime/default', 'docker/default'] };
const armor: Words = { name: 'apparmor', runtimeDefault: ['runtime/default'] };

function compare(
  annotation: string | undefined,
  profile: Fields | undefined,
  path: string,
  words: Words,
  errors: Causes,
): void {
  if (annotation === undefined || profile === undefined) return;
  const type = textAt(profile, 'type');
  const local = annotation.startsWith('localhost/') ? annotation.slice('localhost/'.length) : undefined;
  const sameType =
    type === 'Unconfined'
      ? annotation === 'unconfined'
      : type === 'RuntimeDefault'
        ? words.runtimeDefault.includes(annotation)
        : type !== 'Localhost' || local !== undefined;
  if (!sameType) errors.push(forbidden(`${path}.type`, `${words.name} type in annotation and field must match`));
  else if (type === 'Localhost' && local !== textAt(profile, 'localhostProfile')) {
    errors.push(forbidden(`${path}.localhostProfile`, `${words.name} profile in annotation and field must match`));
  }
}

function validateSeccompProfile(profile: string, path: string, errors: Causes): void {
  if (profile === 'runtime/default' || profile === 'docker/default' || profile === 'unconfined') return;
  if (profile.startsWith('localhost/')) validateDescendingPath(profile.slice('localhost/'.length), path, errors);
  else errors.push(invalid(path, profile, 'must be a valid seccomp profile'));
}

function validateAppArmorProfile(
  profile: string,
  container: string,
  names: readonly (string | undefined)[],
  path: string,
  errors: Causes,
): void {
  if (!names.includes(container)) errors.push(invalid(path, container, 'container not found'));
  if (profile === '' || profile === 'runtime/default' || profile === 'unconfined' || profile.startsWith('localhost/'))
    return;
  errors.push(invalid(path, profile, `invalid AppArmor profile name: ${JSON.stringify(profile)}`));
}

function isInt32(text: string): boolean {
  return /^(0|-?[1-9][0-9]*)$/.test(text) && Number(text) >= -2147483648 && Number(text) <= 2147483647;
}
