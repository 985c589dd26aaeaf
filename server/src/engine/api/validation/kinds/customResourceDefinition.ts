import { dns1035Label, dns1123Subdomain } from '../../names.ts';
import { type Causes, duplicate, forbidden, invalid, invalidEach, notSupported, required, tooMany } from '../causes.ts';
import { immutable, type KindRules, rulesOf } from '../kindRules.ts';
import { type Fields, flagAt, isSet, listAt, objectAt, objectsAt, stringsAt, textAt } from '../read.ts';
import { sameValue } from '../same.ts';
import { validateStructuralSchema } from './structuralSchema.ts';

/** Follows kubernetes staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation ValidateCustomResourceDefinition. */
export const customResourceDefinition: KindRules = rulesOf({
  qualifiedFinalizers: false,
  validate: (object, _version, errors) => {
    const spec = objectAt(object, 'spec') ?? {};
    const names = objectAt(spec, 'names') ?? {};
    validateName(object, spec, names, errors);
    validateGroup(spec, errors);
    const scope = textAt(spec, 'scope');
    if (scope === '') errors.push(required('spec.scope'));
    else if (scope !== undefined && scope !== 'Cluster' && scope !== 'Namespaced')
      errors.push(notSupported('spec.scope', scope, ['Cluster', 'Namespaced']));
    validateNames(names, errors);
    validateVersions(spec, errors);
    validateConversion(spec, errors);
  },
  update: (next, old, _version, errors) => {
    const spec = objectAt(next, 'spec');
    const before = objectAt(old, 'spec');
    const established = objectsAt(objectAt(old, 'status'), 'conditions').some(
      (condition) => condition['type'] === 'Established' && condition['status'] === 'True',
    );
    if (established) {
      immutable(spec?.['scope'], before?.['scope'], 'spec.scope', errors);
      immutable(objectAt(spec, 'names')?.['kind'], objectAt(before, 'names')?.['kind'], 'spec.names.kind', errors);
    }
    immutable(spec?.['group'], before?.['group'], 'spec.group', errors);
    immutable(objectAt(spec, 'names')?.['plural'], objectAt(before, 'names')?.['plural'], 'spec.names.plural', errors);
  },
});

function validateName(object: Fields, spec: Fields, names: Fields, errors: Causes): void {
  const name = textAt(objectAt(object, 'metadata'), 'name') ?? '';
  const wanted = `${textAt(names, 'plural')}.${textAt(spec, 'group')}`;
  if (name !== '' && name !== wanted)
    errors.push(invalid('metadata.name', name, 'must be spec.names.plural+"."+spec.group'));
}

function validateGroup(spec: Fields, errors: Causes): void {
  const group = textAt(spec, 'group');
  if (group === '') errors.push(required('spec.group'));
  if (!group) return;
  const details = dns1123Subdomain(group);
  if (details.length > 0) errors.push(invalid('spec.group', group, details.join(',')));
  else if (!group.includes('.')) errors.push(invalid('spec.group', group, 'should be a domain with at least one dot'));
}

function validateNames(names: Fields, errors: Causes): void {
  const path = 'spec.names';
  const plural = textAt(names, 'plural');
  if (plural === '') errors.push(required(`${path}.plural`));
  else if (plural) validateLabel(plural, plural, '', `${path}.plural`, errors);
  const singular = textAt(names, 'singular');
  // The API server fills it in from the kind.
  if (!singular && !textAt(names, 'kind')) errors.push(required(`${path}.singular`));
  if (singular) validateLabel(singular, singular, '', `${path}.singular`, errors);
  validateKindName(names, 'kind', errors);
  validateKindName(names, 'listKind', errors);
  for (const field of ['shortNames', 'categories']) {
    for (const [index, value] of stringsAt(names, field).entries()) {
      if (value !== undefined) validateLabel(value, value, '', `${path}.${field}[${index}]`, errors);
    }
  }
  const kind = textAt(names, 'kind');
  if (kind && kind === textAt(names, 'listKind'))
    errors.push(invalid(`${path}.listKind`, kind, 'kind and listKind may not be the same'));
}

function validateKindName(names: Fields, field: 'kind' | 'listKind', errors: Causes): void {
  const path = `spec.names.${field}`;
  const value = textAt(names, field);
  if (value === '') errors.push(required(path));
  else if (value)
    validateLabel(value, value.toLowerCase(), 'may have mixed case, but should otherwise match: ', path, errors);
}

/** `checked` is what has to be a label of `value`; all that is wrong is said at once. */
function validateLabel(value: string, checked: string, words: string, path: string, errors: Causes): void {
  const details = dns1035Label(checked);
  if (details.length > 0) errors.push(invalid(path, value, `${words}${details.join(',')}`));
}

