import { groupKind } from '#engine/api/key.ts';
import type { Labels } from '#engine/api/meta.ts';
import { keyText, type Node, type ScalarNode, textAt, valueAt } from '../../document/node.ts';
import { nodeAtField } from '../../document/pointer.ts';
import { type Body, objectOf, type Resource } from '../../document/resource.ts';
import { entriesOf, itemsOf, stringAt, stringOf } from '../../document/strings.ts';
import { containersOf } from '../../workspace/containers.ts';
import { podTemplateOf, templatesWith } from '../../workspace/podTemplate.ts';
import { keysOf, referencesOf } from '../../workspace/references.ts';
import { namespaceOf, objectsIn } from '../../workspace/resourceIndex.ts';
import { indexOf, type Snapshot } from '../../workspace/snapshot.ts';
import { tableOf } from '../../workspace/table.ts';

/**
 * A name that stands somewhere in a manifest for a thing. `symbol` tells the things apart: two occurrences with the same symbol mean
 * the same. Things within one object (volumes, containers) carry the object in their symbol.
 */
export interface Occurrence {
  readonly symbol: string;
  /** `definition` is where the thing gets its name. */
  readonly role: 'definition' | 'use';
  readonly resource: Resource;
  readonly node: ScalarNode;
  /** The part of the node's text that is the name, where it is not all of it. */
  readonly name: string;
}

/** Every occurrence in one object; those of labels and ports reach into the objects that it selects. */
export function occurrencesIn(snapshot: Snapshot, resource: Resource): readonly Occurrence[] {
  return occurrencesAs(snapshot, resource, resource);
}

/** Every occurrence in a patch: what stands in it means the same as in the object that it changes, which has the names. */
export function occurrencesInPatch(snapshot: Snapshot, resource: Resource): readonly Occurrence[] {
  const { body } = resource;
  const [target] = indexOf(snapshot).named(groupKind(body.apiVersion, body.kind), namespaceOf(body), body.name);
  const given = target === undefined ? new Set() : new Set(occurrencesIn(snapshot, target).map(({ symbol }) => symbol));
  return occurrencesAs(snapshot, resource, target ?? resource).map((one) =>
    given.has(one.symbol) && !one.symbol.startsWith('label ') ? { ...one, role: 'use' } : one,
  );
}

/** The occurrences of `resource`, things within it named as those of `whole`. */
function occurrencesAs(snapshot: Snapshot, resource: Resource, whole: Resource): readonly Occurrence[] {
  const own = whole === resource ? ownOccurrences(resource) : within(resource, whole);
  return resource.body.kind === 'Service' ? [...own, ...targetPorts(snapshot, resource)] : own;
}

const memo = new WeakMap<Resource, readonly Occurrence[]>();

/** What no other object has a say in: it stays as long as the file does. */
export function ownOccurrences(resource: Resource): readonly Occurrence[] {
  const known = memo.get(resource);
  if (known !== undefined) return known;
  const made = within(resource, resource);
  memo.set(resource, made);
  return made;
}

function within(resource: Resource, whole: Resource): readonly Occurrence[] {
  return [
    ...objectName(resource),
    ...referencesOf(resource.body).flatMap((reference) => {
      const thing = `object ${reference.kind}/${reference.namespace}/${reference.name}`;
      const found = use(thing, resource, reference.node);
      return reference.key === undefined
        ? [found]
        : [found, use(`key ${thing} ${reference.key.text}`, resource, reference.key.node)];
    }),
    ...dataKeys(resource),
    ...volumes(resource, whole),
    ...containers(resource, whole),
    ...ports(resource, whole),
    ...labels(resource),
  ];
}

function objectName(resource: Resource): Occurrence[] {
  const name = stringAt(valueAt(resource.body.node, 'metadata'), 'name');
  return name === undefined ? [] : [definition(objectSymbol(resource.body), resource, name)];
}

/** What the symbol of an object is called. */
export function objectSymbol(body: Body): string {
  return `object ${groupKind(body.apiVersion, body.kind)}/${namespaceOf(body)}/${body.name}`;
}

