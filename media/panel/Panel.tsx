import type { VNode } from 'preact';
import { Changes } from './changes/Changes.tsx';
import { Cluster } from './cluster/Cluster.tsx';
import { Controls } from './controls/Controls.tsx';
import { Events } from './events/Events.tsx';
import { Export } from './export/Export.tsx';
import { Inspector } from './inspector/Inspector.tsx';
import { Why } from './inspector/Why.tsx';
import { t as text } from './l10n.ts';
import { Placement } from './placement/Placement.tsx';
import { refusal, run, version } from './state.ts';
import { Legend } from './timeline/Legend.tsx';
import { Timeline } from './timeline/Timeline.tsx';
import { Traffic } from './traffic/Traffic.tsx';
import { Verdict } from './verdict/Verdict.tsx';
import { Compare } from './whatIf/Compare.tsx';
import { WhatIf } from './whatIf/WhatIf.tsx';
import { Workloads } from './workloads/Workloads.tsx';

/** The whole panel, in the order in which things should be said: verdict, numbers, time, moment, causes, what if. */
export function Panel({ now }: { readonly now: () => number }): VNode {
  version.value;
  const shown = run.value;
  if (refusal.value !== undefined) return <Sentence text={refusal.value} bad />;
  if (shown === undefined) return <Sentence text={text('waiting')} />;
  return (
    <main>
      <Verdict />
      {shown.entries.length > 0 && (
        <>
          <section class="time" aria-labelledby="timeline-title">
            <div class="time-head">
              <h2 id="timeline-title">{text('timeline')}</h2>
              <Legend />
              <Export />
            </div>
            <Timeline />
            <Controls now={now} />
          </section>
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
      )}
    </main>
  );
}

function Sentence({ text: sentence, bad }: { readonly text: string; readonly bad?: boolean }): VNode {
  return (
    <main>
      <p class={`sentence ${bad === true ? 'bad' : ''}`} role="status">
        {bad === true ? '✕ ' : ''}
        {sentence}
      </p>
    </main>
  );
}