function validateVersions(spec: Fields, errors: Causes): void {
  const versions = objectsAt(spec, 'versions');
  const storage = versions.filter((version) => flagAt(version, 'storage') === true).length;
  const seen = new Set<string>();
  for (const [index, version] of versions.entries()) {
    const path = `spec.versions[${index}]`;
    const name = textAt(version, 'name') ?? '';
    if (seen.has(name))
      errors.push(
        invalid(
          'spec.versions',
          listAt(spec, 'versions').map((item) => (item as Fields)['name']),
          'must contain unique version names',
        ),
      );
    seen.add(name);
    const details = dns1035Label(name);
    if (details.length > 0) errors.push(invalid(`${path}.name`, name, details.join(',')));
    validateVersion(version, path, errors);
  }
  const first = textAt(versions[0], 'name');
  if (first) validateLabel(first, first, '', 'spec.version', errors);
  validateDescriptions(spec, versions, errors);
  if (storage !== 1)
    errors.push(invalid('spec.versions', versions, 'must have exactly one version marked as storage version'));
  if (storage === 0) errors.push(invalid('status.storedVersions', null, 'must have at least one stored version'));
}

function validateDescriptions(spec: Fields, versions: readonly Fields[], errors: Causes): void {
  for (const [field, at, judge] of hoisted) {
    const same = versions.every((version) => sameValue(version[field], versions[0]?.[field]));
    for (const [index, version] of (same ? versions.slice(0, 1) : versions).entries())
      judge(version, same ? `spec.${at}` : `spec.versions[${index}].${field}`, spec, errors);
  }
}

/** What all versions say alike the API server reads as if the spec itself said it: its paths are those of the spec then. */
const hoisted: readonly (readonly [
  field: string,
  inSpec: string,
  judge: (version: Fields, path: string, spec: Fields, errors: Causes) => void,
])[] = [
  ['schema', 'validation', validateSchema],
  ['subresources', 'subresources', validateSubresources],
  ['additionalPrinterColumns', 'additionalPrinterColumns', validateColumns],
  ['selectableFields', 'selectableFields', validateSelectableFields],
];

function validateVersion(version: Fields, path: string, errors: Causes): void {
  if (isSet(version, 'deprecationWarning') && flagAt(version, 'deprecated') !== true) {
    errors.push(
      invalid(`${path}.deprecationWarning`, version['deprecationWarning'], 'can only be set for deprecated versions'),
    );
  }
  const schema = objectAt(objectAt(version, 'schema'), 'openAPIV3Schema');
  if (schema === undefined && flagAt(version, 'served') === true)
    errors.push(required(`${path}.schema.openAPIV3Schema`, 'schemas are required'));
}

function validateSchema(version: Fields, path: string, spec: Fields, errors: Causes): void {
  const schema = objectAt(objectAt(version, 'schema'), 'openAPIV3Schema');
  const open = flagAt(spec, 'preserveUnknownFields') === true;
  if (schema === undefined) return;
  const type = textAt(schema, 'type');
  if (type && type !== 'object' && isSet(objectAt(version, 'subresources'), 'status')) {
    const problem =
      'only "object" is allowed as the type at the root of the schema if the status subresource is enabled';
    errors.push(invalid(`${path}.openAPIV3Schema.type`, type, problem));
  }
  validateStructuralSchema(schema, `${path}.openAPIV3Schema`, open, errors);
}

function validateSubresources(version: Fields, path: string, _spec: Fields, errors: Causes): void {
  validateScale(objectAt(objectAt(version, 'subresources'), 'scale'), `${path}.scale`, errors);
}

/** Follows ValidateCustomResourceColumnDefinition; JSONPath is the name of the field in its paths. */
function validateColumns(version: Fields, path: string, _spec: Fields, errors: Causes): void {
  for (const [index, column] of objectsAt(version, 'additionalPrinterColumns').entries()) {
    const at = `${path}[${index}]`;
    const name = textAt(column, 'name') ?? '';
    const type = textAt(column, 'type');
    const types = ['boolean', 'date', 'integer', 'number', 'string'];
    if (name === '') errors.push(required(`${at}.name`));
    if (type === '') errors.push(required(`${at}.type`, `must be one of ${types.join(',')}`));
    else if (type !== undefined && !types.includes(type))
      errors.push(invalid(`${at}.type`, type, `must be one of ${types.join(',')}`));
    const format = textAt(column, 'format');
    if (format && !formats.includes(format))
      errors.push(invalid(`${at}.format`, format, `must be one of ${formats.join(',')}`));
    validateSimplePath(textAt(column, 'jsonPath'), `${at}.JSONPath`, errors);
  }
}

const formats = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];

