import { t } from '@vscode/l10n';
import { specOf } from '../../../workspace/workloads.ts';
import { at, type Rule } from '../../rule.ts';

/** A Job that stays, with its pods, when it has finished. */
export const finishedJobsKept: Rule = {
  id: 'finishedJobsKept',
  source: 'lint',
  group: 'cost',
  severity: 'off',
  kinds: ['Job'],
  *check(resource) {
    const { ttlSecondsAfterFinished } = specOf(resource.body);
    if (ttlSecondsAfterFinished !== undefined && ttlSecondsAfterFinished !== null) return;
    const message = t(
      'This Job and its pods stay after they have finished, until somebody deletes them: nothing says ttlSecondsAfterFinished.',
    );
    yield { ...at(resource, 'spec'), message };
  },
};
