import { groupKind, groupOf } from '#engine/api/key.ts';
import type { KindInfo } from '#engine/api/kinds.ts';
import { builtinKinds, kindInfo } from '#engine/api/kinds.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import type { StoreView } from '#engine/store/view.ts';

/** Every kind that the cluster serves: the built-in ones, then those that CustomResourceDefinitions add. */
export function servedKinds(view: StoreView): readonly KindInfo[] {
  const custom = view.list('CustomResourceDefinition.apiextensions.k8s.io').flatMap(kindsOfDefinition);
  return custom.length === 0 ? builtinKinds : [...builtinKinds, ...custom];
}

/** The kind that a word on the command line means: plural, singular, short name or kind, with its group and version where given. */
export function kindOfWord(view: StoreView, word: string): KindInfo | undefined {
  const lower = word.toLowerCase();
  const dot = lower.indexOf('.');
  const name = dot < 0 ? lower : lower.slice(0, dot);
  const rest = dot < 0 ? '' : lower.slice(dot + 1);
  const kinds = servedKinds(view);
  const named = kinds.filter((kind) => namesOf(kind).includes(name));
  if (dot < 0) return named[0];
  return named.find((kind) => {
    const group = groupOf(kind.apiVersion);
    const version = kind.apiVersion.slice(kind.apiVersion.lastIndexOf('/') + 1);
    return rest === group || rest === `${version}.${group}` || (group === '' && rest === version);
  });
}

/** The kind of an object of a manifest. */
export function kindOfObject(view: StoreView, object: ApiObject): KindInfo | undefined {
  return servedKinds(view).find((kind) => kind.kind === object.kind && kind.apiVersion === object.apiVersion);
}

/** The kind by its name in objects (`Deployment`), whatever its group. */
export function kindOfName(view: StoreView, kind: string): KindInfo | undefined {
  return servedKinds(view).find((candidate) => candidate.kind === kind) ?? kindOfWord(view, kind);
}

/** The name under which the store keeps a kind. */
export function storedAs(kind: KindInfo): string {
  return groupKind(kind.apiVersion, kind.kind);
}

/** `deployment.apps`, `pod`: the kind as kubectl prints it before a name. */
export function printedKind(kind: Pick<KindInfo, 'apiVersion' | 'kind'>): string {
  const group = groupOf(kind.apiVersion);
  return group === '' ? kind.kind.toLowerCase() : `${kind.kind.toLowerCase()}.${group}`;
}

/** The kind by whose merge strategies patches go; undefined for a custom resource, which has none. */
export function mergeKind({ apiVersion, kind }: KindInfo): string | undefined {
  return builtinKinds.some((each) => each.apiVersion === apiVersion && each.kind === kind) ? kind : undefined;
}

/** The served kind of a stored object. */
export function kindOfStored(view: StoreView, object: ApiObject): KindInfo {
  return (
    kindInfo(groupKind(object.apiVersion, object.kind)) ??
    kindOfObject(view, object) ?? {
      apiVersion: object.apiVersion,
      kind: object.kind,
      plural: `${object.kind.toLowerCase()}s`,
      singular: object.kind.toLowerCase(),
      shortNames: [],
      namespaced: object.metadata.namespace !== undefined,
      categories: [],
    }
  );
}

function namesOf(kind: KindInfo): readonly string[] {
  return [kind.plural, kind.singular, kind.kind.toLowerCase(), ...kind.shortNames];
}

function kindsOfDefinition(definition: ApiObject): readonly KindInfo[] {
  const spec = definition['spec'] as DefinitionSpec | undefined;
  const names = spec?.names;
  if (spec?.group === undefined || names?.kind === undefined || names.plural === undefined) return [];
  const { group } = spec;
  const { kind, plural } = names;
  return (spec.versions ?? [])
    .filter((version) => version.served !== false)
    .map((version) => ({
      apiVersion: `${group}/${version.name}`,
      kind,
      plural,
      singular: names.singular || kind.toLowerCase(),
      shortNames: names.shortNames ?? [],
      namespaced: spec.scope !== 'Cluster',
      categories: names.categories ?? [],
    }));
}

interface DefinitionSpec {
  readonly group?: string;
  readonly scope?: string;
  readonly names?: {
    readonly kind?: string;
    readonly plural?: string;
    readonly singular?: string;
    readonly shortNames?: readonly string[];
    readonly categories?: readonly string[];
  };
  readonly versions?: readonly { readonly name: string; readonly served?: boolean }[];
}
