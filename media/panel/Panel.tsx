import type { VNode } from 'preact';
import { useEffect, useErrorBoundary } from 'preact/hooks';
import { Changes } from './changes/Changes.tsx';
import { Cluster } from './cluster/Cluster.tsx';
import { Controls } from './controls/Controls.tsx';
import { Events } from './events/Events.tsx';
import { Export } from './export/Export.tsx';
import { currentHost } from './host.ts';
import { Inspector } from './inspector/Inspector.tsx';
import { Why } from './inspector/Why.tsx';
import { Jump } from './Jump.tsx';
import { t as text } from './l10n.ts';
import { Placement } from './placement/Placement.tsx';
import { below, type Refusal, refusal, run, version } from './state.ts';
import { Legend } from './timeline/Legend.tsx';
import { Timeline } from './timeline/Timeline.tsx';
import { Traffic } from './traffic/Traffic.tsx';
import { Verdict } from './verdict/Verdict.tsx';
import { Compare } from './whatIf/Compare.tsx';
import { WhatIf } from './whatIf/WhatIf.tsx';
import { Workloads } from './workloads/Workloads.tsx';

/** The panel; what cannot be drawn becomes a sentence, never a blank page. */
export function Panel({ now }: { readonly now: () => number }): VNode {
  const [error, again] = useErrorBoundary();
  const shown = run.value;
  // Another run may well be drawn.
  useEffect(() => {
    if (error !== undefined) again();
  }, [shown]);
  if (error === undefined) return <Page now={now} />;
  return (
    <main>
      <Refused refused={{ text: text('cannotDraw', error instanceof Error ? error.message : String(error)) }} />
      {shown !== undefined && (
        <p class="buttons">
          <button type="button" class="icon" onClick={again}>
            {text('drawAgain')}
          </button>
        </p>
      )}
    </main>
  );
}

/** The whole panel, in the order in which things should be said: verdict, numbers, time, moment, causes, what if. */
function Page({ now }: { readonly now: () => number }): VNode {
  version.value;
  const shown = run.value;
  const refused = refusal.value;
  if (shown === undefined)
    return (
      <main>
        {refused === undefined ? (
          <p class="sentence" role="status">
            {text('waiting')}
          </p>
        ) : (
          <Refused refused={refused} />
        )}
      </main>
    );
  return (
    <main>
      {refused !== undefined && <Refused refused={refused} before={shown.title} />}
      <Verdict />
      {shown.entries.length > 0 && (
        <>
          <section class="time" aria-labelledby="timeline-title">
            <div class="time-head">
              <h2 id="timeline-title">{text('timeline')}</h2>
              <Legend />
              <div class="jumps">
                <Jump to="changes" />
                <Jump to="whatIf" />
                <Export />
              </div>
            </div>
            <Timeline />
            <Controls now={now} />
          </section>
          {below.value && <Below />}
        </>
      )}
    </main>
  );
}

/** What lies below the time-line. */
function Below(): VNode {
  return (
    <>
      <Compare />
      <Cluster />
      <div class="columns">
        <div>
          <Workloads />
          <Traffic />
        </div>
        <Events />
        <div class="asked">
          <Inspector />
          <Why />
        </div>
      </div>
      <Placement />
      <Changes />
      <WhatIf />
    </>
  );
}

/** Why nothing ran, with what can be done about it. What ran before stays below it. */
function Refused({ refused, before }: { readonly refused: Refusal; readonly before?: string }): VNode {
  const { place } = refused;
  const { live } = currentHost();
  return (
    <div class="refused">
      <p class="sentence bad" role="alert">
        ✕ {refused.text}
        {before !== undefined && ` ${text('shownBefore', before)}`}
      </p>
      {live && (
        <p class="buttons">
          {place !== undefined && (
            <button
              type="button"
              class="icon"
              onClick={() => currentHost().send({ kind: 'reveal', uri: place.uri, range: place.range })}
            >
              {text('source')}
            </button>
          )}
          <button type="button" class="icon" onClick={() => currentHost().send({ kind: 'rerun', whatIf: {} })}>
            {text('whatIfRun')}
          </button>
        </p>
      )}
    </div>
  );
}
