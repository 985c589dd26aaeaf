import { t } from '@vscode/l10n';
import type { Document, SourceFile, Uri } from '../document/document.ts';
import { type Body, bodiesOf, type Resource } from '../document/resource.ts';
import type { Catalog } from '../schema/catalog.ts';
import { copiesOf } from '../workspace/cluster.ts';
import { clustersOf } from '../workspace/clusters.ts';
import { sizesIn, worldOf } from '../workspace/facts.ts';
import { roleOf } from '../workspace/fileRole.ts';
import { chosenSeverity } from '../workspace/folderSettings.ts';
import { catalogFor, fileOf, type Snapshot } from '../workspace/snapshot.ts';
import { bodyProblems } from './bodyProblems.ts';
import { chosen } from './chosen.ts';
import { fragmentProblems } from './fragment.ts';
import { meantKind } from './kindProblems.ts';
import { kustomizationProblems } from './kustomizationProblems.ts';
import { type Problem, shift } from './problem.ts';
import { rules } from './registry.ts';
import { problemOf } from './rule.ts';
import { ruleFileProblems } from './ruleFileProblems.ts';
import { withStrayKeyFix } from './strayKey.ts';

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
  if (role === 'rules') return ruleFileProblems(file);
  if (role === 'kustomization' && !file.documents[0].tree.broken) {
    const [document] = file.documents;
    return chosen(snapshot, uri, document, [...document.tree.problems, ...kustomizationProblems(snapshot, file)]);
  }
  const catalog = catalogFor(snapshot, uri);
  const byDocument = role === 'manifest' ? ruleProblems(snapshot, file) : new Map<number, Problem[]>();
  const out: Problem[] = [];
  for (const document of file.documents) {
    const own = documentProblems(catalog, document, role === 'patch');
    const others = byDocument.get(document.index) ?? [];
    if (own.length === 0 && others.length === 0) continue;
    const placed = [...own, ...others].map((problem) => shift(problem, document.start));
    out.push(...chosen(snapshot, uri, document, placed));
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
    return [...tree.problems.filter((problem) => problem.rule !== 'duplicateKey'), ...fragmentProblems(catalog, tree)];
  const [first, ...others] = bodies;
  const ofText =
    first === undefined || others.length > 0
      ? tree.problems
      : tree.problems.map((one) => repairable(catalog, first, one));
  return [...ofText, ...bodies.flatMap((body) => bodyProblemsOf(catalog, body, patch))];
}

function repairable(catalog: Catalog, body: Body, problem: Problem): Problem {
  const kind = meantKind(catalog, body);
  return kind === undefined ? problem : withStrayKeyFix(catalog, kind.definition, body, problem);
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
  const clusters = clustersOf(snapshot, file.uri);
  const said = clusters.map((cluster) => problemsIn(cluster, file));
  for (const { problem, document } of joined(said, clusters)) {
    const list = byDocument.get(document) ?? [];
    list.push(problem);
    byDocument.set(document, list);
  }
  return byDocument;
}

interface Placed {
  readonly document: number;
  readonly problem: Problem;
}

function problemsIn(cluster: Snapshot, file: SourceFile): Map<string, Placed> {
  const found = new Map<string, Placed>();
  for (const resource of copiesOf(cluster, file)) {
    const { index, tree } = resource.document;
    if (tree.broken) continue;
    for (const problem of check(cluster, resource))
      found.set(`${index} ${problem.rule} ${problem.range} ${problem.message}`, { document: index, problem });
  }
  return found;
}

/** What every cluster says, once; what only some say, with their names. */
function joined(said: readonly ReadonlyMap<string, Placed>[], clusters: readonly Snapshot[]): Placed[] {
  const all = new Map(said.flatMap((one) => [...one]));
  return [...all].map(([key, placed]) => {
    const where = clusters.filter((_, index) => said[index]?.has(key)).map(({ cluster }) => cluster?.name ?? '');
    if (where.length === clusters.length) return placed;
    const { problem, document } = placed;
    return { document, problem: { ...problem, message: t('{0} (In {1}.)', problem.message, where.join(', ')) } };
  });
}

/** Kept as long as the object and the facts of all others stay the same. */
function check(cluster: Snapshot, resource: Resource): readonly Problem[] {
  const world = worldOf(cluster);
  const sizes = sizesIn(cluster);
  const known = found.get(resource.body) ?? new Map<string, Checked>();
  found.set(resource.body, known);
  const name = cluster.cluster?.name ?? '';
  const before = known.get(name);
  const same = before?.world === world ? before : undefined;
  if (same?.sizes === sizes) return same.problems;
  const plain = same?.plain ?? judged(cluster, resource, plainRules);
  const problems = [...plain, ...judged(cluster, resource, weighingRules)];
  known.set(name, { world, sizes, plain, problems });
  return problems;
}

const weighingRules = rules.filter((rule) => rule.weighsOthers);
const plainRules = rules.filter((rule) => !rule.weighsOthers);

function judged(cluster: Snapshot, resource: Resource, some: typeof rules): readonly Problem[] {
  const problems: Problem[] = [];
  for (const rule of some) {
    if (rule.kinds !== undefined && !rule.kinds.includes(resource.body.kind)) continue;
    if ((chosenSeverity(cluster, resource.uri, rule.id, rule.group) ?? rule.severity) === 'off') continue;
    for (const finding of rule.check(resource, cluster)) problems.push(problemOf(rule, resource, finding));
  }
  return problems;
}

interface Checked {
  readonly world: string;
  readonly sizes: string;
  /** Of the rules that do not weigh others. */
  readonly plain: readonly Problem[];
  readonly problems: readonly Problem[];
}

const found = new WeakMap<Body, Map<string, Checked>>();
