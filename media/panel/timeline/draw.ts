import type { Millis } from '#engine/time.ts';
import { t as text } from '../l10n.ts';
import { drawMarks } from './drawMarks.ts';
import type { Columns, Mark, ServiceLane, WorkloadLane } from './lanes.ts';
import type { Pen } from './pen.ts';
import { type Scale, toX } from './scale.ts';
import { countText, countTicks, type Tick, widthOf } from './ticks.ts';

/** Finished colours, read from the theme. */
export interface Palette {
  readonly foreground: string;
  readonly dim: string;
  readonly line: string;
  readonly background: string;
  readonly ok: string;
  readonly warn: string;
  readonly bad: string;
  readonly terminating: string;
  readonly accent: string;
  /** By a group's place; wraps around. */
  readonly groups: readonly string[];
}

/** Everything that the time-line shows, ready to draw. */
export interface Picture {
  readonly scale: Scale;
  readonly ticks: readonly Tick[];
  readonly workload: WorkloadLane | undefined;
  readonly before: Columns | undefined;
  readonly services: readonly ServiceLane[];
  readonly nodesDown: Columns | undefined;
  readonly marks: readonly Mark[];
}

export const gutter = 46;
export const margin = 14;
const top = 12;
const mainHeight = 190;
const serviceHeight = 40;
const nodesHeight = 24;
const marksHeight = 26;
const axisHeight = 24;

/** The height that the picture needs. */
export function heightOf(picture: Picture): number {
  const nodes = picture.nodesDown === undefined ? 0 : nodesHeight;
  return (
    top +
    (picture.workload === undefined ? 0 : mainHeight) +
    picture.services.length * serviceHeight +
    nodes +
    marksHeight +
    axisHeight
  );
}

/** Draws all lanes, the axis below them, no playhead. */
export function draw(pen: Pen, picture: Picture, palette: Palette): void {
  const height = heightOf(picture);
  const right = gutter + picture.scale.width;
  quiets(pen, picture.scale, height - axisHeight, palette);
  let y = top;
  if (picture.workload !== undefined) {
    workload(pen, picture.workload, picture.before, y, right, palette);
    y += mainHeight;
  }
  for (const service of picture.services) {
    serviceLane(pen, service, y, right, palette);
    y += serviceHeight;
  }
  if (picture.nodesDown !== undefined) {
    nodesLane(pen, picture.nodesDown, y, palette);
    y += nodesHeight;
  }
  drawMarks(pen, picture.marks, y, gutter, right, palette);
  axis(pen, picture.ticks, height - axisHeight, right, palette);
}

/** Draws the playhead at `t`. */
export function drawPlayhead(pen: Pen, picture: Picture, t: Millis, palette: Palette): void {
  const x = gutter + toX(picture.scale, t);
  const bottom = heightOf(picture) - axisHeight;
  pen.line(
    [
      [x, 4],
      [x, bottom],
    ],
    palette.foreground,
    2,
  );
  pen.area(
    [
      [x - 6, 0],
      [x + 6, 0],
      [x + 6, 5],
      [x, 11],
      [x - 6, 5],
    ],
    palette.foreground,
    1,
  );
}

const floorTexts = { strategy: 'availableFloor', budget: 'budgetFloor' } as const;

function workload(
  pen: Pen,
  lane: WorkloadLane,
  before: Columns | undefined,
  y: number,
  right: number,
  palette: Palette,
): void {
  const bottom = y + mainHeight - 14;
  const at = (value: number): number => bottom - (value / lane.top) * (mainHeight - 34);
  for (const n of countTicks(lane.top)) {
    pen.line(
      [
        [gutter, at(n)],
        [right, at(n)],
      ],
      palette.line,
      0.6,
    );
    pen.text(gutter - 8, at(n) + 4, countText(n), palette.dim, 'end');
  }
  for (const band of lane.bands) {
    const color = palette.groups[band.group % palette.groups.length] ?? palette.accent;
    const points = areaPoints(band.low, band.high, at);
    if (band.kind === 'ready') pen.area(points, color, 0.72);
    else if (band.kind === 'unready') pen.area(points, color, 0.2, 'lines');
    else pen.area(points, palette.terminating, 0.22, 'dots');
  }
  if (before !== undefined) pen.line(stepPoints(before.min, at), palette.dim, 1.5, [2, 3]);
  pen.line(stepPoints(lane.available.min, at), palette.foreground, 1.6);
  budgetLine(pen, lane.floor, at, palette.ok, (n) => text(floorTexts[lane.floorBy], n), right, 14, palette);
  budgetLine(pen, lane.ceiling, at, palette.warn, (n) => text('surgeCeiling', n), right, -5, palette);
}

