import { t } from '@vscode/l10n';
import { groupKind } from '#engine/api/key.ts';
import type { Node } from '../../../document/node.ts';
import { textAt, valueAt } from '../../../document/node.ts';
import { itemsOf } from '../../../document/strings.ts';
import { toValue } from '../../../document/value.ts';
import type { Kind } from '../../../schema/schema.ts';
import { indexOf } from '../../../workspace/snapshot.ts';
import type { Request } from '../request.ts';
import { nodesAround, resourceAt } from '../surroundings.ts';
import { fieldOf, type Suggest, type Suggestion } from './suggestion.ts';

/** What a rule of a Role may say: API groups, resources of the groups that it names, verbs of the resources, names of objects. */
export const accessRules: Suggest = (request, spot) => {
  const suggest = byField[fieldOf(spot)];
  if (suggest === undefined) return [];
  const rule = nodesAround(request).findLast((node) => fields.some((field) => valueAt(node, field) !== undefined));
  const written = new Set(textsOf(rule, spot.field));
  return suggest(request, rule).filter(({ text }) => !written.has(text));
};

const fields = ['apiGroups', 'resources', 'verbs', 'resourceNames'] as const;

const byField: Readonly<Record<string, (request: Request, rule: Node | undefined) => readonly Suggestion[]>> = {
  'V1PolicyRule.apiGroups': groups,
  'V1PolicyRule.resources': resources,
  'V1PolicyRule.verbs': (_request, rule) => verbs(rule),
  'V1PolicyRule.resourceNames': objectNames,
  'V1PolicyRule.nonResourceURLs': () =>
    ['/healthz', '/livez', '/readyz', '/metrics', '/version'].map((text) => ({ text })),
};

function textsOf(rule: Node | undefined, field: string): string[] {
  return itemsOf(valueAt(rule, field)).flatMap((node) => {
    const value = toValue(node);
    return typeof value === 'string' ? [value] : [];
  });
}

function groups({ catalog }: Request, rule: Node | undefined): Suggestion[] {
  const wanted = new Set(textsOf(rule, 'resources').map((name) => name.split('/')[0] ?? name));
  const byGroup = new Map<string, Set<string>>();
  for (const kind of catalog.kinds) {
    if (!isServed(kind)) continue;
    byGroup.set(kind.group, (byGroup.get(kind.group) ?? new Set()).add(kind.plural));
  }
  const found = [...byGroup].map(([text, plurals]) => ({
    text,
    detail: text === '' ? t('the core group: pods, services, configmaps …') : [...plurals].slice(0, 4).join(', '),
    fits: [...plurals].some((plural) => wanted.has(plural)),
  }));
  const ranked = found.toSorted((a, b) => Number(b.fits) - Number(a.fits) || (a.text < b.text ? -1 : 1));
  return [
    ...ranked.map(({ text, detail }) => ({ text, detail, kind: 9 as const })),
    { text: '*', detail: t('every group') },
  ];
}

/** Lists and answers to questions are no resources of a role. */
function isServed({ kind, plural }: Kind): boolean {
  return plural !== '' && !kind.endsWith('List');
}

function resources({ catalog }: Request, rule: Node | undefined): Suggestion[] {
  const chosen = textsOf(rule, 'apiGroups');
  const asked = rule !== undefined && valueAt(rule, 'apiGroups') !== undefined && chosen.length > 0;
  const kinds = catalog.kinds.filter(
    (kind) => isServed(kind) && (!asked || chosen.includes(kind.group) || chosen.includes('*')),
  );
  const plain = new Map(kinds.map((kind) => [kind.plural, kind]));
  const whole = [...plain.values()].toSorted((a, b) => (a.plural < b.plural ? -1 : 1));
  const parts = whole.flatMap(({ group, plural, kind }) =>
    (subresources[plural] ?? []).map((part) => ({ text: `${plural}/${part}`, detail: group === '' ? kind : group })),
  );
  return [
    ...whole.map(({ group, plural, kind }) => ({
      text: plural,
      detail: group === '' ? kind : `${kind} (${group})`,
      kind: 7 as const,
    })),
    ...parts,
    { text: '*', detail: t('every resource of the groups') },
  ];
}

const scaled = ['scale', 'status'];

const subresources: Readonly<Record<string, readonly string[]>> = {
  pods: [
    'log',
    'exec',
    'attach',
    'portforward',
    'eviction',
    'ephemeralcontainers',
    'binding',
    'proxy',
    'resize',
    'status',
  ],
  deployments: scaled,
  replicasets: scaled,
  statefulsets: scaled,
  replicationcontrollers: scaled,
  daemonsets: ['status'],
  jobs: ['status'],
  cronjobs: ['status'],
  services: ['proxy', 'status'],
  nodes: ['proxy', 'metrics', 'stats', 'status'],
  namespaces: ['finalize', 'status'],
  serviceaccounts: ['token'],
  ingresses: ['status'],
  persistentvolumeclaims: ['status'],
  horizontalpodautoscalers: ['status'],
  poddisruptionbudgets: ['status'],
  certificatesigningrequests: ['approval', 'status'],
};

function verbs(rule: Node | undefined): Suggestion[] {
  const named = textsOf(rule, 'resources');
  return [
    { text: 'get', about: t('Read one object by its name.') },
    { text: 'list', about: t('Read all objects of the resource, their contents too.') },
    { text: 'watch', about: t('Be told of every change.') },
    { text: 'create', about: t('Make new objects; with a subresource such as pods/exec, use it.') },
    { text: 'update', about: t('Replace an object as a whole.') },
    { text: 'patch', about: t('Change a part of an object; kubectl apply does it.') },
    { text: 'delete', about: t('Delete one object.') },
    { text: 'deletecollection', about: t('Delete many objects at once.') },
    ...(named.some((name) => /roles$/.test(name))
      ? [
          { text: 'bind', about: t('Bind the role to others without having its rights.') },
          { text: 'escalate', about: t('Give the role rights that one does not have.') },
        ]
      : []),
    ...(named.some((name) => /^(?:users|groups|serviceaccounts)/.test(name))
      ? [{ text: 'impersonate', about: t('Act as this user, group or account.') }]
      : []),
    ...(named.includes('signers')
      ? ['approve', 'sign'].map((text) => ({ text, about: t('Approve or sign certificates of this signer.') }))
      : []),
    { text: '*', about: t('Every verb, those to come too.') },
  ];
}

/** Names of objects of the workspace that the resources of the rule mean. */
function objectNames(request: Request, rule: Node | undefined): Suggestion[] {
  const wanted = new Set(textsOf(rule, 'resources').map((name) => name.split('/')[0] ?? name));
  const body = resourceAt(request)?.body;
  const inside = textAt(body?.node, 'kind') === 'Role' ? (body?.namespace ?? 'default') : undefined;
  const kinds = request.catalog.kinds.filter(({ plural }) => wanted.has(plural));
  const unique = new Map(kinds.map((kind) => [`${kind.kind}.${kind.group}`, kind]));
  return [...unique.values()].flatMap(({ group, kind }) => {
    const gk = groupKind(group === '' ? 'v1' : `${group}/v1`, kind);
    const index = indexOf(request.snapshot);
    const found = inside === undefined ? index.ofKind(gk) : index.inNamespace(gk, inside);
    return [...new Set(found.map((one) => one.body.name))]
      .filter((name) => name !== '')
      .map((text) => ({ text, detail: kind, kind: 18 as const }));
  });
}
