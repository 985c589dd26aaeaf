import { t } from '@vscode/l10n';
import { deref, isMerge, type Node } from '../../../document/node.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A key without a value: the API server takes it for a field that is not there. */
export const emptyField: Rule = {
  id: 'emptyField',
  source: 'lint',
  severity: 'information',
  check: (resource) => inside(resource.body.node, ''),
};

/** Written by kubectl itself, or by controllers. */
const usual: ReadonlySet<string> = new Set(['creationTimestamp', 'status']);

function* inside(node: Node, parent: string): Iterable<Finding> {
  if (node.kind === 'alias') return;
  const at = deref(node);
  if (at.kind === 'list') for (const item of at.items) yield* inside(item, parent);
  if (at.kind !== 'map' || at.flow) return;
  for (const entry of at.entries) {
    const value = deref(entry.value);
    if (isMerge(entry) || usual.has(entry.key.text)) continue;
    if (value.kind === 'scalar' && value.value === null && value.end === value.start && !freeMaps.has(parent)) {
      const message = t('"{0}" has no value: Kubernetes reads it as if the line were not there.', entry.key.text);
      yield { message, range: [entry.key.start, entry.key.end] };
    }
    yield* inside(entry.value, entry.key.text);
  }
}

/** Maps whose keys people choose. */
const freeMaps: ReadonlySet<string> = new Set([
  'labels',
  'annotations',
  'matchLabels',
  'data',
  'stringData',
  'nodeSelector',
  'selector',
]);
