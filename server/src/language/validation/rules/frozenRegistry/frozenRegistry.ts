import { t } from '@vscode/l10n';
import { stringAt } from '../../../document/strings.ts';
import { containersOf } from '../../../workspace/containers.ts';
import type { Rule } from '../../rule.ts';

const frozen = 'k8s.gcr.io/';
const living = 'registry.k8s.io/';

/** k8s.gcr.io has been frozen since April 2023: new images are in registry.k8s.io only. */
export const frozenRegistry: Rule = {
  id: 'frozenRegistry',
  source: 'lint',
  severity: 'warning',
  *check(resource) {
    for (const container of containersOf(resource.body)) {
      const image = stringAt(container.node, 'image');
      if (image === undefined || !image.text.startsWith(frozen)) continue;
      const start = image.start + (image.style === 'plain' ? 0 : 1);
      const fixes = [
        {
          title: t('Replace by {0}', living.slice(0, -1)),
          edits: [{ start, end: start + frozen.length, text: living }],
        },
      ];
      const message = t('k8s.gcr.io is frozen and may go away: the image is in registry.k8s.io.');
      yield { message, range: [image.start, image.end], field: `${container.field}.image`, fixes };
    }
  },
};
