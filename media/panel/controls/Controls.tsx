import type { VNode } from 'preact';
import { openFold } from '../Fold.tsx';
import { t as text } from '../l10n.ts';
import { showPlacement } from '../placement/Placement.tsx';
import { nextSpeed, speeds } from '../player.ts';
import {
  extent,
  focused,
  helpOpen,
  moments,
  moveTo,
  picture,
  playing,
  run,
  select,
  selected,
  window as shownWindow,
  speed,
  t,
  zoom,
} from '../state.ts';
import { neighbour } from '../timeline/hitTest.ts';
import { nowText, zoomBy } from '../timeline/Timeline.tsx';
import { offsetText } from '../timeline/ticks.ts';
import { Icon, type IconName } from './Icon.tsx';
import type { Command } from './keys.ts';

/** Carries out a command, from a key or a button. `now` is the screen's clock. */
export function perform(command: Command, now: number): void {
  const [from, to] = shownWindow.value;
  const scrub = (to - from) / 50;
  const jump = (at: number | undefined): void => {
    if (at !== undefined) moveTo(at);
  };
  const actions: Readonly<Record<Command, () => void>> = {
    play: () => togglePlay(now),
    next: () => jump(neighbour(moments.value, t.value, 1)),
    previous: () => jump(neighbour(moments.value, t.value, -1)),
    forward: () => moveTo(t.value + scrub),
    back: () => moveTo(t.value - scrub),
    start: () => moveTo(run.value?.from ?? 0),
    end: () => moveTo(extent.value[1]),
    zoomIn: () => zoomBy(0.5),
    zoomOut: () => zoomBy(2),
    fit: () => {
      zoom.value = undefined;
    },
    faster: () => setSpeed(nextSpeed(speed.value, 1), now),
    slower: () => setSpeed(nextSpeed(speed.value, -1), now),
    deselect: () => {
      if (selected.value === undefined) helpOpen.value = false;
      select(undefined);
    },
    placement: showPlacement,
    whatIf: () => openFold('whatIf'),
    help: () => {
      helpOpen.value = !helpOpen.value;
    },
  };
  actions[command]();
}

/** Step, play, speed, zoom, and the moment in words. */
export function Controls({ now }: { readonly now: () => number }): VNode {
  const button = (command: IconName & Command, label: string): VNode => (
    <button type="button" class="icon" title={label} aria-label={label} onClick={() => perform(command, now())}>
      <Icon name={command} />
    </button>
  );
  const isPlaying = playing.value !== undefined;
  return (
    <div class="controls">
      <div class="buttons" role="toolbar" aria-label={text('timeline')}>
        {button('start', text('toStart'))}
        {button('previous', text('previous'))}
        <button
          type="button"
          class="icon primary"
          aria-label={isPlaying ? text('pause') : text('play')}
          title={isPlaying ? text('pause') : text('play')}
          onClick={() => perform('play', now())}
        >
          <Icon name={isPlaying ? 'pause' : 'play'} />
        </button>
        {button('next', text('next'))}
        {button('end', text('toEnd'))}
        <label class="speed">
          <span class="hidden">{text('speed')}</span>
          <select value={String(speed.value)} onChange={(event) => setSpeed(Number(event.currentTarget.value), now())}>
            {speeds.map((each) => (
              <option key={each} value={String(each)}>
                {each}×
              </option>
            ))}
          </select>
        </label>
        {button('zoomOut', text('zoomOut'))}
        {button('zoomIn', text('zoomIn'))}
        {button('fit', text('fit'))}
        <button
          type="button"
          class="icon"
          title={text('keysHelp')}
          aria-label={text('keysHelp')}
          aria-expanded={helpOpen.value}
          onClick={() => perform('help', now())}
        >
          ?
        </button>
      </div>
      <p class="say">
        <b>{offsetText(Math.round(t.value - (run.value?.from ?? 0)))}</b> <span>{sayText()}</span>
      </p>
      <p class="hidden" aria-live="polite">
        {isPlaying || run.value?.outcome === undefined ? '' : nowText()}
      </p>
      {helpOpen.value && <p class="keys">{text('keysText')}</p>}
    </div>
  );
}

function sayText(): string {
  const totals = picture.value?.totals;
  const workload = picture.value?.workloads.find((each) => each.key === focused.value);
  return text(
    'say',
    workload?.available ?? totals?.ready ?? 0,
    workload?.counted ?? totals?.counted ?? 0,
    workload?.terminating ?? totals?.terminating ?? 0,
  );
}

function togglePlay(now: number): void {
  if (playing.value !== undefined) {
    playing.value = undefined;
    return;
  }
  const [from, to] = extent.value;
  const at = t.value >= to - 1 ? from : t.value;
  t.value = at;
  playing.value = { since: now, at, speed: speed.value };
}

function setSpeed(next: number, now: number): void {
  speed.value = next;
  if (playing.value !== undefined) playing.value = { since: now, at: t.value, speed: next };
}
