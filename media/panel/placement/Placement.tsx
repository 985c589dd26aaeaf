import type { VNode } from 'preact';
import { splitKey } from '#engine/api/key.ts';
import { t as text } from '../l10n.ts';
import { told } from '../sentences/told.ts';
import { picture, run, select, selected } from '../state.ts';
import { adviceText } from './adviceText.ts';
import { type Placement as Judged, type Preemption, placementOf } from './diagnosis.ts';
import { NodeTable } from './NodeTable.tsx';

/** How the scheduler judged each node for the selected pod: every plugin's verdict and score, the choice and its ties, and what would help. */
export function Placement(): VNode | null {
  picture.value;
  const shown = run.value;
  const key = selected.value;
  if (shown === undefined || key === undefined || splitKey(key).kind !== 'Pod') return null;
  const placement = placementOf(shown, key, shown.cursor.position);
  return (
    <section aria-labelledby="placement-title" class="placement">
      <h2 id="placement-title" tabIndex={-1}>
        {text('placement')}: {splitKey(key).name}
      </h2>
      {placement === undefined ? <p class="dim">{text('placementUnknown')}</p> : <Answer placement={placement} />}
    </section>
  );
}

/** Takes the reader to the placement of the selected pod; nothing where none is selected. */
export function showPlacement(): void {
  const title = document.getElementById('placement-title');
  title?.scrollIntoView({ block: 'start' });
  title?.focus({ preventScroll: true });
}

function Answer({ placement }: { readonly placement: Judged }): VNode {
  const { looked, feasible, total, leftOut, ties } = placement;
  const refused = feasible === 0;
  return (
    <>
      <p>
        {told(placement.text)}
        <br />
        <span class="dim">{text('placementCounts', feasible, looked, total)}</span>
      </p>
      {ties > 1 && <p class="chance">⚄ {text('placementTies', ties)}</p>}
      {(refused || placement.preemption !== undefined) && (
        <div class="placement-help">
          {refused && <WhatHelps placement={placement} />}
          {placement.preemption !== undefined && <Victims preemption={placement.preemption} />}
        </div>
      )}
      {placement.nodes.length > 0 && <NodeTable placement={placement} />}
      {leftOut > 0 && <p class="dim">{text('placementLeftOut', leftOut)}</p>}
    </>
  );
}

function WhatHelps({ placement }: { readonly placement: Judged }): VNode {
  return (
    <div>
      <h3>{text('placementHeadAdmit')}</h3>
      {placement.advice.length === 0 && <p>{text('placementNothing')}</p>}
      <ul>
        {placement.advice.map((each) => (
          <li key={`${each.kind} ${each.subject}`}>{adviceText(each)}</li>
        ))}
      </ul>
    </div>
  );
}

function Victims({ preemption }: { readonly preemption: Preemption }): VNode {
  const { node, victims, violations, among, candidates } = preemption;
  const others = candidates.filter((each) => each.node !== node && each.victims > 0).slice(0, 8);
  return (
    <div>
      <h3>{text('placementHeadPreempt')}</h3>
      <p>{text('preemptOn', node)}</p>
      <ul>
        {victims.map((victim) => (
          <li key={victim}>
            <button type="button" class="link" onClick={() => select(victim)}>
              {splitKey(victim).name}
            </button>
          </li>
        ))}
      </ul>
      {violations > 0 && <p class="warn">⚠ {text('preemptBudget', violations)}</p>}
      {among > 1 && <p class="chance">⚄ {text('preemptAmong', among)}</p>}
      {others.length > 0 && (
        <p class="dim">
          {text('preemptElse', others.map((each) => text('preemptCandidate', each.node, each.victims)).join(', '))}
        </p>
      )}
    </div>
  );
}
