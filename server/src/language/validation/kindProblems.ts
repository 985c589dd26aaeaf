import { t } from '@vscode/l10n';
import type { Entry, Node, ScalarNode } from '../document/node.ts';
import { deref, entryOf, isMerge, keyText } from '../document/node.ts';
import { headOf } from '../document/pointer.ts';
import type { Body } from '../document/resource.ts';
import type { Catalog } from '../schema/catalog.ts';
import { apiVersionOf, type Kind } from '../schema/schema.ts';
import { type Deprecation, deprecationOf } from './deprecations.ts';
import { nearest } from './nearest.ts';
import type { Fix, Problem } from './problem.ts';
import { replaceBy } from './replaceBy.ts';
import { rewriteFix } from './rewrite/rewrite.ts';

/** What is wrong with apiVersion and kind themselves. Kinds of groups that are not Kubernetes' own are left alone. */
export function kindProblems(catalog: Catalog, body: Body): Problem[] {
  const apiVersion = entryOf(body.node, 'apiVersion');
  const kind = entryOf(body.node, 'kind');
  if (apiVersion === undefined || isNull(apiVersion.value)) return [notSet(body, 'apiVersion', apiVersion)];
  if (kind === undefined || isNull(kind.value)) return [notSet(body, 'kind', kind)];
  if (body.apiVersion === '' || body.kind === '') return [noString(body, body.apiVersion === '' ? apiVersion : kind)];
  if (catalog.kind(body.apiVersion, body.kind) !== undefined) return [];
  return isForeign(catalog, body) ? [] : [noMatch(catalog, body, apiVersion, kind)];
}

/** The kind that a manifest is judged by: its own, or the one that a wrong apiVersion or kind is a slip for or became. */
export function meantKind(catalog: Catalog, body: Body): Kind | undefined {
  const own = catalog.kind(body.apiVersion, body.kind);
  if (own !== undefined || isForeign(catalog, body)) return own;
  const gone = deprecationOf(body.apiVersion, body.kind);
  if (gone !== undefined) return gone.use === undefined ? undefined : catalog.kind(gone.use, body.kind);
  const sameKind = catalog.kinds.filter((one) => one.kind === body.kind);
  const [version = sameKind.length === 1 ? sameKind.map(apiVersionOf)[0] : undefined] = nearest(
    body.apiVersion,
    sameKind.map(apiVersionOf),
  );
  if (version !== undefined) return catalog.kind(version, body.kind);
  const here = catalog.kinds.filter((one) => apiVersionOf(one) === body.apiVersion);
  const [kind] = nearest(
    body.kind,
    here.map((one) => one.kind),
  );
  return kind === undefined ? undefined : catalog.kind(body.apiVersion, kind);
}

function notSet(body: Body, key: string, written: Entry | undefined): Problem {
  const near = written === undefined ? slip(body, key) : undefined;
  const marked = written?.key ?? near;
  return {
    ...base(body),
    rule: 'missingKind',
    message: kindToo(body, key) ? 'apiVersion not set, kind not set' : `${key} not set`,
    range: marked === undefined ? headOf(body.node) : [marked.start, marked.end],
    field: key,
    fixes: near === undefined ? [] : [replaceBy(near, key)],
  };
}

/** Whether `kind` is missing besides `key`. */
function kindToo(body: Body, key: string): boolean {
  return key === 'apiVersion' && entryOf(body.node, 'kind') === undefined;
}

/** A key of the object that may have been meant: `01apiVersion`, `Kind`. */
function slip(body: Body, key: string): ScalarNode | undefined {
  const entries = body.node.entries.filter((entry) => !isMerge(entry));
  const [best] = nearest(
    key,
    entries.map((entry) => keyText(entry.key)),
  );
  const near = best ?? entries.map((entry) => keyText(entry.key)).find((name) => name.includes(key));
  return entries.find((entry) => keyText(entry.key) === near)?.key;
}

function noString(body: Body, entry: Entry): Problem {
  const node = deref(entry.value);
  const what =
    node.kind === 'map'
      ? 'object'
      : node.kind === 'list'
        ? 'array'
        : typeof node.value === 'boolean'
          ? 'bool'
          : typeof node.value;
  const key = keyText(entry.key);
  const text = `"${body.tree.text.slice(node.start, node.end)}"`;
  const fixes =
    node.kind === 'scalar'
      ? [{ title: t('Put the value in quotes'), edits: [{ start: node.start, end: node.end, text }] }]
      : [];
  const message = `json: cannot unmarshal ${what} into Go struct field TypeMeta.${key} of type string`;
  return { ...base(body), rule: 'wrongType', message, range: headOf(entry.value), field: key, fixes };
}

