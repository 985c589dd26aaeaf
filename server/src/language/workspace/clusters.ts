import type { SourceFile, Uri } from '../document/document.ts';
import { resourcesOf } from '../document/resource.ts';
import type { Cluster, GeneratedKeys, Move } from './cluster.ts';
import { roleOf } from './fileRole.ts';
import { ruleFilesIn } from './folderSettings.ts';
import { bothKeys, type Reach, reachOf, rootsIn } from './kustomizeReach.ts';
import { isRuleFile, withRuleFile } from './ruleFile.ts';
import { isWithin } from './settings.ts';
import { type Since, sinceOf } from './since.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * What a file stands among: one snapshot for each cluster that it is applied to, at least one. Clusters of the settings hold their folders and
 * what the kustomizations in them take in. Every other outermost kustomization is a cluster of its own, in which what belongs to no
 * kustomization is seen, too; two of them do not see each other. Without any, the workspace is one.
 */
export function clustersOf(snapshot: Snapshot, uri: Uri): readonly Snapshot[] {
  if (snapshot.cluster !== undefined) return [snapshot];
  const plan = planOf(snapshot);
  if (plan === undefined) return [snapshot];
  return (plan.byFile.get(uri) ?? [plan.rest]).map((draft) => viewOf(snapshot, draft));
}

/** The first of them: for an answer that has room for one. */
export function clusterOf(snapshot: Snapshot, uri: Uri): Snapshot {
  return clustersOf(snapshot, uri)[0] ?? snapshot;
}

/** A feature that answers about a manifest as the first of its clusters sees it. */
export function inCluster<Rest extends readonly unknown[], Answer>(
  feature: (snapshot: Snapshot, uri: Uri, ...rest: Rest) => Answer,
): (snapshot: Snapshot, uri: Uri, ...rest: Rest) => Answer {
  return (snapshot, uri, ...rest) => {
    const file = snapshot.files.get(uri);
    const isObject = file !== undefined && ['manifest', 'patch'].includes(roleOf(snapshot, file));
    return feature(isObject ? clusterOf(snapshot, uri) : snapshot, uri, ...rest);
  };
}

interface Plan {
  readonly byFile: ReadonlyMap<Uri, readonly Draft[]>;
  readonly rest: Draft;
}

interface Draft {
  readonly cluster: Cluster;
  readonly files: ReadonlySet<Uri>;
}

const plans = new WeakMap<Snapshot, Plan | 'none'>();

function planOf(snapshot: Snapshot): Plan | undefined {
  const known = plans.get(snapshot);
  if (known !== undefined) return known === 'none' ? undefined : known;
  const since = sinceOf(snapshot);
  const plan = since !== undefined && keepsPlan(since) ? planOf(since.base) : newPlan(snapshot);
  plans.set(snapshot, plan ?? 'none');
  return plan;
}

function newPlan(snapshot: Snapshot): Plan | undefined {
  const configured = configuredIn(snapshot);
  const roots = rootsIn(snapshot).map((root) => reachOf(snapshot, root));
  return configured.length === 0 && roots.length === 0 ? undefined : makePlan(snapshot, configured, roots);
}

/** Whether files that changed stand where they stood: each was there, holds objects, and the same ServiceAccounts. */
function keepsPlan(since: Since): boolean {
  if (planOf(since.base) === undefined) return true;
  return [...since.changed].every((uri) => {
    const before = accountsIn(since.base.files.get(uri));
    return before !== undefined && before === accountsIn(since.files.get(uri));
  });
}

/** The names of its ServiceAccounts; undefined for what holds no objects: it may be read by a generator. */
function accountsIn(file: SourceFile | undefined): string | undefined {
  const resources = file === undefined ? [] : resourcesOf(file);
  if (resources.length === 0) return undefined;
  return resources.flatMap(({ body }) => (body.kind === 'ServiceAccount' ? [body.name] : [])).join('\n');
}

type Configured = readonly [name: string, folders: readonly Uri[]];

function configuredIn(snapshot: Snapshot): Configured[] {
  let { settings } = snapshot;
  for (const { folder, said } of ruleFilesIn(snapshot).toReversed()) settings = withRuleFile(settings, said, folder);
  return Object.entries(settings.clusters);
}

