import { t } from '@vscode/l10n';
import { textAt, valueAt } from '../../../document/node.ts';
import { objectOf, type Resource } from '../../../document/resource.ts';
import { containersOf } from '../../../workspace/containers.ts';
import { referencesOf } from '../../../workspace/references.ts';
import { indexOf } from '../../../workspace/snapshot.ts';
import { hasLimitRange } from '../../../workspace/workloads.ts';
import type { Rule } from '../../rule.ts';

/** An autoscaler on a share of a request that a container does not make. */
export const autoscalerWithoutRequests: Rule = {
  id: 'autoscalerWithoutRequests',
  source: 'lint',
  group: 'reliability',
  severity: 'warning',
  kinds: ['HorizontalPodAutoscaler'],
  weighsOthers: true,
  *check(resource, snapshot) {
    const [reference] = referencesOf(resource.body);
    if (reference === undefined || hasLimitRange(snapshot, resource)) return;
    const [target] = indexOf(snapshot).named(reference.kind, reference.namespace, reference.name);
    if (target === undefined) return;
    for (const wanted of resourcesMeasured(resource)) {
      const container = withoutRequest(target, wanted);
      if (container === undefined) continue;
      const message = t(
        'Container "{0}" of {1}/{2} has no {3} request: its utilization cannot be computed, and the autoscaler never acts.',
        container,
        target.body.kind,
        target.body.name,
        wanted,
      );
      yield { message, range: [reference.node.start, reference.node.end], field: reference.field };
    }
  },
};

interface Metric {
  readonly type?: string;
  readonly resource?: { readonly name?: string; readonly target?: { readonly type?: string } };
}

/** The resources of which a share of the request is measured; CPU where nothing is said. */
function resourcesMeasured({ body }: Resource): string[] {
  const spec = (objectOf(body)['spec'] ?? {}) as { metrics?: readonly Metric[] | null };
  if (!Array.isArray(spec.metrics) || spec.metrics.length === 0) return ['cpu'];
  return (spec.metrics as readonly (Metric | null)[]).flatMap((metric) => {
    const name = metric?.resource?.name;
    const measured = metric?.type === 'Resource' && metric.resource?.target?.type === 'Utilization';
    return measured && typeof name === 'string' ? [name] : [];
  });
}

/** The first container that asks for none of it; a limit counts as a request. */
function withoutRequest({ body }: Resource, wanted: string): string | undefined {
  const silent = containersOf(body).find(({ node, init }) => {
    const resources = valueAt(node, 'resources');
    const asked = ['requests', 'limits'].some((list) => valueAt(valueAt(resources, list), wanted) !== undefined);
    return !init && !asked;
  });
  return silent === undefined ? undefined : (textAt(silent.node, 'name') ?? '');
}
