import { t } from '@vscode/l10n';
import { carryDefaults } from '#engine/api/defaults/carry.ts';
import { applyDefaults } from '#engine/api/defaults/defaults.ts';
import { groupKind } from '#engine/api/key.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Cause } from '#engine/api/status.ts';
import { validateCreate, validateUpdate } from '#engine/api/validation/validate.ts';
import type { SourceFile, Uri } from '../document/document.ts';
import type { Resource } from '../document/resource.ts';
import type { Json } from '../document/value.ts';
import { evaluateRules } from '../schema/celRules.ts';
import { decode } from '../schema/decode.ts';
import { type Structural, validateStructural } from '../schema/structural.ts';
import { withStructuralDefaults } from '../schema/structuralDefaults.ts';
import { namespaceOf } from '../workspace/resourceIndex.ts';
import { catalogFor, fileOf, indexOf, resourcesIn, type Snapshot } from '../workspace/snapshot.ts';
import { apiProblem } from './apiProblems.ts';
import { chosen } from './chosen.ts';
import { type Problem, shift } from './problem.ts';

/**
 * What the API server would say besides, if the objects of a file replaced those of `baseline` with the same kind, namespace and name:
 * immutable fields, a claim that shrinks, a Job's template. Objects without a counterpart, and those that cannot be decoded, are left out.
 */
export function updateProblems(snapshot: Snapshot, uri: Uri, baseline: Snapshot): readonly Problem[] {
  return inFile(snapshot, uri, refusedChanges(snapshot, uri, baseline));
}

function inFile(snapshot: Snapshot, uri: Uri, problems: readonly Problem[]): readonly Problem[] {
  const file = fileOf(snapshot, uri);
  return file === undefined ? [] : chosen(snapshot, file, problems);
}

function refusedChanges(snapshot: Snapshot, uri: Uri, baseline: Snapshot): readonly Problem[] {
  return resourcesIn(snapshot, uri).flatMap((resource) => {
    const { body, start } = resource;
    const [old] = indexOf(baseline).named(groupKind(body.apiVersion, body.kind), namespaceOf(body), body.name);
    const kind = catalogFor(snapshot, uri).kind(body.apiVersion, body.kind);
    if (old === undefined || kind === undefined) return [];
    const catalog = catalogFor(snapshot, uri);
    return causes(snapshot, resource, old).map((cause) =>
      shift(apiProblem(catalog, kind.definition, body, cause), start),
    );
  });
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
  const refused = refusedChanges(snapshot, uri, baselineOf(snapshot, committed)).map((problem) => ({
    ...problem,
    rule: 'changeRefused',
    severity: 'warning' as const,
    advice,
  }));
  return inFile(snapshot, uri, refused);
}

const baselines = new WeakMap<ReadonlyMap<Uri, SourceFile>, Snapshot>();

function baselineOf({ schemas, settings }: Snapshot, files: ReadonlyMap<Uri, SourceFile>): Snapshot {
  const known = baselines.get(files);
  if (known !== undefined) return known;
  const baseline = { files, schemas, settings };
  baselines.set(files, baseline);
  return baseline;
}

/** What the rules of a definition say of a change, and would not say of a new object. */
function ruleCauses(schema: Structural, given: ApiObject, applied: ApiObject): readonly Cause[] {
  const [next, before] = [given, applied].map((one) => withStructuralDefaults(schema, one as unknown as Json));
  if (next === undefined || before === undefined || validateStructural(schema, next).length > 0) return [];
  const said = new Set(evaluateRules(schema, next).causes.map(({ field, message }) => `${field} ${message}`));
  return evaluateRules(schema, next, before).causes.filter(({ field, message }) => !said.has(`${field} ${message}`));
}

function causes(snapshot: Snapshot, resource: Resource, old: Resource): readonly Cause[] {
  const given = objectOf(snapshot, resource);
  const applied = objectOf(snapshot, old);
  if (given === undefined || applied === undefined) return [];
  const catalog = catalogFor(snapshot, resource.uri);
  const kind = catalog.kind(resource.body.apiVersion, resource.body.kind);
  const schema = kind === undefined ? undefined : catalog.structural(kind);
  const { version } = catalog;
  try {
    const before = applyDefaults(applied, version);
    const next = applyDefaults(carryDefaults(given, applied, before), version);
    const said = new Set(
      validateCreate(next, version).map((cause) => `${cause.field} ${cause.reason} ${cause.message}`),
    );
    const ofKind = validateUpdate(next, before, version).filter(
      (cause) => !said.has(`${cause.field} ${cause.reason} ${cause.message}`),
    );
    return schema === undefined ? ofKind : [...ofKind, ...ruleCauses(schema, given, applied)];
  } catch {
    return [];
  }
}

/** The object as it is written; undefined where it cannot be decoded. */
function objectOf(snapshot: Snapshot, resource: Resource): ApiObject | undefined {
  const catalog = catalogFor(snapshot, resource.uri);
  const kind = catalog.kind(resource.body.apiVersion, resource.body.kind);
  if (kind === undefined || resource.document.tree.broken) return undefined;
  const decoded = decode(catalog, kind.definition, resource.body.node);
  if (decoded.issues.length > 0) return undefined;
  return decoded.value as unknown as ApiObject;
}
