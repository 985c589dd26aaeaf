import { groupOf } from '#engine/api/key.ts';
import { builtinKinds, type KindInfo } from '#engine/api/kinds.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import type { StoreView } from '#engine/store/view.ts';
import { read, readList, readText } from './printers/read.ts';

/** Who asks. */
export interface User {
  readonly name: string;
  readonly groups: readonly string[];
}

/** What somebody wants to do. */
export interface Access {
  readonly verb: string;
  readonly group: string;
  /** `pods`, `pods/log`. */
  readonly resource: string;
  readonly name: string;
  /** Empty for the whole cluster. */
  readonly namespace: string;
}

/** A rule that holds for somebody, and what gives it: `RoleBinding "b/ns" of Role "r" to User "u"`. */
export interface Grant {
  readonly rule: Rule;
  readonly by: string;
}

/** A rule of a Role or ClusterRole, its missing lists empty. */
export interface Rule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
}

/** The user that a name means; a ServiceAccount is in the groups of its namespace. */
export function userOf(name: string, groups: readonly string[]): User {
  const account = /^system:serviceaccount:([^:]+):[^:]+$/.exec(name);
  const own = account === null ? [] : ['system:serviceaccounts', `system:serviceaccounts:${account[1]}`];
  return { name, groups: [...groups, ...own, 'system:authenticated'] };
}

/** The grant that allows it, or undefined. Follows kubernetes plugin/pkg/auth/authorizer/rbac. */
export function allowedBy(user: User, access: Access, view: StoreView): Grant | undefined {
  return grantsOf(user, access.namespace, view).find(({ rule }) => covers(rule, access));
}

/** Everything that bindings give to the user in a namespace. */
export function grantsOf(user: User, namespace: string, view: StoreView): readonly Grant[] {
  const wide = view.list('ClusterRoleBinding.rbac.authorization.k8s.io');
  const local = namespace === '' ? [] : view.list('RoleBinding.rbac.authorization.k8s.io', namespace);
  return [...wide, ...local].flatMap((binding) => grantedBy(binding, user, view));
}

function grantedBy(binding: ApiObject, user: User, view: StoreView): readonly Grant[] {
  const subject = readList(binding, 'subjects').find((each) => isUser(each, user, binding.metadata.namespace));
  if (subject === undefined) return [];
  const kind = readText(binding, 'roleRef.kind');
  const name = readText(binding, 'roleRef.name');
  const { namespace } = binding.metadata;
  const own = namespace === undefined ? binding.metadata.name : `${binding.metadata.name}/${namespace}`;
  const account = readText(subject, 'namespace');
  const whom = `${readText(subject, 'name')}${account === '' ? '' : `/${account}`}`;
  const by = `${binding.kind} "${own}" of ${kind} "${name}" to ${readText(subject, 'kind')} "${whom}"`;
  return rulesOf(kind, name, namespace, view).map((rule) => ({ rule, by }));
}

function isUser(subject: unknown, user: User, namespace: string | undefined): boolean {
  const name = readText(subject, 'name');
  switch (readText(subject, 'kind')) {
    case 'User':
      return user.name === name;
    case 'Group':
      return user.groups.includes(name);
    case 'ServiceAccount':
      return user.name === `system:serviceaccount:${readText(subject, 'namespace', namespace ?? '')}:${name}`;
    default:
      return false;
  }
}

function rulesOf(kind: string, name: string, namespace: string | undefined, view: StoreView): readonly Rule[] {
  const roles =
    kind === 'Role'
      ? view.list('Role.rbac.authorization.k8s.io', namespace)
      : view.list('ClusterRole.rbac.authorization.k8s.io');
  const role = roles.find((each) => each.metadata.name === name);
  if (role === undefined) return kind === 'ClusterRole' ? builtinRules(name) : [];
  return readList(role, 'rules').map((rule) => ({
    verbs: texts(rule, 'verbs'),
    apiGroups: texts(rule, 'apiGroups'),
    resources: texts(rule, 'resources'),
    resourceNames: texts(rule, 'resourceNames'),
  }));
}

function texts(rule: unknown, field: string): readonly string[] {
  const found = read(rule, field);
  return Array.isArray(found) ? found.filter((each): each is string => typeof each === 'string') : [];
}

const reading = ['get', 'list', 'watch'];
const writing = ['create', 'delete', 'deletecollection', 'patch', 'update'];

/** The roles that every cluster has, by what they are for. Follows kubernetes plugin/pkg/auth/authorizer/rbac/bootstrappolicy. */
function builtinRules(name: string): readonly Rule[] {
  const rule = (verbs: readonly string[], kinds: readonly KindInfo[]): Rule[] =>
    kinds.map((kind) => ({
      verbs,
      apiGroups: [groupOf(kind.apiVersion)],
      resources: [kind.plural, ...subresources(kind)],
      resourceNames: [],
    }));
  const everyday = builtinKinds.filter((kind) => kind.namespaced && !apart.has(kind.kind));
  const readable = everyday.filter(({ kind }) => kind !== 'Secret');
  const roles = builtinKinds.filter(({ kind }) => kind === 'Role' || kind === 'RoleBinding');
  const writable = everyday.filter(({ kind }) => !watched.has(kind));
  switch (name) {
    case 'cluster-admin':
      return [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'], resourceNames: [] }];
    case 'view':
      return rule(reading, readable);
    case 'edit':
      return [...rule(reading, everyday), ...rule(writing, writable)];
    case 'admin':
      return [...rule(reading, [...everyday, ...roles]), ...rule(writing, [...writable, ...roles])];
    default:
      return [];
  }
}

/** Kinds that the roles for everyday work leave out, and those that they let one only read. */
const apart = new Set([
  'Role',
  'RoleBinding',
  'Lease',
  'LocalSubjectAccessReview',
  'Binding',
  'PodTemplate',
  'CSIStorageCapacity',
]);
const watched = new Set(['ResourceQuota', 'LimitRange', 'Event', 'EndpointSlice', 'ControllerRevision', 'Endpoints']);

function subresources({ kind, plural }: KindInfo): readonly string[] {
  if (kind === 'Pod') return ['pods/log', 'pods/status'];
  return ['Deployment', 'ReplicaSet', 'StatefulSet'].includes(kind) ? [`${plural}/scale`, `${plural}/status`] : [];
}

function covers(rule: Rule, { verb, group, resource, name }: Access): boolean {
  const has = (list: readonly string[], value: string): boolean => list.includes('*') || list.includes(value);
  const [, sub] = resource.split('/');
  const resourceFits = has(rule.resources, resource) || (sub !== undefined && rule.resources.includes(`*/${sub}`));
  const nameFits = rule.resourceNames.length === 0 || rule.resourceNames.includes(name);
  return has(rule.verbs, verb) && has(rule.apiGroups, group) && resourceFits && nameFits;
}
