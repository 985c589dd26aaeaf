import type { Document, SourceFile, Uri } from '../document/document.ts';
import { type Body, bodiesOf, type Resource } from '../document/resource.ts';
import type { Catalog } from '../schema/catalog.ts';
import { worldOf } from '../workspace/facts.ts';
import { roleOf } from '../workspace/fileRole.ts';
import { catalogFor, fileOf, resourcesIn, type Snapshot } from '../workspace/snapshot.ts';
import { bodyProblems } from './bodyProblems.ts';
import { fragmentProblems } from './fragment.ts';
import { kustomizationProblems } from './kustomizationProblems.ts';
import { type Problem, shift } from './problem.ts';
import { rules } from './registry.ts';
import { problemOf } from './rule.ts';
import { withoutSuppressed } from './suppress.ts';

/** Everything there is to say about a file, in the order of its text. Offsets count from the start of the file. */
export function validate(snapshot: Snapshot, uri: Uri): readonly Problem[] {
  const known = answers.get(snapshot) ?? new Map<Uri, readonly Problem[]>();
  answers.set(snapshot, known);
  const answer = known.get(uri) ?? judge(snapshot, uri);
  known.set(uri, answer);
  return answer;
}

const answers = new WeakMap<Snapshot, Map<Uri, readonly Problem[]>>();

function judge(snapshot: Snapshot, uri: Uri): readonly Problem[] {
  const file = fileOf(snapshot, uri);
  if (file === undefined) return [];
  const role = roleOf(snapshot, file);
  if (role === 'template' || role === 'scenario') return [];
  if (role === 'kustomization' && !file.documents[0].tree.broken) {
    const problems = applySeverities(snapshot, [
      ...file.documents[0].tree.problems,
      ...kustomizationProblems(snapshot, file),
    ]);
    return withoutSuppressed(file.documents[0], problems);
  }
  const catalog = catalogFor(snapshot, uri);
  const byDocument = role === 'manifest' ? ruleProblems(snapshot, file) : new Map<number, Problem[]>();
  const out: Problem[] = [];
  for (const document of file.documents) {
    const own = documentProblems(catalog, document, role === 'patch');
    const others = byDocument.get(document.index) ?? [];
    if (own.length === 0 && others.length === 0) continue;
    const placed = [...own, ...others].map((problem) => shift(problem, document.start));
    out.push(...withoutSuppressed(document, applySeverities(snapshot, placed)));
  }
  return out.sort((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1]);
}

/** Syntax, decoding and the API server's validation of one document: they depend on nothing else, so they are kept with its tree. */
function documentProblems(catalog: Catalog, document: Document, patch: boolean): readonly Problem[] {
  const { tree } = document;
  if (tree.template) return [];
  if (tree.broken) return tree.problems;
  const bodies = bodiesOf(tree);
  if (bodies.length === 0)
    return [...tree.problems.filter((problem) => problem.rule !== 'duplicateKey'), ...fragmentProblems(tree)];
  return [...tree.problems, ...bodies.flatMap((body) => bodyProblemsOf(catalog, body, patch))];
}

const memo = new WeakMap<Body, { catalog: Catalog; patch: boolean; problems: readonly Problem[] }>();

function bodyProblemsOf(catalog: Catalog, body: Body, patch: boolean): readonly Problem[] {
  const known = memo.get(body);
  if (known !== undefined && known.catalog === catalog && known.patch === patch) return known.problems;
  const problems = bodyProblems(catalog, body, patch);
  memo.set(body, { catalog, patch, problems });
  return problems;
}

/** What the rules say, by document; relative to it. */
function ruleProblems(snapshot: Snapshot, file: SourceFile): Map<number, Problem[]> {
  const byDocument = new Map<number, Problem[]>();
  for (const resource of resourcesIn(snapshot, file.uri)) {
    if (resource.document.tree.broken) continue;
    const problems = check(snapshot, resource);
    if (problems.length > 0)
      byDocument.set(resource.document.index, [...(byDocument.get(resource.document.index) ?? []), ...problems]);
  }
  return byDocument;
}

/** Kept as long as the object and the facts of all others stay the same. */
function check(snapshot: Snapshot, resource: Resource): readonly Problem[] {
  const world = worldOf(snapshot);
  const known = found.get(resource.body);
  if (known?.world === world) return known.problems;
  const problems: Problem[] = [];
  for (const rule of rules) {
    if (rule.kinds !== undefined && !rule.kinds.includes(resource.body.kind)) continue;
    if (snapshot.settings.rules[rule.id] === 'off') continue;
    for (const finding of rule.check(resource, snapshot)) problems.push(problemOf(rule, resource, finding));
  }
  found.set(resource.body, { world, problems });
  return problems;
}

const found = new WeakMap<Body, { world: string; problems: readonly Problem[] }>();

function applySeverities(snapshot: Snapshot, problems: readonly Problem[]): readonly Problem[] {
  const chosen = snapshot.settings.rules;
  return problems.flatMap((problem) => {
    const severity = chosen[problem.rule];
    if (severity === undefined) return [problem];
    return severity === 'off' ? [] : [{ ...problem, severity }];
  });
}
