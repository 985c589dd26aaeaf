import type { GroupKind } from '#engine/api/key.ts';
import { groupKind } from '#engine/api/key.ts';
import { deref, keyText, type Node, type ScalarNode, textAt, valueAt } from '../document/node.ts';
import { nodeAtField } from '../document/pointer.ts';
import type { Body } from '../document/resource.ts';
import { entriesOf, itemsOf, stringOf } from '../document/strings.ts';
import { podTemplateOf } from './podTemplate.ts';
import { namespaceOf } from './resourceIndex.ts';
import { serviceAddresses } from './serviceAddress.ts';

/** A name in an object that stands for another object. */
export interface Reference {
  readonly kind: GroupKind;
  /** '' for cluster-scoped kinds. */
  readonly namespace: string;
  readonly name: string;
  readonly node: ScalarNode;
  readonly field: string;
  /** The key of the ConfigMap or Secret that is asked for. */
  readonly key?: { readonly text: string; readonly node: ScalarNode; readonly field: string };
  /** Nothing fails where it does not exist. */
  readonly optional: boolean;
  /** The name stands in a text that only looks like an address: `host` in `http://host:80`. */
  readonly guessed?: 'certain' | 'perhaps';
  /** The port that the address names. */
  readonly port?: ScalarNode;
}

/** Every name in an object that stands for another one, in the order of the rules below. */
export function referencesOf(body: Body): readonly Reference[] {
  const known = memo.get(body);
  if (known !== undefined) return known;
  const found = [...inPods(body), ...(byKind[body.kind]?.(body) ?? []), ...inNamespace(body)];
  memo.set(body, found);
  return found;
}

const memo = new WeakMap<Body, readonly Reference[]>();

/** The Namespace that an object says it stands in; one that a kustomization chose is written nowhere in it. */
function inNamespace(body: Body): Reference[] {
  if (body.movedAccounts !== undefined || body.namespace === undefined) return [];
  return named(body, 'Namespace', '', 'metadata.namespace', true);
}

function inPods(body: Body): Reference[] {
  const template = podTemplateOf(body);
  if (template === undefined) return [];
  const spec = template.spec;
  const here = namespaceOf(body);
  const containers = ['initContainers', 'containers'].flatMap((list) =>
    each(body, `${spec}.${list}`, (item) => inContainer(body, item)),
  );
  const volumes = each(body, `${spec}.volumes`, (item) => inVolume(body, item));
  return [
    ...containers,
    ...volumes,
    ...named(body, 'ServiceAccount', here, `${spec}.serviceAccountName`),
    ...named(body, 'PriorityClass.scheduling.k8s.io', '', `${spec}.priorityClassName`),
    ...named(body, 'RuntimeClass.node.k8s.io', '', `${spec}.runtimeClassName`),
    ...each(body, `${spec}.imagePullSecrets`, (item) => named(body, 'Secret', here, `${item}.name`)),
    ...each(body, `${spec}.resourceClaims`, (item) => [
      ...named(body, 'ResourceClaim.resource.k8s.io', here, `${item}.resourceClaimName`),
      ...named(body, 'ResourceClaimTemplate.resource.k8s.io', here, `${item}.resourceClaimTemplateName`),
    ]),
  ];
}

function inContainer(body: Body, container: string): Reference[] {
  return [
    ...each(body, `${container}.env`, (item) => [
      ...addressesIn(body, `${item}.value`),
      ...keyed(body, 'ConfigMap', `${item}.valueFrom.configMapKeyRef`),
      ...keyed(body, 'Secret', `${item}.valueFrom.secretKeyRef`),
    ]),
    ...each(body, `${container}.envFrom`, (item) => [
      ...keyed(body, 'ConfigMap', `${item}.configMapRef`),
      ...keyed(body, 'Secret', `${item}.secretRef`),
    ]),
  ];
}

