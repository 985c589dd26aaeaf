import type { ApiObject } from '#engine/api/meta.ts';
import { readList, readText } from '../printers/read.ts';
import type { Describer } from './describer.ts';
import { describeAnnotations, describeLabels } from './metadata.ts';
import type { Page } from './page.ts';

const group = 'rbac.authorization.k8s.io';

/** Roles and their bindings. */
export const accessDescribers: readonly Describer[] = [
  { kind: `Role.${group}`, events: false, describe: describeRole },
  { kind: `ClusterRole.${group}`, events: false, describe: describeRole },
  { kind: `RoleBinding.${group}`, events: false, describe: describeBinding },
  { kind: `ClusterRoleBinding.${group}`, events: false, describe: describeBinding },
];

function describeTop(page: Page, object: ApiObject): void {
  page.field(0, 'Name', object.metadata.name);
  describeLabels(page, 'Labels', object.metadata.labels);
  describeAnnotations(page, 'Annotations', object.metadata.annotations);
}

function describeRole(page: Page, object: ApiObject): void {
  describeTop(page, object);
  page.line(0, 'PolicyRule:');
  page.line(1, 'Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs');
  page.line(1, '---------', '-----------------', '--------------', '-----');
  const rows = readList(object, 'rules').flatMap(ruleRows);
  for (const row of rows.sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))) page.line(1, ...row);
}

function ruleRows(rule: unknown): readonly (readonly string[])[] {
  const list = (field: string): string => `[${readList(rule, field).join(' ')}]`;
  const rest = [list('nonResourceURLs'), list('resourceNames'), list('verbs')];
  const resources = readList(rule, 'resources').map(String);
  if (resources.length === 0) return [['', ...rest]];
  return readList(rule, 'apiGroups').flatMap((apiGroup) =>
    resources.map((resource) => {
      const [name = '', sub] = resource.split('/');
      return [`${name}${apiGroup === '' ? '' : `.${apiGroup}`}${sub === undefined ? '' : `/${sub}`}`, ...rest];
    }),
  );
}

function describeBinding(page: Page, object: ApiObject): void {
  describeTop(page, object);
  page.line(0, 'Role:');
  page.field(1, 'Kind', readText(object, 'roleRef.kind'));
  page.field(1, 'Name', readText(object, 'roleRef.name'));
  page.line(0, 'Subjects:');
  page.line(1, 'Kind', 'Name', 'Namespace');
  page.line(1, '----', '----', '---------');
  for (const each of readList(object, 'subjects'))
    page.line(1, readText(each, 'kind'), readText(each, 'name'), readText(each, 'namespace'));
}
