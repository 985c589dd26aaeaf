import { childOrNew, children, type Draft, fillEmpty } from './draft.ts';

const group = 'rbac.authorization.k8s.io';

/** RoleBinding and ClusterRoleBinding. Follows kubernetes pkg/apis/rbac/v1/defaults.go. */
export function binding(object: Draft): void {
  const role = childOrNew(object, 'roleRef');
  if (role !== undefined) fillEmpty(role, 'apiGroup', group);
  for (const subject of children(object, 'subjects')) {
    if (subject['kind'] === 'User' || subject['kind'] === 'Group') fillEmpty(subject, 'apiGroup', group);
  }
}
