import { keyOf } from '#engine/api/key.ts';
import type { KindInfo } from '#engine/api/kinds.ts';
import { resourceName } from '#engine/api/kinds.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import { matchesRequirements, parseSelector } from '#engine/api/selector.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import { keyFor } from '#engine/store/apiServer.ts';
import type { Context } from './command.ts';
import { fieldSelectorProblem, matchesFieldSelector } from './fieldSelector.ts';
import type { FlagSpec } from './flags.ts';
import { kindOfStored, kindOfWord, printedKind, servedKinds, storedAs } from './kindLookup.ts';
import { manifestFlags, manifestsFor, namesManifests } from './manifestFiles.ts';
import { serverError } from './refusal.ts';

/** An object that a command is about: what stands in the cluster, and where it came from. */
export interface Target {
  readonly kind: KindInfo;
  readonly object: ApiObject;
}

/** What a command line's words and flags select. Errors are whole lines of stderr; what was found stands beside them. */
export interface Selection {
  readonly targets: readonly Target[];
  readonly errors: readonly string[];
  /** The kinds that were asked for, where they were named at all. */
  readonly kinds: readonly KindInfo[];
  /** Whether single objects were named. */
  readonly named: boolean;
}

type Selector = 'selector' | 'fields' | 'all' | 'everywhere' | 'missing';

const selectors: Readonly<Record<Selector, FlagSpec>> = {
  selector: { name: 'selector', short: 'l', type: 'string' },
  fields: { name: 'field-selector', type: 'string' },
  all: { name: 'all', type: 'bool' },
  everywhere: { name: 'all-namespaces', short: 'A', type: 'bool' },
  missing: { name: 'ignore-not-found', type: 'bool' },
};

/** Flags by which a command selects objects: files, and those of the others that it takes. */
export function selectionFlags(...kinds: readonly Selector[]): readonly FlagSpec[] {
  return [...manifestFlags, ...kinds.map((kind) => selectors[kind])];
}

/**
 * Reads `TYPE NAME…`, `TYPE/NAME…`, `TYPE,TYPE`, `-f …`, `-l …` and finds the objects; an error is wrong use. `filtered` is false for a
 * command whose `--selector` is about something else.
 */
export function select(
  context: Context,
  args: readonly string[] = context.args,
  filtered = true,
): Result<Selection, string> {
  if (namesManifests(context)) return selectFiles(context);
  const names = readNames(context, args);
  if (!names.ok) return names;
  const { pairs, kinds } = names.value;
  const filters = filtered && ['selector', 'field-selector', 'all'].some((name) => context.flags.has(name));
  if (pairs.length > 0 && filters)
    return refused(
      kinds.length > 0
        ? 'name cannot be provided when a selector is specified'
        : 'at least one resource must be specified to use a selector',
    );
  const test = filtered ? filterOf(context) : ok(() => true);
  if (!test.ok) return test;
  if (pairs.length > 0)
    return ok({ ...lookUp(context, pairs), kinds: [...new Set(pairs.map((pair) => pair.kind))], named: true });
  const unserved = unservedFields(context, kinds);
  if (unserved.length > 0) return ok({ targets: [], errors: unserved, kinds, named: false });
  const targets = kinds.flatMap((kind) =>
    listOf(context, kind)
      .filter(test.value)
      .map((object) => ({ kind, object })),
  );
  return ok({ targets, errors: [], kinds, named: false });
}

/** The same for a command that needs something named, in words or files. */
export function selectNamed(context: Context): Result<Selection, string> {
  if (context.args.length === 0 && !namesManifests(context)) return refused('required resource not specified');
  return select(context);
}

/** Whether an object, as it is or was, belongs to what is selected: for a watch, which sees objects come and go. */
export function belongsTo(context: Context, { kinds, named, targets }: Selection): (object: ApiObject) => boolean {
  const { view } = context.cluster.run;
  const stored = new Set(kinds.map((kind) => storedAs(kind)));
  const names = new Set(targets.map(({ object }) => keyOf(object)));
  const test = filterOf(context);
  return (object) => {
    const kind = kindOfStored(view, object);
    if (!stored.has(storedAs(kind))) return false;
    if (named) return names.has(keyOf(object));
    const everywhere = !kind.namespaced || context.flags.bool('all-namespaces');
    return (everywhere || object.metadata.namespace === context.namespace) && test.ok && test.value(object);
  };
}

/** The objects of one kind that the flags' namespace holds, by name as the API server lists them. */
export function listOf(context: Context, kind: KindInfo): readonly ApiObject[] {
  const everywhere = !kind.namespaced || context.flags.bool('all-namespaces');
  const found = context.cluster.run.view.list(storedAs(kind), everywhere ? undefined : context.namespace);
  return [...found].sort(byNamespaceAndName);
}

