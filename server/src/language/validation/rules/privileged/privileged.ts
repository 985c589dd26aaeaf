import { t } from '@vscode/l10n';
import { deref, valueAt } from '../../../document/node.ts';
import { containersOf } from '../../../workspace/containers.ts';
import type { Rule } from '../../rule.ts';

/** A privileged container has every right on its node; the Pod Security level "baseline" refuses it. */
export const privileged: Rule = {
  id: 'privileged',
  source: 'lint',
  group: 'security',
  severity: 'warning',
  *check(resource) {
    for (const container of containersOf(resource.body)) {
      const value = valueAt(valueAt(container.node, 'securityContext'), 'privileged');
      const scalar = value === undefined ? undefined : deref(value);
      if (scalar?.kind !== 'scalar' || scalar.value !== true) continue;
      const message = t(
        'A privileged container has every right on its node; a namespace at the Pod Security level "baseline" refuses it.',
      );
      yield { message, range: [scalar.start, scalar.end], field: `${container.field}.securityContext.privileged` };
    }
  },
};
