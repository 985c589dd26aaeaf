import { groupOf } from '#engine/api/key.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import type { Command, Context } from '../command.ts';
import type { FlagSpec } from '../flags.ts';
import { kindOfWord } from '../kindLookup.ts';
import { generator, metadataOf } from './generator.ts';

const apiGroup = 'rbac.authorization.k8s.io';
const ruleFlags: readonly FlagSpec[] = [
  { name: 'verb', type: 'list' },
  { name: 'resource', type: 'list' },
  { name: 'resource-name', type: 'list' },
];
const subjectFlags: readonly FlagSpec[] = [
  { name: 'clusterrole', type: 'string' },
  { name: 'role', type: 'string' },
  { name: 'user', type: 'list' },
  { name: 'group', type: 'list' },
  { name: 'serviceaccount', type: 'list' },
];

/** `kubectl create role|clusterrole|rolebinding|clusterrolebinding`. */
export const accessGenerators: readonly Command[] = [
  generator('create role', ruleFlags, (context, name) => role(context, name, 'Role')),
  generator('create clusterrole', ruleFlags, (context, name) => role(context, name, 'ClusterRole')),
  generator('create rolebinding', subjectFlags, (context, name) => binding(context, name, 'RoleBinding')),
  generator('create clusterrolebinding', subjectFlags, (context, name) => binding(context, name, 'ClusterRoleBinding')),
];

function role(context: Context, name: string, kind: string): Result<ApiObject, string> {
  const verbs = context.flags.list('verb');
  const words = context.flags.list('resource');
  if (verbs.length === 0) return refused('at least one verb must be specified');
  if (words.length === 0) return refused('at least one resource must be specified');
  const byGroup = new Map<string, string[]>();
  for (const word of words) {
    const [main = '', sub] = word.split('/');
    const found = kindOfWord(context.cluster.run.view, main);
    if (found === undefined) return refused(`the server doesn't have a resource type "${main}"`);
    const group = groupOf(found.apiVersion);
    byGroup.set(group, [...(byGroup.get(group) ?? []), sub === undefined ? found.plural : `${found.plural}/${sub}`]);
  }
  const names = context.flags.list('resource-name');
  const rules = [...byGroup].map(([group, resources]) => ({
    apiGroups: [group],
    ...(names.length > 0 ? { resourceNames: names } : {}),
    resources,
    verbs,
  }));
  const metadata = kind === 'Role' ? metadataOf(context, name) : { name };
  return ok({ apiVersion: `${apiGroup}/v1`, kind, metadata, rules });
}

function binding(context: Context, name: string, kind: string): Result<ApiObject, string> {
  const [clusterRole, ownRole] = [context.flags.text('clusterrole'), context.flags.text('role')];
  if ((clusterRole === undefined) === (ownRole === undefined))
    return refused('exactly one of clusterrole or role must be specified');
  const roleRef = { apiGroup, kind: clusterRole === undefined ? 'Role' : 'ClusterRole', name: clusterRole ?? ownRole };
  const accounts = context.flags.list('serviceaccount').map((text) => {
    const [namespace = '', account = ''] = text.split(':');
    return { kind: 'ServiceAccount', name: account, namespace };
  });
  const subjects = [
    ...context.flags.list('user').map((user) => ({ apiGroup, kind: 'User', name: user })),
    ...context.flags.list('group').map((group) => ({ apiGroup, kind: 'Group', name: group })),
    ...accounts,
  ];
  const metadata = kind === 'RoleBinding' ? metadataOf(context, name) : { name };
  return ok({ apiVersion: `${apiGroup}/v1`, kind, metadata, roleRef, ...(subjects.length > 0 ? { subjects } : {}) });
}
