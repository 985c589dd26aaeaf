import { t } from '@vscode/l10n';
import { carryDefaults } from '#engine/api/defaults/carry.ts';
import { applyDefaults } from '#engine/api/defaults/defaults.ts';
import { groupKind } from '#engine/api/key.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Cause } from '#engine/api/status.ts';
import { validateCreate, validateUpdate } from '#engine/api/validation/validate.ts';
import type { SourceFile, Uri } from '../document/document.ts';
import type { Body, Resource } from '../document/resource.ts';
import type { Json } from '../document/value.ts';
import type { Catalog } from '../schema/catalog.ts';
import { evaluateRules } from '../schema/celRules.ts';
import { decode } from '../schema/decode.ts';
import type { Kind } from '../schema/schema.ts';
import { type Structural, validateStructural } from '../schema/structural.ts';
import { withStructuralDefaults } from '../schema/structuralDefaults.ts';
import { namespaceOf } from '../workspace/resourceIndex.ts';
import { catalogFor, indexOf, resourcesIn, type Snapshot } from '../workspace/snapshot.ts';
import { apiProblem } from './apiProblems.ts';
import { chosen } from './chosen.ts';
import { type Problem, shift } from './problem.ts';

/**
 * What the API server would say besides, if the objects of a file replaced those of `baseline` with the same kind, namespace and name:
 * immutable fields, a claim that shrinks, a Job's template. Objects without a counterpart, and those that cannot be decoded, are left out.
 */
export function updateProblems(snapshot: Snapshot, uri: Uri, baseline: Snapshot): readonly Problem[] {
  return resourcesIn(snapshot, uri).flatMap((resource) =>
    chosen(snapshot, uri, resource.document, refusedChanges(snapshot, resource, baseline)),
  );
}

/**
 * The same against the last commit: what runs is taken to be what was committed. A warning, as it may never have been applied.
 */
export function commitProblems(snapshot: Snapshot, uri: Uri): readonly Problem[] {
  const { committed } = snapshot;
  if (committed === undefined || committed.size === 0) return [];
  const advice = t(
    'The last commit has it otherwise, and an object that runs cannot be changed so: keep it, or delete the object first.',
  );
  const baseline = baselineOf(snapshot, committed);
  return resourcesIn(snapshot, uri).flatMap((resource) => {
    const refused = refusedChanges(snapshot, resource, baseline);
    const warnings = refused.map((one) => ({ ...one, rule: 'changeRefused', severity: 'warning' as const, advice }));
    return chosen(snapshot, uri, resource.document, warnings);
  });
}

const baselines = new WeakMap<ReadonlyMap<Uri, SourceFile>, Snapshot>();

function baselineOf({ schemas, settings }: Snapshot, files: ReadonlyMap<Uri, SourceFile>): Snapshot {
  const known = baselines.get(files);
  if (known !== undefined) return known;
  const baseline = { files, schemas, settings };
  baselines.set(files, baseline);
  return baseline;
}

/** What is refused of a change to an object that stands in `baseline`; offsets from the start of the file. */
function refusedChanges(snapshot: Snapshot, resource: Resource, baseline: Snapshot): readonly Problem[] {
  const { body, start } = resource;
  const [old] = indexOf(baseline).named(groupKind(body.apiVersion, body.kind), namespaceOf(body), body.name);
  if (old === undefined) return [];
  const catalog = catalogFor(snapshot, resource.uri);
  const catalogOfOld = catalogFor(snapshot, old.uri);
  const known = memo.get(body);
  const same = known?.old === old.body && known.catalog === catalog && known.catalogOfOld === catalogOfOld;
  const problems = same ? known.problems : changeProblems(catalog, resource, objectOf(catalogOfOld, old));
  if (!same) memo.set(body, { old: old.body, catalog, catalogOfOld, problems });
  return problems.map((problem) => shift(problem, start));
}

/** Kept as long as neither of the two objects changes. Relative to the document. */
const memo = new WeakMap<
  Body,
  {
    readonly old: Body;
    readonly catalog: Catalog;
    readonly catalogOfOld: Catalog;
    readonly problems: readonly Problem[];
  }
>();

function changeProblems(catalog: Catalog, resource: Resource, applied: ApiObject | undefined): readonly Problem[] {
  const kind = catalog.kind(resource.body.apiVersion, resource.body.kind);
  const given = objectOf(catalog, resource);
  if (kind === undefined || given === undefined || applied === undefined) return [];
  const found = causes(catalog, kind, given, applied);
  return found.map((cause) => apiProblem(catalog, kind.definition, resource.body, cause));
}

/** What the rules of a definition say of a change, and would not say of a new object. */
function ruleCauses(schema: Structural, given: ApiObject, applied: ApiObject): readonly Cause[] {
  const [next, before] = [given, applied].map((one) => withStructuralDefaults(schema, one as unknown as Json));
  if (next === undefined || before === undefined || validateStructural(schema, next).length > 0) return [];
  const said = new Set(evaluateRules(schema, next).causes.map(({ field, message }) => `${field} ${message}`));
  return evaluateRules(schema, next, before).causes.filter(({ field, message }) => !said.has(`${field} ${message}`));
}

function causes(catalog: Catalog, kind: Kind, given: ApiObject, applied: ApiObject): readonly Cause[] {
  const schema = catalog.structural(kind);
  const { version } = catalog;
  try {
    const before = applyDefaults(applied, version);
    const next = applyDefaults(carryDefaults(given, applied, before), version);
    const textOf = ({ field, reason, message }: Cause): string => `${field} ${reason} ${message}`;
    const said = new Set(validateCreate(next, version).map(textOf));
    const ofKind = validateUpdate(next, before, version).filter((cause) => !said.has(textOf(cause)));
    return schema === undefined ? ofKind : [...ofKind, ...ruleCauses(schema, given, applied)];
  } catch {
    return [];
  }
}

/** The object as it is written; undefined where it cannot be decoded. */
function objectOf(catalog: Catalog, { body, document }: Resource): ApiObject | undefined {
  const kind = catalog.kind(body.apiVersion, body.kind);
  if (kind === undefined || document.tree.broken) return undefined;
  const decoded = decode(catalog, kind.definition, body.node);
  return decoded.issues.length > 0 ? undefined : (decoded.value as unknown as ApiObject);
}
