import { t } from '@vscode/l10n';
import { applyDefaults } from '#engine/api/defaults/defaults.ts';
import { groupKind } from '#engine/api/key.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Cause } from '#engine/api/status.ts';
import { judgesKind, validateCreate } from '#engine/api/validation/validate.ts';
import { warningsFor } from '#engine/api/validation/warnings.ts';
import { follow, headOf, parseField } from '../document/pointer.ts';
import { type Body, objectOf } from '../document/resource.ts';
import type { Json } from '../document/value.ts';
import type { Catalog } from '../schema/catalog.ts';
import { evaluateRules } from '../schema/celRules.ts';
import { type Decoded, decode } from '../schema/decode.ts';
import { requiredFields } from '../schema/required.ts';
import { apiVersionOf, type Kind } from '../schema/schema.ts';
import { type Structural, validateStructural } from '../schema/structural.ts';
import { withStructuralDefaults } from '../schema/structuralDefaults.ts';
import { apiProblem, apiWarning, missingField } from './apiProblems.ts';
import { kindProblems, meantKind } from './kindProblems.ts';
import type { Problem } from './problem.ts';
import { schemaProblem } from './schemaProblems.ts';

/** What the API server would say of one object alone. Of a patch only its fields and types are judged. Relative to the document. */
export function bodyProblems(
  catalog: Catalog,
  body: Body,
  patch: boolean,
  kind: Kind | undefined = meantKind(catalog, body),
): Problem[] {
  const ofKind = kindProblems(catalog, body);
  if (kind === undefined) return ofKind;
  const decoded = decode(catalog, kind.definition, body.node);
  const issues = patch ? decoded.issues.filter((issue) => !isDirective(issue.field)) : decoded.issues;
  const structural = catalog.structural(kind);
  if (structural !== undefined && !patch)
    return [...ofKind, ...customProblems(catalog, kind, body, structural, issues)];
  const refused = issues.map((issue) => schemaProblem(catalog, kind.definition, body, issue));
  if (patch) return [...ofKind, ...refused];
  const said = judge(catalog, kind, decoded);
  const causes = said.causes.filter((cause) => !follows(body, cause, refused, decoded));
  return [
    ...ofKind,
    ...refused,
    ...causes.map((cause) => apiProblem(catalog, kind.definition, body, cause)),
    ...said.warnings.map((text) => apiWarning(body, text)),
    ...said.missing.map((field) => missingField(body, field)),
  ];
}

/** Of a custom resource the decoder refuses unknown fields only; the rest is said by its schema. */
function customProblems(
  catalog: Catalog,
  kind: Kind,
  body: Body,
  schema: Structural,
  issues: Decoded['issues'],
): Problem[] {
  const unknown = issues.filter((issue) => issue.kind === 'unknownField');
  const value = withStructuralDefaults(schema, objectOf(body) as unknown as Json);
  const causes = validateStructural(schema, value);
  const rules = causes.some(({ reason }) => blocking.has(reason)) ? undefined : evaluateRules(schema, value);
  return [
    ...unknown.map((issue) => schemaProblem(catalog, kind.definition, body, issue)),
    ...[...causes, ...(rules?.causes ?? [])].map((cause) => apiProblem(catalog, kind.definition, body, cause)),
    ...notEvaluated(body, rules?.unknown.size ?? 0),
  ];
}

/** Where one of these is said, the API server asks no rule in CEL. */
const blocking: ReadonlySet<string> = new Set([
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
]);

/** Says plainly which part of the API server's judgement is missing. */
function notEvaluated(body: Body, count: number): Problem[] {
  if (count === 0) return [];
  const message = t('{0} rules in CEL of the definition of this kind cannot be evaluated here.', count);
  const object = `${body.kind}/${body.name}`;
  return [
    {
      rule: 'celNotEvaluated',
      source: 'schema',
      severity: 'hint',
      message,
      range: headOf(body.node),
      object,
      fixes: [],
    },
  ];
}

interface Judgement {
  readonly causes: readonly Cause[];
  readonly warnings: readonly string[];
  /** Fields that the schema requires, of kinds for which the engine has no rules. */
  readonly missing: readonly string[];
}

/** What the API server says of the object as it was decoded. The engine is meant never to throw; if it does, one object goes unjudged. */
function judge(catalog: Catalog, kind: Kind, decoded: Decoded): Judgement {
  const { version } = catalog;
  try {
    const object = applyDefaults({ ...whole(decoded.value), apiVersion: apiVersionOf(kind), kind: kind.kind }, version);
    const judged = judgesKind(groupKind(object.apiVersion, object.kind));
    const missing = judged ? [] : requiredFields(catalog, kind.definition, decoded.value);
    return { causes: validateCreate(object, version), warnings: warningsFor(object, undefined, version), missing };
  } catch {
    return { causes: [], warnings: [], missing: [] };
  }
}

/** Go's zero value of metadata is empty, not absent. */
function whole(value: Json): ApiObject {
  const object = value as unknown as ApiObject;
  return object.metadata === undefined ? { ...object, metadata: { name: '' } } : object;
}

/** A cause that only says again what decoding said: the field could not be read, or is there under another name or at another depth. */
function follows(body: Body, cause: Cause, refused: readonly Problem[], decoded: Decoded): boolean {
  if (decoded.issues.length === 0) return false;
  const segments = parseField(cause.field);
  const absent = segments[follow(body.node, segments).depth];
  if (absent !== undefined && meantFields(refused, decoded).has(String(absent))) return true;
  if (cause.reason === 'FieldValueNotFound' && hidesVolumes(decoded)) return true;
  return decoded.issues.some((issue) => issue.kind === 'wrongType' && isWithin(cause.field, issue.field));
}

/** Volumes that stand at a wrong depth are not there for the mounts: one mistake, not two. */
function hidesVolumes(decoded: Decoded): boolean {
  return decoded.issues.some(
    (issue) => issue.kind === 'unknownField' && ['volumes', 'volumeClaimTemplates'].includes(lastName(issue.field)),
  );
}

function meantFields(refused: readonly Problem[], decoded: Decoded): Set<string> {
  const written = decoded.issues.flatMap((issue) => (issue.kind === 'unknownField' ? [lastName(issue.field)] : []));
  const renamed = refused.flatMap((problem) =>
    problem.rule === 'unknownField' ? problem.fixes.flatMap((fix) => fix.edits.map((edit) => edit.text.trim())) : [],
  );
  return new Set([...written, ...renamed]);
}

function isWithin(field: string, around: string): boolean {
  return field === around || field.startsWith(`${around}.`) || field.startsWith(`${around}[`);
}

function lastName(field: string): string {
  return /([^.[\]]+)(?:\[\d+\])?$/.exec(field)?.[1] ?? field;
}

/** `$patch`, `$retainKeys`, `$setElementOrder/…` of strategic merge patches. */
function isDirective(field: string): boolean {
  return /(?:^|\.|\[)\$(?:patch|retainKeys|setElementOrder|deleteFromPrimitiveList)/.test(field);
}
