import { type Fields, isSet, objectAt, objectsAt, textAt } from '../read.ts';
import { deprecatedLabel, nodeSelectorTermWarnings } from './nodeLabels.ts';
import { claimSpecWarnings, oldVolumes } from './pod.ts';

const betaClass = 'volume.beta.kubernetes.io/storage-class';
const ingressClass = 'kubernetes.io/ingress.class';

/** Follows kubernetes pkg/api/persistentvolumeclaim/util.go GetWarningsForPersistentVolumeClaim. */
export function claimWarnings(claim: Fields): readonly string[] {
  return [...classWarnings(claim), ...claimSpecWarnings(objectAt(claim, 'spec'), 'spec')];
}

/** Follows kubernetes pkg/api/persistentvolume/util.go GetWarningsForPersistentVolume. */
export function volumeWarnings(volume: Fields): readonly string[] {
  const spec = objectAt(volume, 'spec');
  const warnings = [...classWarnings(volume)];
  if (textAt(spec, 'persistentVolumeReclaimPolicy') === 'Recycle') {
    warnings.push(
      'spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.',
    );
  }
  const selector = objectAt(objectAt(spec, 'nodeAffinity'), 'required');
  for (const [index, term] of objectsAt(selector, 'nodeSelectorTerms').entries()) {
    warnings.push(...nodeSelectorTermWarnings(term, `spec.nodeAffinity.required.nodeSelectorTerms[${index}]`));
  }
  for (const [source, message] of Object.entries(oldVolumes)) {
    if (source !== 'gitRepo' && isSet(spec, source))
      warnings.push(`spec.${source === 'storageos' ? 'storageOS' : source}: ${message}`);
  }
  return warnings;
}

/** Follows kubernetes pkg/api/storage/util.go GetWarningsForStorageClass. */
export function storageClassWarnings(storageClass: Fields): readonly string[] {
  return objectsAt(storageClass, 'allowedTopologies').flatMap((term, index) =>
    objectsAt(term, 'matchLabelExpressions').flatMap((expression, position) => {
      const key = textAt(expression, 'key');
      const message = deprecatedLabel(key);
      return message === undefined
        ? []
        : [`allowedTopologies[${index}].matchLabelExpressions[${position}].key: ${key} is ${message}`];
    }),
  );
}

/** Follows kubernetes pkg/registry/networking/ingress/strategy.go. */
export function ingressWarnings(ingress: Fields, old: Fields | undefined): readonly string[] {
  if (old !== undefined || !isSet(objectAt(objectAt(ingress, 'metadata'), 'annotations'), ingressClass)) return [];
  return [`annotation "${ingressClass}" is deprecated, please use 'spec.ingressClassName' instead`];
}

/** Follows kubernetes pkg/registry/core/node/strategy.go fieldIsDeprecatedWarnings; configSource is dropped where no old object has it. */
export function nodeWarnings(node: Fields, old: Fields | undefined): readonly string[] {
  const spec = objectAt(node, 'spec');
  const warnings: string[] = [];
  if (isSet(objectAt(old, 'spec'), 'configSource') && isSet(spec, 'configSource'))
    warnings.push('spec.configSource: the feature is removed');
  if (textAt(spec, 'externalID'))
    warnings.push('spec.externalID: this field is deprecated, and is unused by Kubernetes');
  return warnings;
}

function classWarnings(object: Fields): readonly string[] {
  if (!isSet(objectAt(objectAt(object, 'metadata'), 'annotations'), betaClass)) return [];
  return [`metadata.annotations[${betaClass}]: deprecated since v1.8; use "storageClassName" attribute instead`];
}
