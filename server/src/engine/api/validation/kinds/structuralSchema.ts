import { type Causes, forbidden, invalid, notSupported, required } from '../causes.ts';
import { type Fields, isFields, isSet, listAt, objectAt, objectsAt, textAt } from '../read.ts';

const types = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
const junctors = ['allOf', 'anyOf', 'oneOf', 'not'];
/** Inside the junctors a schema may only restrict, not describe. */
const forbiddenInside = [
  'additionalProperties',
  'default',
  'description',
  'nullable',
  'title',
  'type',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-embedded-resource',
  'x-kubernetes-int-or-string',
];

/**
 * Whether a schema is structural: every part has a type, and what a junctor restricts is described outside of it.
 * Follows kubernetes staging/src/k8s.io/apiextensions-apiserver/pkg/apiserver/schema/validation.go.
 */
export function validateStructuralSchema(
  schema: Fields,
  path: string,
  preservesUnknown: boolean,
  errors: Causes,
): void {
  const type = textAt(schema, 'type');
  if (type === '') errors.push(required(`${path}.type`, 'must not be empty at the root'));
  else if (type !== undefined && type !== 'object')
    errors.push(invalid(`${path}.type`, type, 'must be object at the root'));
  if (preservesUnknown) return;
  validateLevel(schema, path, true, errors);
}

function validateLevel(schema: Fields, path: string, isRoot: boolean, errors: Causes): void {
  validateType(schema, path, isRoot, errors);
  forbidKeywords(schema, path, errors);
  validateListType(schema, path, errors);
  validateRules(schema, path, errors);
  for (const [name, property] of Object.entries(objectAt(schema, 'properties') ?? {})) {
    if (isFields(property)) validateLevel(property, `${path}.properties[${name}]`, false, errors);
  }
  const additional = objectAt(schema, 'additionalProperties');
  if (additional !== undefined) validateLevel(additional, `${path}.additionalProperties`, false, errors);
  const items = objectAt(schema, 'items');
  if (items !== undefined) validateLevel(items, `${path}.items`, false, errors);
  else if (textAt(schema, 'type') === 'array') errors.push(required(`${path}.items`, 'must be specified'));
  for (const field of junctors)
    for (const [part, at] of partsOf(schema, field, path)) validateInside(part, schema, at, errors);
}

function forbidKeywords(schema: Fields, path: string, errors: Causes): void {
  for (const field of ['$ref', 'definitions', 'dependencies', 'patternProperties', 'id', 'deprecated']) {
    const value = schema[field];
    if (!isSet(schema, field) || (isFields(value) && Object.keys(value).length === 0)) continue;
    errors.push(forbidden(`${path}.${field}`, `${field} is not supported`));
  }
  if (schema['uniqueItems'] === true) {
    errors.push(
      forbidden(
        `${path}.uniqueItems`,
        'uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
      ),
    );
  }
  if (
    isSet(schema, 'properties') &&
    isSet(schema, 'additionalProperties') &&
    schema['additionalProperties'] !== false
  ) {
    errors.push(forbidden(`${path}.additionalProperties`, 'additionalProperties and properties are mutual exclusive'));
  }
}

function validateType(schema: Fields, path: string, isRoot: boolean, errors: Causes): void {
  const type = textAt(schema, 'type');
  const intOrString = schema['x-kubernetes-int-or-string'] === true;
  if (type === '' && !isRoot && !intOrString && schema['x-kubernetes-preserve-unknown-fields'] !== true) {
    const where = path.endsWith('.items') ? 'array items' : 'object fields';
    errors.push(required(`${path}.type`, `must not be empty for specified ${where}`));
  }
  if (type && !types.includes(type)) errors.push(notSupported(`${path}.type`, type, types));
  if (schema['x-kubernetes-embedded-resource'] === true && type !== 'object') {
    errors.push(invalid(`${path}.type`, type, 'must be object if x-kubernetes-embedded-resource is true'));
  }
}

