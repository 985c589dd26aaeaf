import type { LabelSelector } from '#engine/api/selector.ts';
import { nodeAtField } from '../document/pointer.ts';
import { type Body, objectOf } from '../document/resource.ts';
import { itemsOf } from '../document/strings.ts';
import { toValue } from '../document/value.ts';
import { labelSelectorOf, labelsIn } from './labelSelector.ts';
import { podTemplateOf } from './podTemplate.ts';

/** Labels by which an object asks for pods. */
export interface PodSelector {
  /** The selector itself, and the map of its labels, where it stands. */
  readonly field: string;
  readonly labels: string;
  readonly selector: LabelSelector;
  /** Whose pods it is about: those of the namespace, or the object's own. */
  readonly among: 'namespace' | 'own';
}

/** The selectors with which an object asks for pods of its namespace that it does not make, and those that count its own. Empty ones are left out. */
export function podSelectorsOf(body: Body): readonly PodSelector[] {
  const known = memo.get(body);
  if (known !== undefined) return known;
  const found = [...(byKind[body.kind]?.(body) ?? []), ...inPods(body)];
  memo.set(body, found);
  return found;
}

const memo = new WeakMap<Body, readonly PodSelector[]>();

const byKind: Readonly<Record<string, (body: Body) => PodSelector[]>> = {
  Service: (body) => {
    const spec = objectOf(body)['spec'] as { type?: unknown; selector?: unknown } | null | undefined;
    const matchLabels = labelsIn(spec?.selector);
    if (spec?.type === 'ExternalName' || matchLabels === undefined || Object.keys(matchLabels).length === 0) return [];
    const field = 'spec.selector';
    return [{ field, labels: field, selector: { matchLabels }, among: 'namespace' }];
  },
  PodDisruptionBudget: (body) => at(body, 'spec.selector'),
  NetworkPolicy: (body) => [...at(body, 'spec.podSelector'), ...peers(body)],
};

/** Peers of this namespace; a peer with a namespaceSelector speaks of others. */
function peers(body: Body): PodSelector[] {
  const lists = [
    ...each(body, 'spec.ingress').flatMap((rule) => each(body, `${rule}.from`)),
    ...each(body, 'spec.egress').flatMap((rule) => each(body, `${rule}.to`)),
  ];
  return lists
    .filter((peer) => nodeAtField(body.node, `${peer}.namespaceSelector`) === undefined)
    .flatMap((peer) => at(body, `${peer}.podSelector`));
}

/** Spread constraints count the pods of their own workload; terms of affinity ask for pods of the namespace, or of those they name. */
function inPods(body: Body): PodSelector[] {
  const spec = podTemplateOf(body)?.spec;
  if (spec === undefined) return [];
  const spread = each(body, `${spec}.topologySpreadConstraints`).flatMap((one) => at(body, `${one}.labelSelector`));
  const terms = ['podAffinity', 'podAntiAffinity'].flatMap((kind) => {
    const base = `${spec}.affinity.${kind}`;
    return [
      ...each(body, `${base}.requiredDuringSchedulingIgnoredDuringExecution`),
      ...each(body, `${base}.preferredDuringSchedulingIgnoredDuringExecution`).map((one) => `${one}.podAffinityTerm`),
    ];
  });
  const here = terms.filter((term) =>
    ['namespaces', 'namespaceSelector'].every((field) => nodeAtField(body.node, `${term}.${field}`) === undefined),
  );
  return [
    ...spread.map((one) => ({ ...one, among: 'own' as const })),
    ...here.flatMap((term) => at(body, `${term}.labelSelector`)),
  ];
}

function at(body: Body, field: string): PodSelector[] {
  const node = nodeAtField(body.node, field);
  const selector = node === undefined ? undefined : labelSelectorOf(toValue(node));
  if (selector === undefined || Object.keys(selector).length === 0) return [];
  return [{ field, labels: `${field}.matchLabels`, selector, among: 'namespace' }];
}

function each(body: Body, field: string): string[] {
  return itemsOf(nodeAtField(body.node, field)).map((_, index) => `${field}[${index}]`);
}