function inVolume(body: Body, volume: string): Reference[] {
  const here = namespaceOf(body);
  return [
    ...keyed(body, 'ConfigMap', `${volume}.configMap`),
    ...keyed(body, 'Secret', `${volume}.secret`, 'secretName'),
    ...named(body, 'PersistentVolumeClaim', here, `${volume}.persistentVolumeClaim.claimName`),
    ...named(body, 'StorageClass.storage.k8s.io', '', `${volume}.ephemeral.volumeClaimTemplate.spec.storageClassName`),
    ...named(body, 'Secret', here, `${volume}.csi.nodePublishSecretRef.name`),
    ...each(body, `${volume}.projected.sources`, (item) => [
      ...keyed(body, 'ConfigMap', `${item}.configMap`),
      ...keyed(body, 'Secret', `${item}.secret`),
    ]),
  ];
}

const byKind: Readonly<Record<string, (body: Body) => Reference[]>> = {
  StatefulSet: (body) => [
    ...named(body, 'Service', namespaceOf(body), 'spec.serviceName'),
    ...each(body, 'spec.volumeClaimTemplates', (item) =>
      named(body, 'StorageClass.storage.k8s.io', '', `${item}.spec.storageClassName`),
    ),
  ],
  PersistentVolumeClaim: (body) => [
    ...named(body, 'StorageClass.storage.k8s.io', '', 'spec.storageClassName'),
    ...named(body, 'PersistentVolume', '', 'spec.volumeName'),
    ...(textAt(nodeAtField(body.node, 'spec.dataSource'), 'kind') === 'PersistentVolumeClaim'
      ? named(body, 'PersistentVolumeClaim', namespaceOf(body), 'spec.dataSource.name')
      : []),
  ],
  PersistentVolume: (body) => [
    ...named(body, 'StorageClass.storage.k8s.io', '', 'spec.storageClassName'),
    ...elsewhere(body, 'PersistentVolumeClaim', 'spec.claimRef'),
  ],
  ValidatingWebhookConfiguration: (body) => webhooks(body),
  MutatingWebhookConfiguration: (body) => webhooks(body),
  APIService: (body) => elsewhere(body, 'Service', 'spec.service'),
  EndpointSlice: (body) => {
    const node = stringOf(valueAt(valueAt(valueAt(body.node, 'metadata'), 'labels'), 'kubernetes.io/service-name'));
    const field = 'metadata.labels[kubernetes.io/service-name]';
    return node === undefined || node.text === ''
      ? []
      : [{ kind: 'Service', namespace: namespaceOf(body), name: node.text, node, field, optional: false }];
  },
  HorizontalPodAutoscaler: (body) => typed(body, 'spec.scaleTargetRef'),
  Ingress: (body) => [
    ...named(body, 'Service', namespaceOf(body), 'spec.defaultBackend.service.name'),
    ...named(body, 'IngressClass.networking.k8s.io', '', 'spec.ingressClassName'),
    ...each(body, 'spec.tls', (item) => named(body, 'Secret', namespaceOf(body), `${item}.secretName`)),
    ...each(body, 'spec.rules', (rule) =>
      each(body, `${rule}.http.paths`, (path) =>
        named(body, 'Service', namespaceOf(body), `${path}.backend.service.name`),
      ),
    ),
  ],
  RoleBinding: (body) => [...role(body), ...subjects(body)],
  ClusterRoleBinding: (body) => [...role(body), ...subjects(body)],
  ServiceAccount: (body) => [
    ...each(body, 'secrets', (item) => named(body, 'Secret', namespaceOf(body), `${item}.name`)),
    ...each(body, 'imagePullSecrets', (item) => named(body, 'Secret', namespaceOf(body), `${item}.name`)),
  ],
};

function role(body: Body): Reference[] {
  const kind = textAt(valueAt(body.node, 'roleRef'), 'kind');
  if (kind !== 'Role' && kind !== 'ClusterRole') return [];
  return named(body, `${kind}.rbac.authorization.k8s.io`, kind === 'Role' ? namespaceOf(body) : '', 'roleRef.name');
}

