import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Key } from '#engine/api/key.ts';
import type { Millis } from '#engine/time.ts';
import { lowest } from '#engine/trace/steps.ts';
import type { Origin } from '#protocol/simulate.ts';
import { type Frame, frame } from './frame.ts';
import type { Playing } from './player.ts';
import { fittingSpeed } from './player.ts';
import type { Run } from './run.ts';
import { scaleOf } from './timeline/scale.ts';

/** The run on show; undefined before the first. A run grows: whoever shows it reads `version` too. */
export const run: Signal<Run | undefined> = signal(undefined);
/** The run before it, to compare with. */
export const previous: Signal<Run | undefined> = signal(undefined);
export const version: Signal<number> = signal(0);
/** Why nothing ran, in words, and the first place in a manifest that it names. */
export interface Refusal {
  readonly text: string;
  readonly place?: Pick<Origin, 'uri' | 'range'>;
}

export const refusal: Signal<Refusal | undefined> = signal(undefined);

export const t: Signal<Millis> = signal(0);
export const playing: Signal<Playing | undefined> = signal(undefined);
export const speed: Signal<number> = signal(1);
/** The part of the time-line on show; undefined: all of it. */
export const zoom: Signal<readonly [Millis, Millis] | undefined> = signal(undefined);

/** The object that is looked at, and the entry that is asked about (else the object's last). */
export const selected: Signal<Key | undefined> = signal(undefined);
export const asked: Signal<number | undefined> = signal(undefined);
/** The workload on the time-line; undefined: the one that matters most. */
export const focus: Signal<Key | undefined> = signal(undefined);
/** False until the first frame of the first run is painted: verdict and time-line come first, the rest a frame later. */
export const below: Signal<boolean> = signal(true);
export const helpOpen: Signal<boolean> = signal(false);
/** Counts screen frames while a far jump is on its way. */
export const hurry: Signal<number> = signal(0);

/** The picture of the moment. */
export const picture: ReadonlySignal<Frame | undefined> = computed(() => {
  version.value;
  hurry.value;
  return run.value === undefined ? undefined : frame(run.value, t.value);
});

/** The workload that the time-line and the numbers are about: the chosen one, else the first that the apply changed or that is stuck. */
export const focused: ReadonlySignal<Key | undefined> = computed(() => {
  version.value;
  if (focus.value !== undefined && run.value?.history.workloads.has(focus.value) === true) return focus.value;
  const workloads = run.value?.summary.workloads ?? [];
  const most =
    workloads.find((each) => each.state === 'stuck') ?? workloads.find((each) => each.changed) ?? workloads[0];
  return most?.key;
});

/** All moments at which something is told, or the availability of the workload in focus changes; sorted. */
export const moments: ReadonlySignal<readonly Millis[]> = computed(() => {
  version.value;
  const shown = run.value;
  if (shown === undefined) return [];
  const available = focused.value === undefined ? undefined : shown.history.workloads.get(focused.value)?.available;
  return merged(shown.story, available?.at ?? []);
});

/** The whole time-line: from shortly before the apply (or the beginning) to the end of the story. */
export const extent: ReadonlySignal<readonly [Millis, Millis]> = computed(() => {
  version.value;
  const shown = run.value;
  if (shown === undefined) return [0, 1000];
  const complete = shown.outcome === undefined ? 0 : shown.from + (shown.summary.duration ?? 0);
  const last = Math.max(shown.from + 100, moments.value[moments.value.length - 1] ?? 0, complete);
  const margin = Math.min(busyTime(moments.value, shown.from, last) * 0.05, 300);
  return [Math.max(0, shown.from - margin), Math.min(Math.max(shown.end, last), last + margin)];
});

export const window: ReadonlySignal<readonly [Millis, Millis]> = computed(() => zoom.value ?? extent.value);

/** The next frame is the first that shows anything: it is to come soon. */
export function hurryFirst(): void {
  if (run.value === undefined) below.value = false;
}

/** Puts another run on show; the one before stays for comparison if it was of the same manifests. */
export function show(next: Run): void {
  batch(() => {
    const last = run.value;
    const comparable =
      last !== undefined && last.problem === undefined && last.entries.length > 0 && last.title === next.title;
    previous.value = comparable ? last : undefined;
    run.value = next;
    refusal.value = undefined;
    zoom.value = undefined;
    asked.value = undefined;
    selected.value = undefined;
    playing.value = undefined;
    t.value = 0;
    version.value++;
  });
}

/** The run on show has grown; while it does, the playhead stays at its end. */
export function grown(): void {
  if (run.value?.outcome !== undefined) return;
  batch(() => {
    version.value++;
    if (run.value !== undefined && run.value.outcome === undefined) t.value = run.value.end;
  });
}

/** The run on show is over: the playhead goes to the moment that says most, and playing gets a speed that suits it. */
export function ended(): void {
  const shown = run.value;
  if (shown === undefined) return;
  batch(() => {
    version.value++;
    t.value = tellingMoment(shown);
    // What stands in the way is what a person would ask about first.
    const [first] = shown.moving ? [] : shown.summary.obstacles;
    selected.value = first?.example ?? first?.key;
    speed.value = fittingSpeed(extent.value[1] - extent.value[0]);
  });
}

/** The run on show has gone on after its end: who stood at the end stays there, who looked elsewhere is left alone. */
export function wentOn(end: Millis): void {
  batch(() => {
    version.value++;
    if (playing.value === undefined && t.value >= end) t.value = extent.value[1];
  });
}

/** Selects an object (and the entry to explain); the playhead stays. */
export function select(key: Key | undefined, entry?: number): void {
  batch(() => {
    selected.value = key;
    asked.value = entry;
  });
}

/** Moves the playhead; a person moving it ends the playing. */
export function moveTo(at: Millis): void {
  batch(() => {
    playing.value = undefined;
    t.value = Math.max(0, Math.min(at, Math.max(run.value?.end ?? 0, extent.value[1])));
  });
}

/** Both lists in one, in order and each moment once; a run grows at every frame, and sorting thousands of moments would take most of it. */
function merged(story: readonly { readonly at: Millis }[], others: readonly Millis[]): readonly Millis[] {
  const found: Millis[] = [];
  for (let i = 0, j = 0; i < story.length || j < others.length; ) {
    const [a, b] = [story[i]?.at ?? Number.POSITIVE_INFINITY, others[j] ?? Number.POSITIVE_INFINITY];
    const next = Math.min(a, b);
    if (a === next) i++;
    if (b === next) j++;
    if (next !== found[found.length - 1]) found.push(next);
  }
  return found;
}

/** How much of the time is drawn at full length: long quiets left out. */
function busyTime(all: readonly Millis[], from: Millis, to: Millis): Millis {
  return scaleOf(all, from, to, 1000).segments.reduce(
    (total, { from: start, to: end, compressed }) => total + (compressed ? 0 : end - start),
    0,
  );
}

/** Stuck: the end. Else the middle of the first moments at which availability is lowest. */
function tellingMoment(shown: Run): Millis {
  const { summary } = shown;
  if (summary.verdict !== 'completes') return extent.value[1];
  const key = focused.value;
  const history = key === undefined ? undefined : shown.history.workloads.get(key);
  if (history === undefined || summary.duration === null) return extent.value[1];
  const low = lowest(history.available, shown.from, shown.from + summary.duration);
  const after = history.available.at.find((at) => at > low.at) ?? low.at;
  return Math.min(shown.from + summary.duration, (low.at + after) / 2);
}
