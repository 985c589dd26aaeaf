import { t } from '@vscode/l10n';
import { intOrPercentOr } from '#engine/api/intOrPercent.ts';
import { replicasOf, specOf } from '../../../workspace/workloads.ts';
import { at, type Rule } from '../../rule.ts';

/** A rolling update that may stop every pod before a new one is ready. */
export const rolloutTakesAllPods: Rule = {
  id: 'rolloutTakesAllPods',
  source: 'lint',
  group: 'reliability',
  severity: 'warning',
  kinds: ['Deployment', 'DaemonSet'],
  *check(resource) {
    const { kind } = resource.body;
    const name = kind === 'Deployment' ? 'strategy' : 'updateStrategy';
    const strategy = specOf(resource.body)[name] as
      | { rollingUpdate?: { maxUnavailable?: unknown } | null }
      | null
      | undefined;
    const given = strategy?.rollingUpdate?.maxUnavailable;
    const replicas = kind === 'Deployment' ? (replicasOf(resource.body) ?? 0) : 100;
    if (given === undefined || given === null || replicas < 2) return;
    if (kind === 'DaemonSet' && typeof given === 'number') return;
    if (intOrPercentOr(given, replicas, 'down', 0) < replicas) return;
    const message = t(
      'All pods may be away at the same time: the rollout stops the old ones before a new one is ready.',
    );
    yield { ...at(resource, `spec.${name}.rollingUpdate.maxUnavailable`), message };
  },
};