function dataKeys(resource: Resource): Occurrence[] {
  const { body } = resource;
  if ((body.kind !== 'ConfigMap' && body.kind !== 'Secret') || keysOf(body).length === 0) return [];
  return ['data', 'binaryData', 'stringData'].flatMap((field) =>
    entriesOf(valueAt(body.node, field)).map(({ key }) =>
      definition(`key ${objectSymbol(body)} ${keyText(key)}`, resource, key),
    ),
  );
}

function volumes(resource: Resource, whole: Resource): Occurrence[] {
  const spec = podTemplateOf(resource.body)?.spec;
  if (spec === undefined) return [];
  const within = (name: ScalarNode): string => `volume ${here(whole)} ${name.text}`;
  const claims = itemsOf(nodeAtField(resource.body.node, 'spec.volumeClaimTemplates')).map((claim) =>
    valueAt(claim, 'metadata'),
  );
  const defined = [...itemsOf(nodeAtField(resource.body.node, `${spec}.volumes`)), ...claims].flatMap((volume) =>
    named(volume, 'name'),
  );
  const mounts = containersOf(resource.body).flatMap(({ node }) =>
    [...itemsOf(valueAt(node, 'volumeMounts')), ...itemsOf(valueAt(node, 'volumeDevices'))].flatMap((mount) =>
      named(mount, 'name'),
    ),
  );
  return [
    ...defined.map((name) => definition(within(name), resource, name)),
    ...mounts.map((name) => use(within(name), resource, name)),
  ];
}

function containers(resource: Resource, whole: Resource): Occurrence[] {
  const all = containersOf(resource.body).flatMap(({ node }) => named(node, 'name'));
  return all.map((name) => definition(`container ${here(whole)} ${name.text}`, resource, name));
}

/** Port names: given by a container, used by its probes. */
function ports(resource: Resource, whole: Resource): Occurrence[] {
  const given = containersOf(resource.body).flatMap(({ node }) =>
    itemsOf(valueAt(node, 'ports')).flatMap((port) => named(port, 'name')),
  );
  const probed = containersOf(resource.body).flatMap(({ node }) =>
    ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe) =>
      ['httpGet', 'tcpSocket'].flatMap((handler) => named(valueAt(valueAt(node, probe), handler), 'port')),
    ),
  );
  return [
    ...given.map((name) => definition(portSymbol(whole, name.text), resource, name)),
    ...probed.map((name) => use(portSymbol(whole, name.text), resource, name)),
  ];
}

/** Port names that a Service uses, of the pods that it selects. */
function targetPorts(snapshot: Snapshot, resource: Resource): Occurrence[] {
  const selector = (objectOf(resource.body)['spec'] as { selector?: Labels } | null | undefined)?.selector ?? {};
  const targets = targetNames(resource);
  if (Object.keys(selector).length === 0 || targets.length === 0) return [];
  const selected = templatesWith(snapshot, namespaceOf(resource.body), selector);
  return targets.flatMap((target) =>
    selected.map((template) => use(portSymbol(template, target.text), resource, target)),
  );
}

/** The places where Services use the port that a symbol stands for, by its name. */
export function targetPortsNamed(snapshot: Snapshot, symbol: string): readonly Occurrence[] {
  if (!symbol.startsWith('port ')) return [];
  const services = namedTargets(snapshot).of(symbol.slice(symbol.lastIndexOf(' ') + 1));
  return services.flatMap((service) => targetPorts(snapshot, service)).filter((one) => one.symbol === symbol);
}

/** Services by the names that they call ports of pods. */
const namedTargets = tableOf<Resource>(
  (snapshot, file) =>
    objectsIn(snapshot, file)
      .filter(({ body }) => body.kind === 'Service')
      .flatMap((resource) =>
        [...new Set(targetNames(resource).map(({ text }) => text))].map((name) => [name, resource]),
      ),
  ({ uri }) => uri,
);

