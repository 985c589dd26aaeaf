import { t } from '@vscode/l10n';
import { stringAt } from '../../../document/strings.ts';
import { containersOf } from '../../../workspace/containers.ts';
import type { Rule } from '../../rule.ts';

const frozen = 'k8s.gcr.io/';
/** What k8s.gcr.io took the place of. */
const older = /^gcr\.io\/google[-_]containers\//;
const living = 'registry.k8s.io/';

/** k8s.gcr.io has been frozen since April 2023: new images are in registry.k8s.io only. */
export const frozenRegistry: Rule = {
  id: 'frozenRegistry',
  source: 'lint',
  severity: 'warning',
  *check(resource) {
    for (const container of containersOf(resource.body)) {
      const image = stringAt(container.node, 'image');
      if (image === undefined) continue;
      const { field } = container;
      if (older.test(image.text)) {
        const message = t(
          'gcr.io/google-containers has been frozen for years: look for the image where its project publishes it today.',
        );
        yield { message, range: [image.start, image.end], field: `${field}.image` };
      }
      if (!image.text.startsWith(frozen)) continue;
      const start = image.start + (image.style === 'plain' ? 0 : 1);
      const fixes = [
        {
          title: t('Replace by {0}', living.slice(0, -1)),
          edits: [{ start, end: start + frozen.length, text: living }],
        },
      ];
      const message = t('k8s.gcr.io is frozen and may go away: the image is in registry.k8s.io.');
      yield { message, range: [image.start, image.end], field: `${field}.image`, fixes };
    }
  },
};
