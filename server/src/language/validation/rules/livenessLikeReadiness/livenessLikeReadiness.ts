import { t } from '@vscode/l10n';
import { valueAt } from '../../../document/node.ts';
import { toValue } from '../../../document/value.ts';
import { containersOf } from '../../../workspace/containers.ts';
import { at, type Rule } from '../../rule.ts';

/** A liveness probe that asks what the readiness probe asks, and gives up as soon. */
export const livenessLikeReadiness: Rule = {
  id: 'livenessLikeReadiness',
  source: 'lint',
  group: 'reliability',
  severity: 'off',
  *check(resource) {
    for (const { node, field } of containersOf(resource.body)) {
      const [alive, ready] = [valueAt(node, 'livenessProbe'), valueAt(node, 'readinessProbe')].map(probeOf);
      if (alive === undefined || ready === undefined) continue;
      if (alive.asks !== ready.asks || alive.patience > ready.patience) continue;
      const message = t(
        'This asks what the readiness probe asks and gives up no later, after {0} s: a container that is only busy for a while is killed instead of left alone.',
        alive.patience,
      );
      yield { ...at(resource, `${field}.livenessProbe`), message };
    }
  },
};

/** What a probe asks, and for how many seconds it bears to get no answer. */
function probeOf(node: ReturnType<typeof valueAt>): { asks: string; patience: number } | undefined {
  const value = node === undefined ? undefined : toValue(node);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const probe = value as Readonly<Record<string, unknown>>;
  const asks = JSON.stringify([probe['httpGet'], probe['tcpSocket'], probe['exec'], probe['grpc']]);
  return { asks, patience: number(probe['failureThreshold'], 3) * number(probe['periodSeconds'], 10) };
}

function number(value: unknown, otherwise: number): number {
  return typeof value === 'number' && value > 0 ? value : otherwise;
}
