import { t } from '@vscode/l10n';
import { stringAt } from '../../../document/strings.ts';
import { containersOf } from '../../../workspace/containers.ts';
import type { Rule } from '../../rule.ts';

/** An image without a tag, or `latest`: two pods of one ReplicaSet may run different code, and undoing a rollout brings nothing back. */
export const imageTag: Rule = {
  id: 'imageTag',
  source: 'lint',
  group: 'reliability',
  severity: 'information',
  *check(resource) {
    for (const container of containersOf(resource.body)) {
      const image = stringAt(container.node, 'image');
      if (image === undefined || image.text === '' || image.text.includes('@') || image.text.includes('$')) continue;
      const tag = /:([^/:]+)$/.exec(image.text)?.[1];
      if (tag !== undefined && tag !== 'latest') continue;
      const message = t(
        'The tag "latest" moves: pods started at different times may run different images, and a rollback changes nothing. Pin a version.',
      );
      yield { message, range: [image.start, image.end], field: `${container.field}.image` };
    }
  },
};
