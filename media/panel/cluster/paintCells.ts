import type { Key } from '#engine/api/key.ts';
import type { PodState } from '#engine/trace/podState.ts';
import type { NodeFrame } from '../frame.ts';
import { t as text } from '../l10n.ts';
import type { Palette } from '../timeline/draw.ts';
import { hatchPattern } from '../timeline/pen.ts';
import type { Cell, Layout } from './layout.ts';

/** Draws every node as a cell that its pods fill from below: ready ones in the colour of their revision, not ready striped, failing crossed out, Terminating dotted. */
export function paintCells(
  context: CanvasRenderingContext2D,
  layout: Layout,
  groups: ReadonlyMap<Key, number>,
  palette: Palette,
  chosen: Key | undefined,
): void {
  context.font = `600 11px ${getComputedStyle(context.canvas).fontFamily}`;
  context.fillStyle = palette.dim;
  for (const zone of layout.zones)
    context.fillText(`${zone.name === '' ? text('noZone') : text('zone', zone.name)} · ${zone.nodes}`, 0, zone.y + 12);
  const most = layout.cells.reduce((n, cell) => Math.max(n, cell.node.podCount), 1);
  const brushes = brushesOf(context, palette, layout.size >= patterned);
  for (const cell of layout.cells) {
    context.fillStyle = palette.line;
    context.globalAlpha = 0.4;
    context.fillRect(cell.x, cell.y, cell.size, cell.size);
    fillCell(context, cell, most, groups, brushes);
    context.globalAlpha = 1;
    mark(context, cell, palette, chosen);
  }
}

interface Brushes {
  readonly groups: readonly string[];
  readonly bare: string;
  readonly unready: string | CanvasPattern;
  readonly failing: string;
  readonly terminating: string | CanvasPattern;
}

/** Cells smaller than this have no room for stripes and dots: what is not ready is narrow, what is Terminating hollow. */
export const patterned = 14;

function brushesOf(context: CanvasRenderingContext2D, palette: Palette, large: boolean): Brushes {
  return {
    groups: palette.groups,
    bare: palette.dim,
    unready: large ? hatchPattern(context, palette.foreground, 'lines') : palette.foreground,
    failing: palette.bad,
    terminating: large ? hatchPattern(context, palette.terminating, 'dots') : palette.terminating,
  };
}

type Parts = readonly (readonly [from: number, to: number])[];
const whole: Parts = [[0, 1]];
const narrow: Parts = [[0.3, 0.7]];
const hollow: Parts = [
  [0, 0.25],
  [0.75, 1],
];

const unreadyStates: readonly PodState[] = ['running', 'starting', 'pending'];
const failingStates: readonly PodState[] = ['crashing', 'imageError', 'failed'];

function fillCell(
  context: CanvasRenderingContext2D,
  { node, x, y, size }: Cell,
  most: number,
  groups: ReadonlyMap<Key, number>,
  brushes: Brushes,
): void {
  const unit = size / most;
  let bottom = y + size;
  const small = size < patterned;
  const fill = (count: number, brush: string | CanvasPattern, alpha: number, parts = whole): void => {
    if (count === 0) return;
    context.globalAlpha = alpha;
    context.fillStyle = brush;
    for (const [from, to] of parts)
      context.fillRect(x + from * size, bottom - count * unit, (to - from) * size, count * unit);
    bottom -= count * unit;
  };
  for (const [key, count] of node.readyBy) {
    const group = groups.get(key);
    fill(count, group === undefined ? brushes.bare : (brushes.groups[group % brushes.groups.length] ?? ''), 0.85);
  }
  fill(countOf(node, unreadyStates), brushes.unready, 0.55, small ? narrow : whole);
  const failing = countOf(node, failingStates);
  fill(failing, brushes.failing, 1);
  if (failing > 0) cross(context, x, bottom, size, failing * unit, '#ffffff');
  fill(node.states.get('terminating') ?? 0, brushes.terminating, 0.9, small ? hollow : whole);
}

function countOf(node: NodeFrame, states: readonly PodState[]): number {
  let count = 0;
  for (const state of states) count += node.states.get(state) ?? 0;
  return count;
}

function mark(
  context: CanvasRenderingContext2D,
  { node, x, y, size }: Cell,
  palette: Palette,
  chosen: Key | undefined,
): void {
  if (node.state === 'notReady' || node.state === 'gone') cross(context, x, y, size, size, palette.bad);
  if (node.state === 'cordoned') cross(context, x, y, size, size, palette.dim);
  if (node.key !== chosen) return;
  context.strokeStyle = palette.foreground;
  context.lineWidth = 2;
  context.strokeRect(x - 1, y - 1, size + 2, size + 2);
}

function cross(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  color: string,
): void {
  context.globalAlpha = 1;
  context.strokeStyle = color;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + width, y + height);
  context.moveTo(x + width, y);
  context.lineTo(x, y + height);
  context.stroke();
}