function targetNames({ body }: Resource): ScalarNode[] {
  return itemsOf(nodeAtField(body.node, 'spec.ports')).flatMap((port) => named(port, 'targetPort'));
}

/** Labels of pods and the selectors that ask for them; the value is what carries the name. */
function labels(resource: Resource): Occurrence[] {
  const { body } = resource;
  const template = podTemplateOf(body);
  const carried = template === undefined ? [] : pairs(nodeAtField(body.node, `${template.metadata}.labels`));
  const asked = selectorFields(body).flatMap((field) => pairs(nodeAtField(body.node, field)));
  const symbol = (pair: Pair): string => `label ${namespaceOf(body)} ${pair.key}=${pair.value.text}`;
  return [
    ...carried.map((pair) => definition(symbol(pair), resource, pair.value)),
    ...asked.map((pair) => use(symbol(pair), resource, pair.value)),
  ];
}

const selectors: Readonly<Record<string, readonly string[]>> = {
  Service: ['spec.selector'],
  ReplicationController: ['spec.selector'],
  Deployment: ['spec.selector.matchLabels'],
  ReplicaSet: ['spec.selector.matchLabels'],
  StatefulSet: ['spec.selector.matchLabels'],
  DaemonSet: ['spec.selector.matchLabels'],
  Job: ['spec.selector.matchLabels'],
  PodDisruptionBudget: ['spec.selector.matchLabels'],
  NetworkPolicy: ['spec.podSelector.matchLabels'],
};

/** The paths of the label maps by which an object asks for pods: its own selector, and those of its pods' spread and affinity terms. */
export function selectorFields(body: Body): readonly string[] {
  const spec = podTemplateOf(body)?.spec;
  const inPods = spec === undefined ? [] : [...spreadFields(body, spec), ...affinityFields(body, spec)];
  return [...(selectors[body.kind] ?? []), ...inPods];
}

function spreadFields(body: Body, spec: string): string[] {
  const field = `${spec}.topologySpreadConstraints`;
  return itemsOf(nodeAtField(body.node, field)).map((_, index) => `${field}[${index}].labelSelector.matchLabels`);
}

function affinityFields(body: Body, spec: string): string[] {
  return ['podAffinity', 'podAntiAffinity'].flatMap((kind) => {
    const base = `${spec}.affinity.${kind}`;
    const required = `${base}.requiredDuringSchedulingIgnoredDuringExecution`;
    const preferred = `${base}.preferredDuringSchedulingIgnoredDuringExecution`;
    return [
      ...itemsOf(nodeAtField(body.node, required)).map((_, index) => `${required}[${index}].labelSelector.matchLabels`),
      ...itemsOf(nodeAtField(body.node, preferred)).map(
        (_, index) => `${preferred}[${index}].podAffinityTerm.labelSelector.matchLabels`,
      ),
    ];
  });
}

interface Pair {
  readonly key: string;
  readonly value: ScalarNode;
}

function pairs(node: Node | undefined): Pair[] {
  return entriesOf(node).flatMap(({ key, value }) => {
    const scalar = stringOf(value);
    return scalar === undefined ? [] : [{ key: keyText(key), value: scalar }];
  });
}

function named(node: Node | undefined, key: string): ScalarNode[] {
  const scalar = node === undefined || textAt(node, key) === undefined ? undefined : stringAt(node, key);
  return scalar === undefined || scalar.text === '' || /^\d+$/.test(scalar.text) ? [] : [scalar];
}

function here({ uri, start, body }: Resource): string {
  return `${uri}#${start}${body.prefix}`;
}

function portSymbol(resource: Resource, name: string): string {
  return `port ${here(resource)} ${name}`;
}

function definition(symbol: string, resource: Resource, node: ScalarNode): Occurrence {
  return { symbol, role: 'definition', resource, node, name: node.text };
}

function use(symbol: string, resource: Resource, node: ScalarNode): Occurrence {
  return { symbol, role: 'use', resource, node, name: node.text };
}