function subjects(body: Body): Reference[] {
  return each(body, 'subjects', (item) => {
    const node = nodeAtField(body.node, item);
    if (textAt(node, 'kind') !== 'ServiceAccount') return [];
    return named(body, 'ServiceAccount', namespaceOfAccount(body, node), `${item}.name`);
  });
}

/** A kustomization's namespace goes before what the binding says, for the accounts that it takes along. */
function namespaceOfAccount(body: Body, subject: Node | undefined): string {
  const name = textAt(subject, 'name') ?? '';
  const moved = body.movedAccounts !== undefined && (name === 'default' || body.movedAccounts.has(name));
  return (moved ? body.namespace : textAt(subject, 'namespace')) ?? namespaceOf(body);
}

function webhooks(body: Body): Reference[] {
  return each(body, 'webhooks', (item) => elsewhere(body, 'Service', `${item}.clientConfig.service`));
}

/** `{namespace, name}`: an object of a namespace that is named, too. */
function elsewhere(body: Body, kind: GroupKind, field: string): Reference[] {
  const namespace = textAt(nodeAtField(body.node, field), 'namespace');
  return namespace === undefined
    ? []
    : named(body, kind, body.movedAccounts === undefined ? namespace : (body.namespace ?? namespace), `${field}.name`);
}

/** The Services that the value of a variable addresses by their DNS names. */
function addressesIn(body: Body, field: string): Reference[] {
  const node = stringAt(body.node, field);
  if (node === undefined) return [];
  return serviceAddresses(node, namespaceOf(body)).map(({ namespace, name, port, certain }) => ({
    kind: 'Service',
    namespace,
    name: name.text,
    node: name,
    field,
    optional: false,
    guessed: certain ? 'certain' : 'perhaps',
    ...(port === undefined ? {} : { port }),
  }));
}

/** `{apiVersion, kind, name}`. */
function typed(body: Body, field: string): Reference[] {
  const node = nodeAtField(body.node, field);
  const kind = textAt(node, 'kind');
  return kind === undefined
    ? []
    : named(body, groupKind(textAt(node, 'apiVersion') ?? 'v1', kind), namespaceOf(body), `${field}.name`);
}

function named(body: Body, kind: GroupKind, namespace: string, field: string, optional = false): Reference[] {
  const node = stringAt(body.node, field);
  return node === undefined || node.text === '' ? [] : [{ kind, namespace, name: node.text, node, field, optional }];
}

/** A reference to a ConfigMap or Secret with a `key`, or with `items` of keys. */
function keyed(body: Body, kind: 'ConfigMap' | 'Secret', field: string, nameField = 'name'): Reference[] {
  const source = nodeAtField(body.node, field);
  if (source === undefined) return [];
  const optional = valueAt(source, 'optional');
  const mayMiss =
    optional !== undefined && deref(optional).kind === 'scalar' && (deref(optional) as ScalarNode).value === true;
  const [reference] = named(body, kind, namespaceOf(body), `${field}.${nameField}`, mayMiss);
  if (reference === undefined) return [];
  const keys = [`${field}.key`, ...each(body, `${field}.items`, (item) => [`${item}.key`])];
  const found = keys.flatMap((key) => {
    const node = stringAt(body.node, key);
    return node === undefined ? [] : [{ ...reference, key: { text: node.text, node, field: key } }];
  });
  return found.length > 0 ? found : [reference];
}

function each<T>(body: Body, field: string, make: (item: string) => T[]): T[] {
  return itemsOf(nodeAtField(body.node, field)).flatMap((_, index) => make(`${field}[${index}]`));
}

function stringAt(root: Node, field: string): ScalarNode | undefined {
  return stringOf(nodeAtField(root, field));
}

/** The keys of a ConfigMap or Secret. */
export function keysOf(body: Body): readonly string[] {
  return ['data', 'binaryData', 'stringData'].flatMap((field) =>
    entriesOf(valueAt(body.node, field)).map(({ key }) => keyText(key)),
  );
}
