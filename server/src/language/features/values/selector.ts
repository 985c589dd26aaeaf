import { selectedBy, selectorOf } from '../navigation/implementation.ts';
import { selectsText } from '../podsOf.ts';
import type { FieldValue } from './value.ts';

/** Which pods of the workspace a selector catches: on the selector and on its matchLabels. */
export function selector({ snapshot, resource, segments }: FieldValue): string | undefined {
  if (!/^spec\.(?:selector|podSelector)(?:\.matchLabels)?$/.test(segments.join('.'))) return undefined;
  if (selectorOf(resource) === undefined) return undefined;
  const text = selectsText(selectedBy(snapshot, resource));
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
