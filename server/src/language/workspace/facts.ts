import type { SourceFile } from '../document/document.ts';
import { deref, type Node, textAt, valueAt } from '../document/node.ts';
import type { Body } from '../document/resource.ts';
import { itemsOf } from '../document/strings.ts';
import { toValue } from '../document/value.ts';
import { type Cluster, copiesOf } from './cluster.ts';
import { containersOf } from './containers.ts';
import { roleOf } from './fileRole.ts';
import { ruleFilesIn, saidIn } from './folderSettings.ts';
import { labelsAt, podTemplateOf } from './podTemplate.ts';
import { keysOf } from './references.ts';
import { type Since, sinceOf } from './since.ts';
import type { Snapshot } from './snapshot.ts';
import { tableOf } from './table.ts';
import { replicasOf, specOf } from './workloads.ts';

/**
 * What other objects may know of this one: what it is called, labels and ports of its pods, its ports, its keys; of a few small
 * kinds all. A rule reads nothing else of an object that is not its own, so that what it found stays true until one of these changes;
 * `sizesOf` besides, if it says so.
 */
function factsOf(body: Body): string {
  const spec = valueAt(body.node, 'spec');
  const ports = containersOf(body).flatMap((container) =>
    itemsOf(valueAt(container.node, 'ports')).map((port) => [writtenAt(port, 'containerPort'), textAt(port, 'name')]),
  );
  const served =
    body.kind === 'Service'
      ? itemsOf(valueAt(spec, 'ports')).map((port) => [writtenAt(port, 'port'), textAt(port, 'name')])
      : [];
  const facts = [
    body.apiVersion,
    body.kind,
    body.namespace,
    body.name,
    podTemplateOf(body)?.labels,
    ports,
    served,
    textAt(spec, 'clusterIP'),
    hasKeys.has(body.kind) ? keysOf(body) : [],
    knownWhole.has(body.kind) ? specOf(body) : {},
    body.kind === 'Namespace' ? labelsAt(body.node, 'metadata.labels') : {},
  ];
  return JSON.stringify(facts);
}

/** How many pods an object asks for and what their containers ask for: typed often, asked for by few rules, so they are told apart. */
function sizesOf(body: Body): string {
  const containers = containersOf(body).map(({ node, init }) => [init, textAt(node, 'name'), resourcesOf(node)]);
  return JSON.stringify([replicasOf(body), containers]);
}

/** Finds out now what `worldOf` and `sizesIn` will ask of an object. */
export function readFacts(body: Body): void {
  nameHash(body);
  sizeHash(body);
}

const nameHash = hashBy(factsOf);
const sizeHash = hashBy(sizesOf);

/** A number for what an object tells; found out once. */
function hashBy(of: (body: Body) => string): (body: Body) => number {
  const known = new WeakMap<Body, number>();
  return (body) => {
    const made = known.get(body) ?? hash(of(body));
    known.set(body, made);
    return made;
  };
}

/** Equal for two snapshots whose objects have the same facts, in the same files and order. */
export function worldOf(snapshot: Snapshot): string {
  const known = worlds.get(snapshot);
  if (known !== undefined) return known;
  const world = [
    names(snapshot),
    hasUnread(snapshot),
    JSON.stringify(snapshot.settings),
    saidByRuleFiles(snapshot),
    made(snapshot),
  ].join(':');
  worlds.set(snapshot, world);
  return world;
}

/** Equal for two snapshots whose objects ask for as many pods of the same size, in the same files and order. */
export const sizesIn: (snapshot: Snapshot) => string = telling(sizeHash);

const names = telling(nameHash);

