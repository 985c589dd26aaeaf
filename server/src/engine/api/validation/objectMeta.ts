import { qualifiedName } from '../labels.ts';
import { asPrefix, byteLength, dns1123Label, type NameFormat } from '../names.ts';
import { type Causes, forbidden, invalid, invalidEach, required, tooLong } from './causes.ts';
import { entriesAt, type Fields, flagAt, listAt, numberAt, objectAt, objectsAt, stringsAt, textAt } from './read.ts';
import { validateLabels } from './selectors.ts';

const maxAnnotationsSize = 256 * 1024;
const standardFinalizers = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);

export interface MetaRules {
  readonly format: NameFormat;
  readonly namespaced: boolean;
  /** Kinds of the core group and those that use its function want finalizers with a domain. */
  readonly qualifiedFinalizers: boolean;
}

/**
 * metadata on create. A namespaced object without a namespace is fine: the request names it.
 * Follows kubernetes staging/src/k8s.io/apimachinery/pkg/api/validation/objectmeta.go ValidateObjectMeta.
 */
export function validateObjectMeta(object: Fields, rules: MetaRules, errors: Causes): void {
  const meta = objectAt(object, 'metadata');
  validateName(meta, rules.format, errors);
  const namespace = textAt(meta, 'namespace');
  if (namespace && rules.namespaced) invalidEach(errors, 'metadata.namespace', namespace, dns1123Label(namespace));
  if (namespace && !rules.namespaced) errors.push(forbidden('metadata.namespace', 'not allowed on this type'));
  const generation = numberAt(meta, 'generation');
  if (generation !== undefined) nonNegative(generation, 'metadata.generation', errors);
  validateMetaParts(meta, errors);
  if (rules.qualifiedFinalizers) validateQualifiedFinalizers(meta, errors);
}

/** A name that is to be generated is judged by its beginning, and again as a whole, as the API server does. */
function validateName(meta: Fields | undefined, format: NameFormat, errors: Causes): void {
  const prefix = textAt(meta, 'generateName');
  const given = textAt(meta, 'name');
  if (prefix) invalidEach(errors, 'metadata.generateName', prefix, asPrefix(format)(prefix));
  const name = given === '' && prefix ? `${prefix.slice(0, 58)}xxxxx` : given;
  if (name === '') errors.push(required('metadata.name', 'name or generateName is required'));
  else if (name !== undefined) invalidEach(errors, 'metadata.name', name, format(name));
}

/** What create and update check alike. */
export function validateMetaParts(meta: Fields | undefined, errors: Causes): void {
  validateLabels(meta, 'labels', 'metadata.labels', errors);
  validateAnnotations(meta, 'metadata.annotations', errors);
  validateOwnerReferences(meta, errors);
  validateFinalizers(meta, errors);
}

/** Keys (case does not matter) and total size. Follows ValidateAnnotations of the same file. */
export function validateAnnotations(meta: Fields | undefined, path: string, errors: Causes): void {
  let size = 0;
  for (const [key, value] of entriesAt(meta, 'annotations')) {
    invalidEach(errors, path, key, qualifiedName(key.toLowerCase()));
    size += byteLength(key) + byteLength(value);
  }
  if (size > maxAnnotationsSize) errors.push(tooLong(path, maxAnnotationsSize));
}

/** Finalizers without a domain must be ones that Kubernetes knows. Follows kubernetes pkg/apis/core/validation validateKubeFinalizerName. */
export function validateQualifiedFinalizers(meta: Fields | undefined, errors: Causes): void {
  for (const [index, name] of stringsAt(meta, 'finalizers').entries()) {
    if (name === undefined) continue;
    validateStandardFinalizer(name, `metadata.finalizers[${index}]`, errors);
  }
}

export function validateStandardFinalizer(name: string, path: string, errors: Causes): void {
  if (name.includes('/') || standardFinalizers.has(name)) return;
  errors.push(invalid(path, name, 'name is neither a standard finalizer name nor is it fully qualified'));
}

/** `must be greater than or equal to 0`. */
export function nonNegative(value: number | undefined, path: string, errors: Causes): void {
  if (value !== undefined && value < 0) errors.push(invalid(path, value, 'must be greater than or equal to 0'));
}

function validateOwnerReferences(meta: Fields | undefined, errors: Causes): void {
  const path = 'metadata.ownerReferences';
  let first = '';
  for (const owner of objectsAt(meta, 'ownerReferences')) {
    validateOwner(owner, path, errors);
    if (flagAt(owner, 'controller') !== true) continue;
    const name = `${textAt(owner, 'kind')}/${textAt(owner, 'name')}`;
    const twice = `Only one reference can have Controller set to true. Found "true" in references for ${first} and ${name}`;
    if (first !== '') errors.push(invalid(path, listAt(meta, 'ownerReferences'), twice));
    else first = name;
  }
}

function validateOwner(owner: Fields, path: string, errors: Causes): void {
  const apiVersion = textAt(owner, 'apiVersion');
  if (apiVersion === '' || apiVersion?.endsWith('/'))
    errors.push(invalid(`${path}.apiVersion`, apiVersion, 'version must not be empty'));
  for (const field of ['kind', 'name', 'uid']) {
    if (textAt(owner, field) === '') errors.push(invalid(`${path}.${field}`, '', 'must not be empty'));
  }
  if (apiVersion === 'v1' && textAt(owner, 'kind') === 'Event') {
    errors.push(invalid(path, owner, '/v1, Kind=Event is disallowed from being an owner'));
  }
}

function validateFinalizers(meta: Fields | undefined, errors: Causes): void {
  const names = stringsAt(meta, 'finalizers');
  for (const name of names) {
    if (name !== undefined) invalidEach(errors, 'metadata.finalizers', name, qualifiedName(name));
  }
  if (names.includes('orphan') && names.includes('foregroundDeletion')) {
    errors.push(invalid('metadata.finalizers', names, 'finalizer orphan and foregroundDeletion cannot be both set'));
  }
}