function makePlan(snapshot: Snapshot, configured: readonly Configured[], roots: readonly Reach[]): Plan {
  const drafts = configured.map(([name, folders]) => {
    const inside = (uri: Uri): boolean => folders.some((folder) => isWithin(uri, folder));
    const own = roots.filter((root) => inside(root.uri));
    const files = new Set([...[...snapshot.files.keys()].filter(inside), ...own.flatMap((root) => [...root.files])]);
    return draft(name, own, files, files);
  });
  const apart = roots.filter(
    (root) => !configured.some(([, folders]) => folders.some((one) => isWithin(root.uri, one))),
  );
  const taken = new Set([...drafts.flatMap(({ files }) => [...files]), ...apart.flatMap((root) => [...root.files])]);
  const free = [...snapshot.files.keys()].filter((uri) => !taken.has(uri));
  const names = namesOf(apart, new Set(configured.map(([name]) => name)));
  for (const [index, root] of apart.entries())
    drafts.push(draft(names[index] ?? root.uri, [root], new Set([...root.files, ...free]), root.files));
  const byFile = new Map<Uri, Draft[]>();
  for (const one of drafts) for (const uri of one.cluster.together) add(byFile, uri, one);
  const open = new Set([...free, ...apart.flatMap((root) => [...root.files])]);
  return { byFile, rest: draft('', apart, open, new Set()) };
}

function draft(name: string, roots: readonly Reach[], files: ReadonlySet<Uri>, together: ReadonlySet<Uri>): Draft {
  const moves = new Map<Uri, (Move | undefined)[]>();
  const generated = new Map<string, GeneratedKeys>();
  for (const root of roots) {
    // What belongs to no kustomization sees all of them, and cannot know where each puts its objects.
    if (together.size > 0) for (const [uri, move] of root.moves) add(moves, uri, move);
    for (const [called, keys] of root.generated) generated.set(called, bothKeys(generated.get(called), keys));
  }
  for (const [uri, all] of moves) if (all.every((move) => move === undefined)) moves.delete(uri);
  return { files, cluster: { name, together, moves, generated } };
}

const views = new WeakMap<Snapshot, Map<Draft, Snapshot>>();

function viewOf(snapshot: Snapshot, one: Draft): Snapshot {
  const known = views.get(snapshot) ?? new Map<Draft, Snapshot>();
  views.set(snapshot, known);
  const before = known.get(one);
  if (before !== undefined) return before;
  const since = sinceOf(snapshot);
  const view = since !== undefined && keepsPlan(since) ? nextView(snapshot, since, one) : firstView(snapshot, one);
  known.set(one, view);
  return view;
}

function firstView(snapshot: Snapshot, one: Draft): Snapshot {
  const inside = [...snapshot.files].filter(([uri]) => one.files.has(uri) || isRuleFile(uri));
  const files = inside.length === snapshot.files.size ? snapshot.files : new Map(inside);
  return { ...snapshot, files, cluster: one.cluster, since: undefined };
}

/** The same cluster as it was, but for the files that changed. */
function nextView(snapshot: Snapshot, since: Since, one: Draft): Snapshot {
  const base = viewOf(since.base, one);
  const changed = new Set([...since.changed].filter((uri) => base.files.has(uri)));
  const files = new Map(base.files);
  for (const uri of changed) {
    const file = snapshot.files.get(uri);
    if (file !== undefined) files.set(uri, file);
  }
  return { ...snapshot, files, cluster: one.cluster, since: { base, files, changed } };
}

/** `overlays/prod`: the end of each folder's path, as people call it; more of it where several end alike. */
function namesOf(roots: readonly Reach[], taken: ReadonlySet<string>): string[] {
  const paths = roots.map(({ uri }) => uri.split('/').slice(0, -1).map(decoded));
  return paths.map((path, index) => {
    for (let length = 2; length < path.length; length++) {
      const name = path.slice(-length).join('/');
      const alike = paths.some((other, at) => at !== index && other.slice(-length).join('/') === name);
      if (!alike && !taken.has(name)) return name;
    }
    return path.join('/');
  });
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function add<T>(map: Map<Uri, T[]>, uri: Uri, one: T): void {
  const list = map.get(uri);
  if (list === undefined) map.set(uri, [one]);
  else list.push(one);
}
