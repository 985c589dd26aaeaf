import type { ComponentChildren, VNode } from 'preact';
import { useState } from 'preact/hooks';
import { t as text } from './l10n.ts';

/** The folds below everything else, which are what many come for. */
export type FoldName = 'changes' | 'whatIf';

interface FoldProps {
  readonly name: FoldName;
  /** Beside the title, closed too. */
  readonly aside?: ComponentChildren;
  readonly children: () => ComponentChildren;
}

/** A title that opens onto more. A closed fold is not drawn: it would cost as much as an open one at every frame. */
export function Fold({ name, aside, children }: FoldProps): VNode {
  const [open, setOpen] = useState(false);
  return (
    <details class="fold" id={idOf(name)} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{text(name)}</h2> {aside}
      </summary>
      {open && children()}
    </details>
  );
}

/** Opens the fold, brings it into view and puts the focus on its title. */
export function openFold(name: FoldName): void {
  const fold = document.getElementById(idOf(name));
  if (!(fold instanceof HTMLDetailsElement)) return;
  fold.open = true;
  fold.scrollIntoView({ block: 'start' });
  fold.querySelector('summary')?.focus({ preventScroll: true });
}

function idOf(name: FoldName): string {
  return `fold-${name}`;
}