function validateListType(schema: Fields, path: string, errors: Causes): void {
  validateKeptType(schema, 'x-kubernetes-map-type', 'object', ['atomic', 'granular'], path, errors);
  validateKeptType(schema, 'x-kubernetes-list-type', 'array', ['atomic', 'set', 'map'], path, errors);
  const listType = schema['x-kubernetes-list-type'];
  const keys = listAt(schema, 'x-kubernetes-list-map-keys');
  if (listType === 'map' && keys.length === 0)
    errors.push(required(`${path}.x-kubernetes-list-map-keys`, 'must not be empty if x-kubernetes-list-type is map'));
  const demand = 'must be map if x-kubernetes-list-map-keys is non-empty';
  if (keys.length > 0 && !isSet(schema, 'x-kubernetes-list-type'))
    errors.push(required(`${path}.x-kubernetes-list-type`, demand));
  else if (keys.length > 0 && listType !== 'map')
    errors.push(invalid(`${path}.x-kubernetes-list-type`, listType, demand));
  if (listType !== 'map') return;
  const properties = objectAt(objectAt(schema, 'items'), 'properties') ?? {};
  for (const [index, key] of keys.entries()) {
    if (typeof key !== 'string' || Object.hasOwn(properties, key)) continue;
    errors.push(
      invalid(
        `${path}.x-kubernetes-list-map-keys[${index}]`,
        key,
        'must name a property in x-kubernetes-list-type items',
      ),
    );
  }
}

/** A word about how a list or a map is merged: it stands on such a type only, and is a known one. */
function validateKeptType(
  schema: Fields,
  field: string,
  wanted: string,
  known: readonly string[],
  path: string,
  errors: Causes,
): void {
  const word = schema[field];
  if (typeof word !== 'string') return;
  const type = textAt(schema, 'type');
  const problem = `must be ${wanted} if ${field} is specified`;
  if (type === '') errors.push(required(`${path}.type`, problem));
  else if (type !== undefined && type !== wanted) errors.push(invalid(`${path}.type`, type, problem));
  if (!known.includes(word)) errors.push(notSupported(`${path}.${field}`, word, known));
}

/** What can be said of rules in CEL without reading the language. */
function validateRules(schema: Fields, path: string, errors: Causes): void {
  for (const [index, rule] of objectsAt(schema, 'x-kubernetes-validations').entries()) {
    const at = `${path}.x-kubernetes-validations[${index}]`;
    const message = rule['message'];
    const reason = textAt(rule, 'reason');
    if ((textAt(rule, 'rule') ?? '').trim() === '') errors.push(required(`${at}.rule`, 'rule is not specified'));
    if (typeof message === 'string' && message !== '' && message.trim() === '')
      errors.push(invalid(`${at}.message`, message, 'message must be non-empty if specified'));
    else if (typeof message === 'string' && message.trim().includes('\n'))
      errors.push(invalid(`${at}.message`, message, 'message must not contain line breaks'));
    if (reason && !reasons.includes(reason)) errors.push(notSupported(`${at}.reason`, reason, reasons));
  }
}

const reasons = ['FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired', 'FieldValueDuplicate'];

function partsOf(schema: Fields, field: string, path: string): readonly (readonly [Fields, string])[] {
  if (field !== 'not')
    return objectsAt(schema, field).map((part, index) => [part, `${path}.${field}[${index}]`] as const);
  const part = objectAt(schema, field);
  return part === undefined ? [] : [[part, `${path}.not`]];
}

/** `outer`: the same place outside of the junctor; without one nothing is described there. */
function validateInside(part: Fields, outer: Fields | undefined, path: string, errors: Causes): void {
  forbidDescription(part, outer, path, errors);
  for (const [name, property] of Object.entries(objectAt(part, 'properties') ?? {})) {
    const described = objectAt(objectAt(outer, 'properties'), name);
    const at = `${path}.properties[${name}]`;
    if (described === undefined) {
      const where = `${path.replace(/\.(?:allOf|anyOf|oneOf)\[\d+\]|\.not(?=\.|$)/g, '')}.properties[${name}]`;
      errors.push(required(where, `because it is defined in ${at}`));
    }
    if (isFields(property)) validateInside(property, described, at, errors);
  }
  const items = objectAt(part, 'items');
  if (items !== undefined) validateInside(items, objectAt(outer, 'items'), `${path}.items`, errors);
  for (const field of junctors)
    for (const [inner, at] of partsOf(part, field, path)) validateInside(inner, outer, at, errors);
}

function forbidDescription(part: Fields, outer: Fields | undefined, path: string, errors: Causes): void {
  const intOrString = outer?.['x-kubernetes-int-or-string'] === true;
  for (const field of forbiddenInside) {
    if (!isSet(part, field) || part[field] === false || part[field] === '') continue;
    if (field === 'type' && intOrString) continue;
    errors.push(forbidden(`${path}.${field}`, 'must be empty to be structural'));
  }
}
