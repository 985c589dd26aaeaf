import { groupOf } from '#engine/api/key.ts';
import type { Labels } from '#engine/api/meta.ts';
import { deref, keyText, type MapNode, type Node } from '../document/node.ts';
import { nodeAtField } from '../document/pointer.ts';
import type { Body, Resource } from '../document/resource.ts';
import { namespaceOf } from './resourceIndex.ts';
import type { Snapshot } from './snapshot.ts';
import { indexOf } from './snapshot.ts';

/** Where an object describes pods: the paths of the template's metadata and spec, and its labels. */
export interface PodTemplate {
  readonly metadata: string;
  readonly spec: string;
  readonly labels: Labels;
}

const groups: Readonly<Record<string, readonly string[]>> = {
  '': ['Pod', 'ReplicationController', 'PodTemplate'],
  apps: ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'],
  extensions: ['Deployment', 'ReplicaSet', 'DaemonSet'],
  batch: ['Job', 'CronJob'],
};

/** The pods that an object describes, if it does. */
export function podTemplateOf(body: Body): PodTemplate | undefined {
  const known = memo.get(body);
  if (known !== undefined) return known ?? undefined;
  const path = pathOf(body);
  const made = path === undefined ? null : { ...path, labels: labelsAt(body.node, `${path.metadata}.labels`) };
  memo.set(body, made);
  return made ?? undefined;
}

/** The objects of a namespace that describe pods with labels for which `test` holds. */
export function templatesWhere(snapshot: Snapshot, namespace: string, test: (labels: Labels) => boolean): Resource[] {
  return templatesIn(snapshot, namespace).filter((resource) => test(podTemplateOf(resource.body)?.labels ?? {}));
}

/** The objects of a namespace that describe pods. */
export function templatesIn(snapshot: Snapshot, namespace: string): readonly Resource[] {
  const known = byNamespace.get(snapshot);
  const map = known ?? new Map<string, Resource[]>();
  if (known === undefined) {
    for (const resource of indexOf(snapshot).all) {
      if (podTemplateOf(resource.body) === undefined) continue;
      const list = map.get(namespaceOf(resource.body));
      if (list === undefined) map.set(namespaceOf(resource.body), [resource]);
      else list.push(resource);
    }
    byNamespace.set(snapshot, map);
  }
  return map.get(namespace) ?? [];
}

/** A map of strings as it stands at a path; values that are no strings are left out. */
export function labelsAt(root: Node, field: string): Labels {
  const node = nodeAtField(root, field);
  const map = node === undefined ? undefined : deref(node);
  return map?.kind === 'map' ? labelsOf(map) : {};
}

function labelsOf(map: MapNode): Labels {
  const pairs: [string, string][] = [];
  for (const entry of map.entries) {
    const value = deref(entry.value);
    if (value.kind === 'scalar' && typeof value.value === 'string') pairs.push([keyText(entry.key), value.value]);
  }
  return Object.fromEntries(pairs);
}

const memo = new WeakMap<Body, PodTemplate | null>();
const byNamespace = new WeakMap<Snapshot, Map<string, Resource[]>>();

function pathOf(body: Body): { metadata: string; spec: string } | undefined {
  if (groups[groupOf(body.apiVersion)]?.includes(body.kind) !== true) return undefined;
  if (body.kind === 'Pod') return { metadata: 'metadata', spec: 'spec' };
  if (body.kind === 'PodTemplate') return { metadata: 'template.metadata', spec: 'template.spec' };
  if (body.kind === 'CronJob')
    return { metadata: 'spec.jobTemplate.spec.template.metadata', spec: 'spec.jobTemplate.spec.template.spec' };
  return { metadata: 'spec.template.metadata', spec: 'spec.template.spec' };
}
