import { expect, it } from 'vitest';
import { bench } from '../../../../../test/support/engineRun.ts';

const role = (name: string, labels: string, rules: string, more = ''): string => `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: ${name}, labels: ${labels} }
rules: ${rules}
${more}
`;
const aggregate = role('all', '{}', '[]', 'aggregationRule: { clusterRoleSelectors: [{ matchLabels: { to: all } }] }');
const pods = '{ apiGroups: [""], resources: [pods], verbs: [get] }';
const jobs = '{ apiGroups: [batch], resources: [jobs], verbs: [list] }';

it('a role that aggregates has the rules of those it selects, by name, each once', () => {
  const cluster = bench();
  cluster.create(aggregate);
  cluster.create(role('b', '{ to: all }', `[${pods}]`));
  cluster.create(role('a', '{ to: all }', `[${jobs}, ${pods}]`));
  cluster.create(role('c', '{ to: none }', '[{ apiGroups: [""], resources: [secrets], verbs: ["*"] }]'));
  cluster.pass(1);
  expect(rules(cluster)).toEqual(['jobs list', 'pods get']);
  cluster.run.api().delete('ClusterRole.rbac.authorization.k8s.io//a', {}, 'the test asks for it');
  cluster.pass(1);
  expect(rules(cluster)).toEqual(['pods get']);
});

it('one without a rule of aggregation keeps what was written', () => {
  const cluster = bench();
  cluster.create(role('a', '{ to: all }', `[${pods}]`));
  cluster.pass(1);
  expect(rules(cluster, 'a')).toEqual(['pods get']);
});

function rules(cluster: ReturnType<typeof bench>, name = 'all'): readonly string[] {
  const found = cluster.get(`ClusterRole.rbac.authorization.k8s.io//${name}`) as unknown as {
    rules: readonly { resources: readonly string[]; verbs: readonly string[] }[];
  };
  return found.rules.map((rule) => `${rule.resources} ${rule.verbs}`);
}
