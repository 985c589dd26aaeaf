import { t } from '@vscode/l10n';
import { keysOf, type Reference, referencesOf } from '../../../workspace/references.ts';
import { indexOf, type Snapshot } from '../../../workspace/snapshot.ts';
import { nearest } from '../../nearest.ts';
import { replaceBy } from '../../replaceBy.ts';
import type { Rule } from '../../rule.ts';

/** A key that a ConfigMap or Secret of the workspace does not have: the container stays in CreateContainerConfigError. */
export const missingKey: Rule = {
  id: 'missingKey',
  source: 'reference',
  severity: 'warning',
  *check(resource, snapshot) {
    for (const reference of referencesOf(resource.body)) {
      const { key } = reference;
      if (key === undefined || reference.optional) continue;
      const keys = knownKeys(reference, snapshot);
      if (keys === undefined || keys.has(key.text)) continue;
      const near = nearest(key.text, keys);
      const candidates = near.length > 0 ? near : keys.size === 1 ? [...keys] : [];
      const message = t(
        '{0} "{1}" has no key "{2}": the container cannot start. It has: {3}.',
        reference.kind,
        reference.name,
        key.text,
        [...keys].join(', ') || '–',
      );
      const { start, end } = key.node;
      const fixes = candidates.map((text) => replaceBy(key.node, text));
      yield { message, range: [start, end], field: key.field, fixes };
    }
  },
};

/** The keys of the object, written or generated; undefined where it stands nowhere, or not all of them are known. */
function knownKeys({ kind, namespace, name }: Reference, snapshot: Snapshot): ReadonlySet<string> | undefined {
  const found = indexOf(snapshot).named(kind, namespace, name);
  const generated = snapshot.cluster?.generated.get(`${kind}/${name}`);
  if (generated === 'unknown' || (found.length === 0 && generated === undefined)) return undefined;
  return new Set([...found.flatMap((one) => keysOf(one.body)), ...(generated ?? [])]);
}
