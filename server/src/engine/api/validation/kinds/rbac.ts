import { dns1123Subdomain } from '../../names.ts';
import { type Causes, invalid, invalidEach, notSupported, required } from '../causes.ts';
import { type KindRules, rulesOf } from '../kindRules.ts';
import { pathSegmentName } from '../pathSegment.ts';
import { type Fields, listAt, objectAt, objectsAt, textAt } from '../read.ts';
import { sameValue } from '../same.ts';
import { validateLabelSelector } from '../selectors.ts';

const group = 'rbac.authorization.k8s.io';

/** Follows kubernetes pkg/apis/rbac/validation ValidateRole. */
export const role: KindRules = rbacRules({
  validate: (object, _version, errors) => validateRules(object, true, errors),
});

/** Follows ValidateClusterRole. */
export const clusterRole: KindRules = rbacRules({
  validate: (object, _version, errors) => {
    validateRules(object, false, errors);
    const aggregation = objectAt(object, 'aggregationRule');
    if (aggregation === undefined) return;
    const selectors = objectsAt(aggregation, 'clusterRoleSelectors');
    if (selectors.length === 0)
      errors.push(
        required(
          'aggregationRule.clusterRoleSelectors',
          'at least one clusterRoleSelector required if aggregationRule is non-nil',
        ),
      );
    for (const [index, selector] of selectors.entries()) {
      const path = `aggregationRule.clusterRoleSelectors[${index}]`;
      const before = errors.length;
      validateLabelSelector(selector, path, errors);
      if (errors.length > before) errors.push(invalid(path, null, 'invalid label selector.'));
    }
  },
});

/** Follows ValidateRoleBinding and ValidateRoleBindingUpdate. */
export const roleBinding: KindRules = rbacRules({
  validate: (object, _version, errors) => validateBinding(object, ['Role', 'ClusterRole'], true, errors),
  update: immutableRole,
});

/** Follows ValidateClusterRoleBinding and ValidateClusterRoleBindingUpdate. */
export const clusterRoleBinding: KindRules = rbacRules({
  validate: (object, _version, errors) => validateBinding(object, ['ClusterRole'], false, errors),
  update: immutableRole,
});

function rbacRules(rules: Pick<KindRules, 'validate'> & Partial<KindRules>): KindRules {
  return rulesOf({ name: pathSegmentName, qualifiedFinalizers: false, ...rules });
}

function validateRules(object: Fields, namespaced: boolean, errors: Causes): void {
  for (const [index, rule] of objectsAt(object, 'rules').entries()) {
    const path = `rules[${index}]`;
    const urls = listAt(rule, 'nonResourceURLs');
    if (listAt(rule, 'verbs').length === 0)
      errors.push(required(`${path}.verbs`, 'verbs must contain at least one value'));
    if (urls.length > 0) {
      if (namespaced)
        errors.push(invalid(`${path}.nonResourceURLs`, urls, 'namespaced rules cannot apply to non-resource URLs'));
      const others = ['apiGroups', 'resources', 'resourceNames'].some((field) => listAt(rule, field).length > 0);
      if (others)
        errors.push(
          invalid(
            `${path}.nonResourceURLs`,
            urls,
            'rules cannot apply to both regular resources and non-resource URLs',
          ),
        );
      continue;
    }
    if (listAt(rule, 'apiGroups').length === 0)
      errors.push(required(`${path}.apiGroups`, 'resource rules must supply at least one api group'));
    if (listAt(rule, 'resources').length === 0)
      errors.push(required(`${path}.resources`, 'resource rules must supply at least one resource'));
  }
}

function validateBinding(object: Fields, kinds: readonly string[], namespaced: boolean, errors: Causes): void {
  const reference = objectAt(object, 'roleRef') ?? {};
  const apiGroup = textAt(reference, 'apiGroup');
  if (apiGroup !== undefined && apiGroup !== group) errors.push(notSupported('roleRef.apiGroup', apiGroup, [group]));
  const kind = textAt(reference, 'kind');
  if (kind !== undefined && !kinds.includes(kind)) errors.push(notSupported('roleRef.kind', kind, kinds));
  const name = textAt(reference, 'name');
  if (name === '') errors.push(required('roleRef.name'));
  else if (name !== undefined) invalidEach(errors, 'roleRef.name', name, pathSegmentName(name));
  for (const [index, subject] of objectsAt(object, 'subjects').entries())
    validateSubject(subject, namespaced, `subjects[${index}]`, errors);
}

function validateSubject(subject: Fields, namespaced: boolean, path: string, errors: Causes): void {
  const name = textAt(subject, 'name');
  if (name === '') errors.push(required(`${path}.name`));
  const apiGroup = textAt(subject, 'apiGroup') ?? '';
  switch (textAt(subject, 'kind')) {
    case 'ServiceAccount':
      if (name) invalidEach(errors, `${path}.name`, name, dns1123Subdomain(name));
      if (apiGroup !== '') errors.push(notSupported(`${path}.apiGroup`, apiGroup, ['']));
      if (!namespaced && textAt(subject, 'namespace') === '') errors.push(required(`${path}.namespace`));
      return;
    case 'User':
    case 'Group':
      if (apiGroup !== group) errors.push(notSupported(`${path}.apiGroup`, apiGroup, [group]));
      return;
    default:
      errors.push(notSupported(`${path}.kind`, textAt(subject, 'kind'), ['ServiceAccount', 'User', 'Group']));
  }
}

function immutableRole(next: Fields, old: Fields, _version: unknown, errors: Causes): void {
  if (!sameValue(next['roleRef'], old['roleRef']))
    errors.push(invalid('roleRef', next['roleRef'], 'cannot change roleRef'));
}