/** A word for what the files of a snapshot tell, by a number for each object: for a few changed ones that of the earlier snapshot, and those that tell something else by now. */
function telling(hashOf: (body: Body) => number): (snapshot: Snapshot) => string {
  const fileHash = fileHashBy(hashOf);
  const known = new WeakMap<Snapshot, string>();
  const told = (snapshot: Snapshot, file: SourceFile | undefined): string =>
    file === undefined ? '' : `${roleOf(snapshot, file)} ${fileHash(snapshot, file)}`;
  const since = ({ base, files, changed }: Since, snapshot: Snapshot): string => {
    const others = [...changed].flatMap((uri) => {
      const now = told(snapshot, files.get(uri));
      return now === told(base, base.files.get(uri)) ? [] : [`${uri} ${now}`];
    });
    return [word(base), ...others.toSorted()].join('\n');
  };
  const word = (snapshot: Snapshot): string => {
    const before = known.get(snapshot);
    if (before !== undefined) return before;
    const some = sinceOf(snapshot);
    const made = some === undefined ? mixed(snapshot, fileHash) : since(some, snapshot);
    known.set(snapshot, made);
    return made;
  };
  return word;
}

function mixed(snapshot: Snapshot, fileHash: (snapshot: Snapshot, file: SourceFile) => number): string {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  const take = (value: number): void => {
    a = Math.imul(a ^ value, 0x01000193);
    b = Math.imul(b + value, 0x85ebca6b) ^ (b >>> 13);
  };
  for (const file of snapshot.files.values()) {
    take(hash(roleOf(snapshot, file)));
    take(fileHash(snapshot, file));
  }
  return `${a} ${b}`;
}

function saidByRuleFiles(snapshot: Snapshot): string {
  return ruleFilesIn(snapshot)
    .map(({ folder, said }) => `${folder}${JSON.stringify(said)}`)
    .join();
}

/** What kustomizations generate, and which files they put together. */
function made({ cluster }: Snapshot): string {
  if (cluster === undefined) return '';
  const known = makings.get(cluster);
  if (known !== undefined) return known;
  const generated = [...cluster.generated].map(([name, keys]) => [name, keys === 'unknown' ? keys : [...keys]]);
  const making = hash(JSON.stringify([cluster.name, [...cluster.together], generated])).toString();
  makings.set(cluster, making);
  return making;
}

const makings = new WeakMap<Cluster, string>();

/** What a container asks for. */
function resourcesOf(container: Node): unknown {
  const node = valueAt(container, 'resources');
  return node === undefined ? null : toValue(node);
}

/** A number for what a file tells; kept while it stays and nothing moves its objects. */
function fileHashBy(hashOf: (body: Body) => number): (snapshot: Snapshot, file: SourceFile) => number {
  const files = new WeakMap<SourceFile, number>();
  return (snapshot, file) => {
    const moved = snapshot.cluster?.moves.has(file.uri) === true;
    const known = moved ? undefined : files.get(file);
    if (known !== undefined) return known;
    let made = hash(`${file.uri}${Object.entries(saidIn(file))}`);
    for (const { body, document } of copiesOf(snapshot, file)) {
      made = Math.imul(made ^ document.index, 0x01000193) ^ hashOf(body);
      made = Math.imul(made, document.tree.broken ? 0x85ebca6b : 0x01000193);
    }
    if (!moved) files.set(file, made);
    return made;
  };
}

/** Small objects of which other objects may know everything. */
const knownWhole: ReadonlySet<string> = new Set([
  ...['Service', 'PodDisruptionBudget', 'HorizontalPodAutoscaler', 'LimitRange'],
  ...['SealedSecret', 'ExternalSecret', 'Certificate'],
]);

const hasKeys: ReadonlySet<string> = new Set(['ConfigMap', 'Secret']);
const worlds = new WeakMap<Snapshot, string>();

/** The scalar under a key as it is written. */
function writtenAt(node: Node, key: string): string {
  const value = valueAt(node, key);
  const scalar = value === undefined ? undefined : deref(value);
  return scalar?.kind === 'scalar' ? scalar.text : '';
}

function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h;
}

/** Whether something in the workspace cannot be read: what is not found may stand there. */
export function hasUnread(snapshot: Snapshot): boolean {
  if (snapshot.incomplete === true) return true;
  return unread(snapshot).of('').length > 0;
}

const unread = tableOf<SourceFile>(
  (_, file) => (file.documents.some(({ tree }) => tree.broken && !tree.template) ? [['', file]] : []),
  ({ uri }) => uri,
);
