import type { VNode } from 'preact';
import type { StoryLine } from '#engine/trace/text.ts';
import { t as text } from '../l10n.ts';
import { told } from '../sentences/told.ts';
import { asked, moveTo, run, select, t, version } from '../state.ts';
import { offsetText } from '../timeline/ticks.ts';
import { positionAtLine } from './around.ts';

const before = 12;
const after = 5;

/** What happens around the moment: lines told so far, the latest marked, and what comes next, paler. */
export function Events(): VNode {
  version.value;
  const story = run.value?.story ?? [];
  const here = positionAtLine(story, t.value);
  const first = Math.max(0, here - before);
  const lines = story.slice(first, here + after);
  const latest = story[here - 1]?.at;
  return (
    <section aria-labelledby="events-title">
      <h2 id="events-title">{text('happens')}</h2>
      {story.length === 0 && <p class="dim">{text('nothingHappens')}</p>}
      <ol class="events">
        {lines.map((line, i) => (
          <Line key={line.seq} line={line} state={first + i >= here ? 'later' : line.at === latest ? 'now' : ''} />
        ))}
      </ol>
    </section>
  );
}

const signs: Readonly<Record<StoryLine['severity'], string>> = { normal: '', warning: '⚠ ', error: '✕ ' };

function Line({ line, state }: { readonly line: StoryLine; readonly state: string }): VNode {
  return (
    <li class={`${state} ${line.severity}`}>
      <button
        type="button"
        aria-current={asked.value === line.seq ? 'true' : undefined}
        onClick={() => {
          moveTo(line.at);
          select(line.key, line.seq);
        }}
      >
        <time>{offsetText(line.at - (run.value?.from ?? 0))}</time>
        <span>
          {signs[line.severity]}
          {told(line.text)}
          <span class="actor"> {line.actor}</span>
        </span>
      </button>
    </li>
  );
}
