import type { VNode } from 'preact';
import { t as text } from './l10n.ts';

/** The folds below everything else, which are what many come for. */
export type Fold = 'changes' | 'whatIf';

/** A button that goes to a fold and opens it. */
export function Jump({ to }: { readonly to: Fold }): VNode {
  return (
    <button type="button" class="link" onClick={() => openFold(to)}>
      {text(to)}
    </button>
  );
}

/** Opens the fold, brings it into view and puts the focus on its title. */
export function openFold(name: Fold): void {
  const fold = document.getElementById(`fold-${name}`);
  if (!(fold instanceof HTMLDetailsElement)) return;
  fold.open = true;
  fold.scrollIntoView({ block: 'start' });
  fold.querySelector('summary')?.focus({ preventScroll: true });
}