/** Sorted as etcd's keys are. */
export function byNamespaceAndName(a: ApiObject, b: ApiObject): number {
  const left = `${a.metadata.namespace ?? ''}/${a.metadata.name}`;
  const right = `${b.metadata.namespace ?? ''}/${b.metadata.name}`;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** The stored object of that kind and name in the command's namespace. */
export function lookUpOne(context: Context, kind: KindInfo, name: string): Result<Target, string> {
  const object = context.cluster.run.view.get(keyFor(storedAs(kind), context.namespace, name));
  if (object !== undefined) return ok({ kind, object });
  return refused(notFoundText(kind, name));
}

/** `Error from server (NotFound): deployments.apps "web" not found`; `doing` is what kubectl adds for manifests. */
export function notFoundText(kind: KindInfo, name: string, doing = ''): string {
  return serverError({ code: 404, reason: 'NotFound', message: `${resourceName(kind)} "${name}" not found` }, doing);
}

interface Pair {
  readonly kind: KindInfo;
  readonly name: string;
}

function lookUp(context: Context, pairs: readonly Pair[]): { targets: readonly Target[]; errors: readonly string[] } {
  const targets: Target[] = [];
  const errors: string[] = [];
  for (const { kind, name } of pairs) {
    const found = lookUpOne(context, kind, name);
    if (found.ok) targets.push(found.value);
    else if (!context.flags.bool('ignore-not-found')) errors.push(found.error);
  }
  return { targets, errors };
}

function selectFiles(context: Context): Result<Selection, string> {
  const read = manifestsFor(context);
  if (!read.ok) return read;
  const targets: Target[] = [];
  const errors: string[] = [...read.value.errors];
  for (const { kind, object: wanted, source } of read.value.items) {
    const { name, namespace } = wanted.metadata;
    const object = context.cluster.run.view.get(keyFor(storedAs(kind), namespace ?? context.namespace, name));
    if (object !== undefined) targets.push({ kind, object });
    else if (!context.flags.bool('ignore-not-found')) {
      const doing = context.command === 'delete' ? `error when deleting "${source}"` : '';
      errors.push(notFoundText(kind, name, doing));
    }
  }
  return ok({ targets, errors, kinds: [...new Set(read.value.items.map((item) => item.kind))], named: true });
}

interface Names {
  readonly pairs: readonly Pair[];
  readonly kinds: readonly KindInfo[];
}

function readNames(context: Context, args: readonly string[]): Result<Names, string> {
  const slashed = args.filter((arg) => arg.includes('/'));
  if (slashed.length > 0) return readSlashed(context, args);
  const [first, ...names] = args;
  if (first === undefined)
    return refused(`You must provide one or more resources by argument or filename.\n${example}`);
  const kinds = kindsOf(context, first);
  if (!kinds.ok) return kinds;
  return ok({ kinds: kinds.value, pairs: kinds.value.flatMap((kind) => names.map((name) => ({ kind, name }))) });
}

const example = `Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`;

function readSlashed(context: Context, args: readonly string[]): Result<Names, string> {
  const pairs: Pair[] = [];
  for (const arg of args) {
    const [word = '', name = '', ...more] = arg.split('/');
    if (!arg.includes('/'))
      return refused(
        "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
      );
    if (word === '' || name === '' || more.length > 0)
      return refused('arguments in resource/name form may not have more than one slash');
    const kinds = kindsOf(context, word);
    if (!kinds.ok) return kinds;
    for (const kind of kinds.value) pairs.push({ kind, name });
  }
  return ok({ pairs, kinds: [] });
}

/** The kinds of `pods`, `deploy,rs`, `all`. */
export function kindsOf(context: Context, words: string): Result<readonly KindInfo[], string> {
  const kinds: KindInfo[] = [];
  const { view } = context.cluster.run;
  for (const word of words.split(',')) {
    const kind = kindOfWord(view, word);
    const members = kind === undefined ? servedKinds(view).filter((each) => each.categories.includes(word)) : [kind];
    if (members.length === 0) return refused(`the server doesn't have a resource type "${word}"`);
    for (const member of ordered(members))
      if (!kinds.some((each) => storedAs(each) === storedAs(member))) kinds.push(member);
  }
  return ok(kinds);
}

/** `kubectl get all` lists workloads after what they own. */
const order = [
  'Pod',
  'ReplicationController',
  'Service',
  'DaemonSet',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'HorizontalPodAutoscaler',
  'CronJob',
  'Job',
];

function ordered(kinds: readonly KindInfo[]): readonly KindInfo[] {
  return [...kinds].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

function filterOf(context: Context): Result<(object: ApiObject) => boolean, string> {
  const text = context.flags.text('selector');
  const labels = text === undefined ? ok([]) : parseSelector(text);
  if (!labels.ok) return refused(labels.error);
  const fields = context.flags.text('field-selector');
  return ok(
    (object) =>
      matchesRequirements(labels.value, object.metadata.labels ?? {}) &&
      (fields === undefined || matchesFieldSelector(fields, object)),
  );
}

/** What the API server says of fields that a kind cannot be selected by. */
function unservedFields(context: Context, kinds: readonly KindInfo[]): readonly string[] {
  const fields = context.flags.text('field-selector');
  if (fields === undefined) return [];
  return kinds.flatMap((kind) => {
    const problem = fieldSelectorProblem(fields, kind.kind);
    if (problem === undefined) return [];
    const resource = `${kind.apiVersion.includes('/') ? '' : '/'}${kind.apiVersion}, Resource=${kind.plural}`;
    const labels = context.flags.text('selector') ?? '';
    const message = `Unable to find "${resource}" that match label selector "${labels}", field selector "${fields}": ${problem}`;
    return [serverError({ code: 400, reason: 'BadRequest', message })];
  });
}

/** `deployment.apps/web`. */
export function printedName(target: Target): string {
  return `${printedKind(target.kind)}/${target.object.metadata.name}`;
}

/** A stored object as a target. */
export function targetOf(context: Context, object: ApiObject): Target {
  return { kind: kindOfStored(context.cluster.run.view, object), object };
}
