import type { VNode } from 'preact';
import type { StoryLine } from '#engine/trace/text.ts';
import { t as text } from '../l10n.ts';
import { told } from '../sentences/told.ts';
import { asked, moveTo, run, select, t, version } from '../state.ts';
import { offsetText } from '../timeline/ticks.ts';
import { positionAtLine } from './around.ts';
import { type Burst, burstsOf, openText, ownName } from './bursts.ts';

const before = 12;
const after = 5;
const prologue = 2;
/** Lines read on either side: bursts of many pods count as one. */
const most = 200;
const mostNames = 12;

/** What happens around the moment: what was told so far, the latest marked, and what comes next, paler. */
export function Events(): VNode {
  version.value;
  const story = run.value?.story ?? [];
  const here = positionAtLine(story, t.value);
  const start = Math.min(here, positionAtLine(story, (run.value?.from ?? 0) - 1));
  // How the cluster came to be as it was is a long story before the one that is asked about: its end will do.
  const earlier = burstsOf(story.slice(Math.max(0, start - most), start)).slice(here === start ? -before : -prologue);
  const since = burstsOf(story.slice(Math.max(start, here - most), here));
  const past = [...earlier, ...since].slice(-before);
  const later = burstsOf(story.slice(here, here + most)).slice(0, after);
  const latest = story[here - 1]?.at;
  return (
    <section aria-labelledby="events-title" class="happening">
      <h2 id="events-title">{text('happens')}</h2>
      {story.length === 0 && <p class="dim">{text('nothingHappens')}</p>}
      <ol class="events">
        {past.map((burst) => (
          <Line key={burst.lines[0].seq} burst={burst} state={burst.lines.at(-1)?.at === latest ? 'now' : ''} />
        ))}
        {later.map((burst) => (
          <Line key={burst.lines[0].seq} burst={burst} state="later" />
        ))}
      </ol>
    </section>
  );
}

const signs: Readonly<Record<StoryLine['severity'], string>> = { normal: '', warning: '⚠ ', error: '✕ ' };

function Line({ burst, state }: { readonly burst: Burst; readonly state: string }): VNode {
  const { lines, severity } = burst;
  const [line] = lines;
  const said = told(line.text);
  return (
    <li class={`${state} ${severity}`}>
      <button
        type="button"
        title={`${said}\n${line.actor}`}
        aria-current={asked.value === line.seq ? 'true' : undefined}
        onClick={() => open(line)}
      >
        <time>{offsetText(line.at - (run.value?.from ?? 0))}</time>
        <span class="said">
          {signs[severity]}
          {lines.length === 1 ? said : openText(said)}
        </span>
        <span class="actor">{line.actor}</span>
      </button>
      {lines.length > 1 && (
        <p class="names">
          {lines.slice(0, mostNames).map((each) => (
            <button
              key={each.seq}
              type="button"
              aria-current={asked.value === each.seq ? 'true' : undefined}
              aria-label={told(each.text)}
              title={`${told(each.text)}\n${each.actor}`}
              onClick={() => open(each)}
            >
              {ownName(each)}
            </button>
          ))}
          {lines.length > mostNames && <span class="dim">{text('more', lines.length - mostNames)}</span>}
        </p>
      )}
    </li>
  );
}

/** Goes to the moment of the line and asks why. */
function open(line: StoryLine): void {
  moveTo(line.at);
  select(line.key, line.seq);
}
