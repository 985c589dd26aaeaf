import { t } from '@vscode/l10n';
import { keysOf, referencesOf } from '../../../workspace/references.ts';
import { indexOf } from '../../../workspace/snapshot.ts';
import { nearest } from '../../nearest.ts';
import type { Rule } from '../../rule.ts';

/** A key that a ConfigMap or Secret of the workspace does not have: the container stays in CreateContainerConfigError. */
export const missingKey: Rule = {
  id: 'missingKey',
  source: 'reference',
  severity: 'warning',
  *check(resource, snapshot) {
    for (const reference of referencesOf(resource.body)) {
      if (reference.key === undefined || reference.optional) continue;
      const found = indexOf(snapshot).named(reference.kind, reference.namespace, reference.name);
      const keys = new Set(found.flatMap((one) => keysOf(one.body)));
      if (found.length === 0 || keys.has(reference.key.text)) continue;
      const { text, node, field } = reference.key;
      const near = nearest(text, keys);
      const candidates = near.length > 0 ? near : keys.size === 1 ? [...keys] : [];
      const message = t(
        '{0} "{1}" has no key "{2}": the container cannot start. It has: {3}.',
        reference.kind,
        reference.name,
        text,
        [...keys].join(', ') || '–',
      );
      const fixes = candidates.map((key) => ({
        title: t('Replace by {0}', key),
        edits: [{ start: node.start, end: node.end, text: key }],
      }));
      yield { message, range: [node.start, node.end], field, fixes };
    }
  },
};
