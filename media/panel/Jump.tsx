import type { VNode } from 'preact';
import { type FoldName, openFold } from './Fold.tsx';
import { t as text } from './l10n.ts';

/** A button that goes to a fold and opens it. */
export function Jump({ to }: { readonly to: FoldName }): VNode {
  return (
    <button type="button" class="link" onClick={() => openFold(to)}>
      {text(to)}
    </button>
  );
}
