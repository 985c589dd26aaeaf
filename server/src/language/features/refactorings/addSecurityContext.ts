import { t } from '@vscode/l10n';
import { insertField } from '../../document/insert.ts';
import { levelsIn } from '../../document/levels.ts';
import { type MapNode, valueAt } from '../../document/node.ts';
import type { Json } from '../../document/value.ts';
import type { Edit } from '../../validation/problem.ts';
import { newField } from '../yamlText.ts';
import { inFile, type Offer, type Target } from './refactoring.ts';
import { containersAt } from './workload.ts';

/** Adds what a namespace at the Pod Security level "restricted" asks of a container; what is written stays. */
export function addSecurityContext(target: Target): readonly Offer[] {
  const { text } = target.resource.document.tree;
  const edits = containersAt(target).flatMap(({ map }) => missing(text, map));
  if (edits.length === 0) return [];
  return [{ title: t('Add the security context that level "restricted" asks for'), edits: inFile(target, edits) }];
}

const restricted: Readonly<Record<string, Json>> = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};

/** One edit for all that is missing: two at one place would have no order. */
function missing(text: string, container: MapNode): Edit[] {
  const levels = levelsIn(text);
  const context = valueAt(container, 'securityContext');
  if (context === undefined) return [insertField(text, container, newField('securityContext', restricted, levels))];
  if (context.kind !== 'map' || context.entries.length === 0) return [];
  const edits = Object.entries(restricted)
    .filter(([key]) => valueAt(context, key) === undefined)
    .map(([key, value]) => insertField(text, context, newField(key, value, levels)));
  const [first] = edits;
  return first === undefined ? [] : [{ ...first, text: edits.map((edit) => edit.text).join('') }];
}
