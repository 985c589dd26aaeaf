import { dns1123Subdomain } from '../../names.ts';
import type { KubernetesVersion } from '../../version.ts';
import { type Causes, forbidden } from '../causes.ts';
import { validateAnnotations, validateObjectMeta } from '../objectMeta.ts';
import { type Fields, isSet, listAt, objectAt, objectsAt, textAt } from '../read.ts';
import { validateLabels } from '../selectors.ts';
import { validatePodAnnotations, validateProfilesMatch } from './annotations.ts';
import { validateImageSpaces } from './containers.ts';
import { validatePodSpec } from './podSpec.ts';

/** A pod on create. Follows kubernetes pkg/apis/core/validation ValidatePodCreate. */
export function validatePod(pod: Fields, version: KubernetesVersion, errors: Causes): void {
  validateMetadataAndSpec(pod, version, errors);
  const spec = objectAt(pod, 'spec') ?? {};
  if (listAt(spec, 'ephemeralContainers').length > 0)
    errors.push(forbidden('spec.ephemeralContainers', 'cannot be set on create'));
  if (textAt(spec, 'nodeName') && listAt(spec, 'schedulingGates').length > 0) {
    errors.push(forbidden('spec.nodeName', 'cannot be set until all schedulingGates have been cleared'));
  }
  validateProfilesMatch(objectAt(pod, 'metadata'), spec, 'spec', errors);
}

/** What create and update check alike. Follows validatePodMetadataAndSpec. */
export function validateMetadataAndSpec(pod: Fields, version: KubernetesVersion, errors: Causes): void {
  validateObjectMeta(pod, { format: dns1123Subdomain, namespaced: true, qualifiedFinalizers: true }, errors);
  const meta = objectAt(pod, 'metadata');
  const spec = objectAt(pod, 'spec') ?? {};
  validatePodAnnotations(meta, spec, 'metadata.annotations', errors);
  validatePodSpec(spec, 'spec', { isPod: true, name: textAt(meta, 'name') ?? '', version }, errors);
  if (!textAt(spec, 'serviceAccountName')) forbidTokens(spec, errors);
  for (const list of ['containers', 'initContainers']) {
    for (const [index, container] of objectsAt(spec, list).entries())
      validateImageSpaces(container, `spec.${list}[${index}]`, errors);
  }
}

/** The template in `parent[field]`. Follows ValidatePodTemplateSpec: labels and annotations stand at the template in its paths. */
export function validatePodTemplate(template: Fields, path: string, version: KubernetesVersion, errors: Causes): void {
  const meta = objectAt(template, 'metadata');
  const spec = objectAt(template, 'spec') ?? {};
  validateLabels(meta, 'labels', `${path}.labels`, errors);
  validateAnnotations(meta, `${path}.annotations`, errors);
  validatePodAnnotations(meta, spec, `${path}.annotations`, errors);
  validatePodSpec(spec, `${path}.spec`, { isPod: false, name: '', version }, errors);
  validateProfilesMatch(meta, spec, `${path}.spec`, errors);
  if (listAt(spec, 'ephemeralContainers').length > 0) {
    errors.push(forbidden(`${path}.spec.ephemeralContainers`, 'ephemeral containers not allowed in pod template'));
  }
}

function forbidTokens(spec: Fields, errors: Causes): void {
  for (const [index, volume] of objectsAt(spec, 'volumes').entries()) {
    for (const [position, source] of objectsAt(objectAt(volume, 'projected'), 'sources').entries()) {
      if (!isSet(source, 'serviceAccountToken')) continue;
      errors.push(
        forbidden(
          `spec.volumes[${index}].projected.sources[${position}].serviceAccountToken`,
          'must not be specified when serviceAccountName is not set',
        ),
      );
    }
  }
}
