import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t as text } from '../l10n.ts';
import {
  extent,
  focused,
  picture as moment,
  moments,
  moveTo,
  previous,
  run,
  select,
  window as shownWindow,
  t,
  version,
  zoom,
} from '../state.ts';
import { clearCanvas } from './clearCanvas.ts';
import { draw, drawPlayhead, gutter, heightOf, margin, type Picture } from './draw.ts';
import { markAt } from './hitTest.ts';
import { paletteOf, theme } from './palette.ts';
import { canvasPen } from './pen.ts';
import { pictureOf } from './picture.ts';
import { toTime, zoomed } from './scale.ts';
import { offsetText } from './ticks.ts';

const width = signal(900);

/** What the time-line shows; the same value until the run, the window or the width changes. */
export const timeline: ReadonlySignal<Picture | undefined> = computed(() => {
  version.value;
  const shown = run.value;
  return shown === undefined
    ? undefined
    : pictureOf(shown, focused.value, moments.value, shownWindow.value, width.value, previous.value);
});

/** Shows `factor` times as much time around the playhead. */
export function zoomBy(factor: number, center: number = t.value): void {
  const [from, to] = shownWindow.value;
  const [least, most] = extent.value;
  const next = zoomed(from, to, center, factor, least, most);
  zoom.value = next[0] <= least && next[1] >= most ? undefined : next;
}

/** The replicas, endpoints and events over time, with the playhead. One canvas; a slider for keyboard and screen reader. */
export function Timeline(): VNode {
  const base = useRef<HTMLCanvasElement>(null);
  const head = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => watchWidth(box.current), []);
  useEffect(
    () =>
      effect(() => {
        theme.value;
        const picture = timeline.value;
        if (base.current !== null && picture !== undefined)
          paint(base.current, (pen, palette) => draw(pen, picture, palette), heightOf(picture));
      }),
    [],
  );
  useEffect(
    () =>
      effect(() => {
        theme.value;
        const picture = timeline.value;
        const at = t.value;
        if (head.current !== null && picture !== undefined)
          paint(head.current, (pen, palette) => drawPlayhead(pen, picture, at, palette), heightOf(picture));
      }),
    [],
  );
  const [from, to] = shownWindow.value;
  return (
    <div
      ref={box}
      class="timeline"
      role="slider"
      tabIndex={0}
      aria-label={text('timelineLabel')}
      aria-valuemin={Math.round(from)}
      aria-valuemax={Math.round(to)}
      aria-valuenow={Math.round(t.value)}
      aria-valuetext={nowText()}
      onPointerDown={scrub}
      onPointerMove={(event) => {
        if (event.buttons === 1) scrub(event);
      }}
      onWheel={wheel}
    >
      <canvas ref={base} />
      <canvas ref={head} class="playhead" />
    </div>
  );
}

/** The moment in words: what a screen reader says of the playhead. */
export function nowText(): string {
  const shown = run.value;
  const totals = moment.value?.totals;
  const workload = moment.value?.workloads.find((each) => each.key === focused.value);
  if (shown === undefined || totals === undefined) return '';
  return text(
    'now',
    offsetText(t.value - shown.from),
    workload?.available ?? totals.ready,
    workload?.counted ?? totals.counted,
    workload?.terminating ?? totals.terminating,
  );
}

function scrub(event: PointerEvent): void {
  const target = event.currentTarget;
  const picture = timeline.value;
  if (!(target instanceof HTMLElement) || picture === undefined) return;
  const bounds = target.getBoundingClientRect();
  const x = event.clientX - bounds.left - gutter;
  if (event.type === 'pointerdown') {
    target.setPointerCapture(event.pointerId);
    const mark = event.clientY - bounds.top > bounds.height - 50 ? markAt(picture.marks, x) : undefined;
    const entry = mark === undefined ? undefined : run.value?.entries[mark.seq];
    if (entry !== undefined) {
      moveTo(entry.at);
      select(run.value?.story.find((line) => line.seq === entry.seq)?.key, entry.seq);
      return;
    }
  }
  moveTo(toTime(picture.scale, x));
}

function wheel(event: WheelEvent): void {
  const picture = timeline.value;
  // A plain wheel scrolls the page; with Control (a pinch on a track pad sends it) it zooms.
  if (!event.ctrlKey || picture === undefined || !(event.currentTarget instanceof HTMLElement)) return;
  event.preventDefault();
  zoomBy(
    event.deltaY > 0 ? 1.25 : 0.8,
    toTime(picture.scale, event.clientX - event.currentTarget.getBoundingClientRect().left - gutter),
  );
}

function watchWidth(box: HTMLElement | null): (() => void) | undefined {
  if (box === null) return undefined;
  const observer = new ResizeObserver(([entry]) => {
    if (entry !== undefined) width.value = Math.max(gutter + margin + 50, entry.contentRect.width);
  });
  observer.observe(box);
  return () => {
    observer.disconnect();
  };
}

function paint(
  canvas: HTMLCanvasElement,
  drawing: (pen: ReturnType<typeof canvasPen>, palette: ReturnType<typeof paletteOf>) => void,
  height: number,
): void {
  const context = clearCanvas(canvas, width.value, height);
  if (context === undefined) return;
  drawing(canvasPen(context, getComputedStyle(canvas).fontFamily), paletteOf(canvas));
}
