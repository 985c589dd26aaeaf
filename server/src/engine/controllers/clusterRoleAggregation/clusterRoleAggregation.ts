import { type Key, keyOf } from '../../api/key.ts';
import type { ApiObject } from '../../api/meta.ts';
import { type LabelSelector, matchesLabelSelector } from '../../api/selector.ts';
import { equal } from '../../equal.ts';
import type { StoreView } from '../../store/view.ts';
import type { Context, Controller, ControllerFactory, Requeue, Watch } from '../controller.ts';

/** Fills a ClusterRole that has an `aggregationRule` with the rules of those it selects. Follows kubernetes pkg/controller/clusterroleaggregation. */
export const clusterRoleAggregationController: ControllerFactory = () => new ClusterRoleAggregationController();

const kind = 'ClusterRole.rbac.authorization.k8s.io';

interface ClusterRole extends ApiObject {
  readonly rules?: readonly unknown[] | null;
  readonly aggregationRule?: { readonly clusterRoleSelectors?: readonly LabelSelector[] | null } | null;
}

class ClusterRoleAggregationController implements Controller {
  readonly name = 'clusterrole-aggregation-controller';
  readonly watches: readonly Watch[] = [{ kind, keys: (_change, view) => aggregates(view) }];

  reconcile(key: Key, { api, view }: Context): Requeue | undefined {
    const role = view.get(key) as ClusterRole | undefined;
    if (!role?.aggregationRule) return undefined;
    const rules = selectedRules(role, view);
    if (equal(rules, role.rules ?? [])) return undefined;
    api.update({ ...role, rules } as ClusterRole, 'its aggregationRule selects ClusterRoles with these rules');
    return undefined;
  }
}

/** Any role may be selected by any other: a change of one wakes all that aggregate. */
function aggregates(view: StoreView): Key[] {
  const roles = view.list(kind) as readonly ClusterRole[];
  return roles.filter((role) => role.aggregationRule).map(keyOf);
}

/** Selector by selector, of each the roles by name, each rule once. */
function selectedRules(role: ClusterRole, view: StoreView): readonly unknown[] {
  const others = (view.list(kind) as readonly ClusterRole[])
    .filter(({ metadata }) => metadata.name !== role.metadata.name)
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  const rules: unknown[] = [];
  for (const selector of role.aggregationRule?.clusterRoleSelectors ?? [])
    for (const other of others.filter(({ metadata }) => matchesLabelSelector(selector, metadata.labels)))
      for (const rule of other.rules ?? []) if (!rules.some((known) => equal(known, rule))) rules.push(rule);
  return rules;
}