/** Whether it is there and begins with a dot; undefined is of a wrong type. Follows validateSimpleJSONPath. */
function validateSimplePath(value: string | undefined, path: string, errors: Causes): boolean {
  if (value === '') errors.push(required(path));
  else if (value !== undefined && !value.startsWith('.'))
    errors.push(invalid(path, value, 'must be a simple json path starting with .'));
  else return value !== undefined;
  return false;
}

/** Follows ValidateCustomResourceSelectableFields. */
function validateSelectableFields(version: Fields, path: string, _spec: Fields, errors: Causes): void {
  const fields = objectsAt(version, 'selectableFields');
  const schema = objectAt(objectAt(version, 'schema'), 'openAPIV3Schema');
  if (fields.length > 0 && schema === undefined) {
    errors.push(invalid(path, '', 'may only be set when validations.schema is included'));
    return;
  }
  const seen = new Set<string>();
  for (const [index, field] of fields.entries()) {
    const at = `${path}[${index}].jsonPath`;
    const value = textAt(field, 'jsonPath');
    if (value === '') errors.push(required(at));
    if (!value) continue;
    validateSelectable(value, schema ?? {}, at, errors);
    if (seen.has(value)) errors.push(duplicate(at, value));
    seen.add(value);
  }
  if (seen.size > 8) errors.push(tooMany(path, seen.size, 8));
}

function validateSelectable(value: string, schema: Fields, path: string, errors: Causes): void {
  if (!/^[.[]/.test(value)) {
    errors.push(invalid(path, value, `is an invalid path: expected [ or . but got: ${/^[^.[]+/.exec(value)?.[0]}`));
    return;
  }
  const names = [...value.matchAll(/\.([^.[]*)|\['([^']*)'\]/g)].map(([, plain, quoted]) => plain ?? quoted ?? '');
  let found: Fields | undefined = schema;
  for (const name of names)
    found = objectAt(objectAt(found, 'properties'), name) ?? objectAt(found, 'additionalProperties');
  if (found === undefined) {
    errors.push(invalid(path, value, 'is an invalid path: does not refer to a valid field'));
    return;
  }
  if (names[0] === 'metadata') errors.push(invalid(path, value, 'must not point to fields in metadata'));
  if (['string', 'boolean', 'integer'].includes(textAt(found, 'type') ?? '')) return;
  const problem =
    'must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.';
  errors.push(invalid(path, value, problem));
}

function validateScale(scale: Fields | undefined, path: string, errors: Causes): void {
  if (scale === undefined) return;
  for (const [field, root] of [
    ['specReplicasPath', '.spec.'],
    ['statusReplicasPath', '.status.'],
  ] as const) {
    const value = textAt(scale, field);
    if (validateSimplePath(value, `${path}.${field}`, errors) && !value?.startsWith(root))
      errors.push(invalid(`${path}.${field}`, value, `should be a json path under ${root.slice(0, -1)}`));
  }
  const selector = textAt(scale, 'labelSelectorPath');
  if (!selector || !validateSimplePath(selector, `${path}.labelSelectorPath`, errors)) return;
  if (!/^\.(spec|status)\./.test(selector)) {
    errors.push(invalid(`${path}.labelSelectorPath`, selector, 'should be a json path under either .spec or .status'));
  }
}

function validateConversion(spec: Fields, errors: Causes): void {
  const conversion = objectAt(spec, 'conversion');
  if (conversion === undefined) return;
  const strategy = textAt(conversion, 'strategy');
  const webhook = objectAt(conversion, 'webhook');
  if (strategy === '') errors.push(required('spec.conversion.strategy'));
  else if (strategy !== undefined && strategy !== 'None' && strategy !== 'Webhook')
    errors.push(notSupported('spec.conversion.strategy', strategy, ['None', 'Webhook']));
  if (strategy === 'Webhook') validateWebhook(webhook, errors);
  else if (webhook !== undefined) {
    errors.push(
      forbidden('spec.conversion.webhookClientConfig', 'should not be set when strategy is not set to Webhook'),
    );
  }
}

function validateWebhook(webhook: Fields | undefined, errors: Causes): void {
  const path = 'spec.conversion.conversionReviewVersions';
  if (!isSet(webhook, 'clientConfig'))
    errors.push(required('spec.conversion.webhookClientConfig', 'required when strategy is set to Webhook'));
  const reviews = stringsAt(webhook, 'conversionReviewVersions');
  if (reviews.length === 0) errors.push(required(path));
  else if (!reviews.includes('v1') && !reviews.includes('v1beta1'))
    errors.push(invalid(path, reviews, 'must include at least one of v1, v1beta1'));
  for (const [index, review] of reviews.entries()) {
    if (review !== undefined) invalidEach(errors, `${path}[${index}]`, review, dns1035Label(review));
  }
}
