import { t } from '@vscode/l10n';
import { resolveIntOrPercent } from '#engine/api/intOrPercent.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import { endOf } from '../document/insert.ts';
import { entryOf, type Node, textAt, valueAt } from '../document/node.ts';
import { nodeAtField } from '../document/pointer.ts';
import type { Resource } from '../document/resource.ts';
import { itemsOf, stringAt } from '../document/strings.ts';
import { toValue } from '../document/value.ts';
import { containersOf } from '../workspace/containers.ts';

/** A hint at an offset of the object's document. */
export interface DefaultHint {
  readonly at: number;
  readonly label: string;
}

/** What is not written but holds, where a rollout hangs on it: its bounds, the tag of an image, how often a probe asks, where a port leads. */
export function defaultHints(resource: Resource, withDefaults: ApiObject): readonly DefaultHint[] {
  const containers = containersOf(resource.body).flatMap(({ node }) => [
    ...tag(node),
    ...probes.flatMap((field) => timing(resource, node, field)),
  ]);
  return [...bounds(resource, withDefaults), ...containers, ...targets(resource)];
}

const probes = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const;

/** Behind the replicas of a Deployment that says nothing of its strategy. */
function bounds({ body }: Resource, withDefaults: ApiObject): DefaultHint[] {
  const replicas = nodeAtField(body.node, 'spec.replicas');
  const count = replicas === undefined ? undefined : toValue(replicas);
  if (body.kind !== 'Deployment' || replicas === undefined || typeof count !== 'number' || count < 1) return [];
  if (nodeAtField(body.node, 'spec.strategy') !== undefined) return [];
  const spec = withDefaults['spec'] as { strategy?: { rollingUpdate?: Rolling } } | undefined;
  const { maxSurge = '25%', maxUnavailable = '25%' } = spec?.strategy?.rollingUpdate ?? {};
  const more = resolveIntOrPercent(maxSurge, count, 'up');
  const fewer = resolveIntOrPercent(maxUnavailable, count, 'down');
  if (!more.ok || !fewer.ok) return [];
  return [{ at: replicas.end, label: t('{0} to {1} during a rollout', count - fewer.value, count + more.value) }];
}

interface Rolling {
  readonly maxSurge?: string | number;
  readonly maxUnavailable?: string | number;
}

function tag(container: Node): DefaultHint[] {
  const image = stringAt(container, 'image');
  if (image === undefined || !/^[\w./-]+(?::\d+\/[\w./-]+)?$/.test(image.text)) return [];
  return [{ at: image.end, label: ':latest' }];
}

/** Behind a probe, of what it leaves out. */
function timing({ document }: Resource, container: Node, field: string): DefaultHint[] {
  const entry = container.kind === 'map' ? entryOf(container, field) : undefined;
  if (entry === undefined || entry.value.kind !== 'map') return [];
  const parts = [
    ...(valueAt(entry.value, 'periodSeconds') === undefined ? [t('every {0} s', 10)] : []),
    ...(valueAt(entry.value, 'failureThreshold') === undefined ? [t('{0} failures in a row', 3)] : []),
  ];
  if (parts.length === 0) return [];
  const at = entry.value.flow ? endOf(document.tree.text, entry.value) : entry.key.end + 1;
  return [{ at, label: parts.join(', ') }];
}

/** Behind the port of a Service that names no target. */
function targets({ body }: Resource): DefaultHint[] {
  if (body.kind !== 'Service' || textAt(valueAt(body.node, 'spec'), 'type') === 'ExternalName') return [];
  return itemsOf(nodeAtField(body.node, 'spec.ports')).flatMap((port) => {
    const node = valueAt(port, 'port');
    const number = node === undefined ? undefined : toValue(node);
    if (node === undefined || typeof number !== 'number' || valueAt(port, 'targetPort') !== undefined) return [];
    return [{ at: node.end, label: t('leads to port {0} of the pods', number) }];
  });
}
