import { type Causes, forbidden, invalid } from './causes.ts';
import { immutable } from './kindRules.ts';
import { validateMetaParts, validateQualifiedFinalizers } from './objectMeta.ts';
import { type Fields, isSet, numberAt, objectAt, stringsAt } from './read.ts';

/**
 * metadata on update; what the server keeps itself (uid, times, resourceVersion) may be missing.
 * Follows kubernetes staging/src/k8s.io/apimachinery/pkg/api/validation/objectmeta.go ValidateObjectMetaUpdate.
 */
export function validateObjectMetaUpdate(
  next: Fields,
  old: Fields,
  qualifiedFinalizers: boolean,
  errors: Causes,
): void {
  const meta = objectAt(next, 'metadata');
  const before = objectAt(old, 'metadata');
  if (isSet(before, 'deletionTimestamp')) {
    const known = stringsAt(before, 'finalizers');
    const added = stringsAt(meta, 'finalizers').filter((name) => !known.includes(name));
    const list = added.map((name) => JSON.stringify(name)).join(', ');
    if (added.length > 0) {
      errors.push(
        forbidden(
          'metadata.finalizers',
          `no new finalizers can be added if the object is being deleted, found new finalizers []string{${list}}`,
        ),
      );
    }
  }
  const generation = numberAt(meta, 'generation');
  if (generation !== undefined && generation < (numberAt(before, 'generation') ?? 0)) {
    errors.push(invalid('metadata.generation', generation, 'must not be decremented'));
  }
  for (const field of [
    'name',
    'namespace',
    'uid',
    'creationTimestamp',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
  ]) {
    if (isSet(meta, field) && isSet(before, field))
      immutable(meta?.[field], before?.[field], `metadata.${field}`, errors);
  }
  validateMetaParts(meta, errors);
  if (qualifiedFinalizers) validateQualifiedFinalizers(meta, errors);
}