function budgetLine(
  pen: Pen,
  values: Float64Array,
  at: (n: number) => number,
  color: string,
  label: (n: number) => string,
  right: number,
  labelOffset: number,
  palette: Palette,
): void {
  const last = values[values.length - 1] ?? -1;
  let run: [number, number][] = [];
  const flush = (): void => {
    if (run.length > 1) pen.line(run, color, 1.6, [6, 4]);
    run = [];
  };
  values.forEach((value, i) => {
    if (value < 0) flush();
    else run.push([gutter + i, at(value)], [gutter + i + 1, at(value)]);
  });
  flush();
  if (last < 0) return;
  // A plate behind the words: they lie on bands of any colour.
  const [x, y, width] = [right - 4, at(last) + labelOffset, widthOf(label(last)) * 1.08];
  pen.area(
    [
      [x - width - 4, y - 11],
      [x + 4, y - 11],
      [x + 4, y + 4],
      [x - width - 4, y + 4],
    ],
    palette.background,
    0.82,
  );
  pen.text(x, y, label(last), color, 'end', true);
}

function serviceLane(pen: Pen, lane: ServiceLane, y: number, right: number, palette: Palette): void {
  const bottom = y + serviceHeight - 6;
  const at = (value: number): number => bottom - (value / lane.top) * (serviceHeight - 22);
  pen.line(
    [
      [gutter, bottom],
      [right, bottom],
    ],
    palette.line,
    0.6,
  );
  const zero = new Float64Array(lane.ready.min.length);
  pen.area(areaPoints(zero, lane.ready.min, at), palette.ok, 0.3);
  pen.line(stepPoints(lane.ready.min, at), palette.ok, 1.4);
  pen.text(gutter - 8, at(lane.top) + 4, countText(lane.top), palette.dim, 'end');
  pen.text(gutter + 4, y + 10, text('endpointsLane', lane.key.slice(lane.key.lastIndexOf('/') + 1)), palette.dim);
}

function nodesLane(pen: Pen, down: Columns, y: number, palette: Palette): void {
  const most = down.max.reduce((a, b) => Math.max(a, b), 1);
  const bottom = y + nodesHeight - 6;
  const zero = new Float64Array(down.max.length);
  pen.area(
    areaPoints(zero, down.max, (n) => bottom - (n / most) * 9),
    palette.bad,
    0.5,
    'lines',
  );
  pen.text(gutter + 4, y + 8, text('nodesDownLane'), palette.dim);
}

function axis(pen: Pen, ticks: readonly Tick[], y: number, right: number, palette: Palette): void {
  pen.line(
    [
      [gutter, y],
      [right, y],
    ],
    palette.line,
    1,
  );
  for (const tick of ticks) {
    const x = gutter + tick.x;
    if (tick.quiet)
      pen.line(
        [
          [x - 8, y + 3],
          [x - 3, y - 3],
          [x + 3, y + 3],
          [x + 8, y - 3],
        ],
        palette.dim,
        1.2,
      );
    else
      pen.line(
        [
          [x, y],
          [x, y + 4],
        ],
        palette.dim,
        1,
      );
    pen.text(x, y + 17, tick.label, palette.dim, 'middle');
  }
}

/** A long quiet is a paler stretch: nothing happens in it, and it is longer than it looks. */
function quiets(pen: Pen, scale: Scale, bottom: number, palette: Palette): void {
  for (const { x, width, compressed } of scale.segments) {
    if (compressed)
      pen.area(
        [
          [gutter + x, top],
          [gutter + x + width, top],
          [gutter + x + width, bottom],
          [gutter + x, bottom],
        ],
        palette.line,
        0.35,
      );
  }
}

/** The outline of a band, corners only: columns of equal height are one edge. */
function areaPoints(
  low: Float64Array,
  high: Float64Array,
  at: (value: number) => number,
): readonly (readonly [number, number])[] {
  return [...stepPoints(high, at), ...stepPoints(low, at).reverse()];
}

function stepPoints(values: Float64Array, at: (value: number) => number): (readonly [number, number])[] {
  const points: (readonly [number, number])[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (i > 0 && value === values[i - 1]) continue;
    if (i > 0) points.push([gutter + i, at(values[i - 1] ?? 0)]);
    points.push([gutter + i, at(value)]);
  }
  points.push([gutter + values.length, at(values[values.length - 1] ?? 0)]);
  return points;
}