/** Of another program: a group that may be a CustomResourceDefinition's, a kubeconfig, the configuration of a tool. */
function isForeign(catalog: Catalog, body: Body): boolean {
  const slash = body.apiVersion.indexOf('/');
  const group = slash < 0 ? '' : body.apiVersion.slice(0, slash);
  if (deprecationOf(body.apiVersion, body.kind) !== undefined) return false;
  if (body.apiVersion === 'v1' && body.kind === 'Config') return true;
  if (catalog.kinds.some((kind) => kind.group === group && (kind.custom === undefined || isKnown(catalog, body.kind))))
    return false;
  if (!group.includes('.')) return !isKnown(catalog, body.kind) && (slash >= 0 || !/^v\d/i.test(body.apiVersion));
  return !(isKnown(catalog, body.kind) && nearest(group, groups(catalog)).length > 0);
}

function isKnown(catalog: Catalog, kind: string): boolean {
  return (
    catalog.kinds.some((one) => one.kind === kind) ||
    nearest(kind, new Set(catalog.kinds.map((one) => one.kind))).length > 0
  );
}

function groups(catalog: Catalog): Set<string> {
  return new Set(catalog.kinds.map((kind) => kind.group));
}

function noMatch(catalog: Catalog, body: Body, apiVersion: Entry, kind: Entry): Problem {
  const message = `no matches for kind "${body.kind}" in version "${body.apiVersion}"`;
  const gone = deprecationOf(body.apiVersion, body.kind);
  if (gone !== undefined) return removedApi(body, apiVersion, message, gone);
  const unknown = (entry: Entry, fixes: readonly Fix[]): Problem => ({
    ...base(body),
    rule: 'unknownKind',
    message,
    range: headOf(entry.value),
    field: keyText(entry.key),
    fixes,
  });
  const sameKind = catalog.kinds.filter((one) => one.kind === body.kind).map(apiVersionOf);
  if (sameKind.length > 0) {
    const ranked = [...new Set([...nearest(body.apiVersion, sameKind), ...sameKind])];
    return unknown(
      apiVersion,
      ranked.map((one) => replaceBy(apiVersion.value, one)),
    );
  }
  const here = catalog.kinds.filter((one) => apiVersionOf(one) === body.apiVersion).map((one) => one.kind);
  const near = nearest(body.kind, here).map((one) => replaceBy(kind.value, one));
  return unknown(kind, near.length > 0 ? near : bothFixes(catalog, body, apiVersion, kind));
}

/** The kind is a slip for one of another apiVersion: both have to change. */
function bothFixes(catalog: Catalog, body: Body, apiVersion: Entry, kind: Entry): Fix[] {
  const near = nearest(body.kind, new Set(catalog.kinds.map((one) => one.kind)), 1)[0];
  const target = catalog.kinds.find((one) => one.kind === near);
  if (near === undefined || target === undefined) return [];
  const edits = [...replaceBy(apiVersion.value, apiVersionOf(target)).edits, ...replaceBy(kind.value, near).edits];
  return [
    {
      title: t('Replace by {0}', `${apiVersionOf(target)} ${near}`),
      edits: edits.toSorted((a, b) => a.start - b.start),
    },
  ];
}

function removedApi(body: Body, apiVersion: Entry, message: string, gone: Deprecation): Problem {
  const advice =
    gone.use === undefined
      ? t('{0} {1} was removed in Kubernetes {2}; nothing takes its place.', body.apiVersion, body.kind, gone.removedIn)
      : t('{0} {1} was removed in Kubernetes {2}; use {3}.', body.apiVersion, body.kind, gone.removedIn, gone.use);
  const fixes = gone.use === undefined ? [] : [rewriteFix(body, apiVersion.value, gone.use)];
  return {
    ...base(body),
    rule: 'removedApi',
    message,
    advice,
    range: headOf(apiVersion.value),
    field: 'apiVersion',
    fixes,
  };
}

function base(body: Body): { source: 'schema'; severity: 'error'; object: string } {
  return { source: 'schema', severity: 'error', object: `${body.kind}/${body.name}` };
}

function isNull(node: Node): boolean {
  const at = deref(node);
  return at.kind === 'scalar' && at.value === null;
}
