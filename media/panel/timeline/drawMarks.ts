import { t as text } from '../l10n.ts';
import type { Palette } from './draw.ts';
import type { Mark } from './lanes.ts';
import type { Pen } from './pen.ts';

/** Draws what is told: one sign for each mark on a line at `y`. */
export function drawMarks(
  pen: Pen,
  all: readonly Mark[],
  y: number,
  gutter: number,
  right: number,
  palette: Palette,
): void {
  const middle = y + 13;
  pen.line(edge(gutter, middle, right, middle), palette.line, 0.6);
  pen.text(gutter - 8, middle + 4, text('eventsLane'), palette.dim, 'end');
  for (const one of all) mark(pen, one, gutter + one.x, middle, palette);
}

/** Each form is one of its own: a stroke, a flag, a triangle, a cross. */
function mark(pen: Pen, { severity, count }: Mark, x: number, y: number, palette: Palette): void {
  if (severity === 'normal') pen.line(edge(x, y - 4, x, y + 4), palette.accent, count > 1 ? 2.5 : 1.5);
  else if (severity === 'user') pen.area(around(x, y, flag), palette.foreground, 1);
  else if (severity === 'warning') pen.area(around(x, y, triangle), palette.warn, 1);
  else {
    pen.line(edge(x - 4, y - 4, x + 4, y + 4), palette.bad, 2);
    pen.line(edge(x - 4, y + 4, x + 4, y - 4), palette.bad, 2);
  }
}

type Points = readonly (readonly [number, number])[];

const flag: Points = [
  ...([
    [0, -7],
    [7, -3],
    [0, 1],
  ] as const),
  ...([
    [0, 7],
    [-1, 7],
    [-1, -7],
  ] as const),
];
const triangle: Points = [
  [-5, 4],
  [5, 4],
  [0, -5],
];

function around(x: number, y: number, shape: Points): Points {
  return shape.map(([dx, dy]) => [x + dx, y + dy]);
}

function edge(x1: number, y1: number, x2: number, y2: number): Points {
  return [
    [x1, y1],
    [x2, y2],
  ];
}
