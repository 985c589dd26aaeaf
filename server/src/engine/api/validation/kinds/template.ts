import { type LabelSelector, matchesLabelSelector } from '../../selector.ts';
import type { KubernetesVersion } from '../../version.ts';
import { type Causes, forbidden, invalid, notSupported } from '../causes.ts';
import { validatePodTemplate } from '../pod/pod.ts';
import { type Fields, isSet, objectAt, textAt } from '../read.ts';
import { isEmptySelector, validateLabelSelector } from '../selectors.ts';

/** `selector` must match the template's labels; a missing selector matches nothing, an empty one everything. */
export function validateSelectorMatches(
  selector: Fields | undefined,
  template: Fields,
  path: string,
  errors: Causes,
): void {
  if (selector !== undefined && isEmptySelector(selector)) return;
  const labels = objectAt(objectAt(template, 'metadata'), 'labels') as Record<string, string> | undefined;
  if (matchesLabelSelector(selector as LabelSelector | undefined, labels)) return;
  errors.push(invalid(`${path}.metadata.labels`, labels ?? null, '`selector` does not match template `labels`'));
}

/** Whether the API server can make anything of the selector; it goes no further where it cannot. */
export function isReadable(selector: Fields | undefined): boolean {
  const errors: Causes = [];
  validateLabelSelector(selector, '', errors);
  return errors.length === 0;
}

/** The template of what runs for ever. Follows kubernetes pkg/apis/apps/validation ValidatePodTemplateSpecForReplicaSet. */
export function validateLastingTemplate(spec: Fields, kind: string, version: KubernetesVersion, errors: Causes): void {
  const template = objectAt(spec, 'template') ?? {};
  validatePodTemplate(template, 'spec.template', version, errors);
  validateLasting(template, kind, errors);
}

/** Its pods start again, and have no deadline. */
export function validateLasting(template: Fields, kind: string, errors: Causes): void {
  const spec = objectAt(template, 'spec');
  const policy = textAt(spec, 'restartPolicy');
  if (policy !== undefined && policy !== 'Always')
    errors.push(notSupported('spec.template.spec.restartPolicy', policy, ['Always']));
  if (isSet(spec, 'activeDeadlineSeconds')) {
    errors.push(
      forbidden('spec.template.spec.activeDeadlineSeconds', `activeDeadlineSeconds in ${kind} is not Supported`),
    );
  }
}
