import { effect, signal } from '@preact/signals';
import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { PodState } from '#engine/trace/podState.ts';
import type { Frame, NodeFrame } from '../frame.ts';
import { t as text } from '../l10n.ts';
import { picture, select, selected } from '../state.ts';
import type { Palette } from '../timeline/draw.ts';
import { paletteOf } from '../timeline/palette.ts';
import { cellAt, type Layout, layoutOf } from './layout.ts';

const width = signal(900);
const tallest = 420;
let shown: Layout | undefined;

/** Many nodes: each a cell, filled from below by its pods — ready, not ready, Terminating — and marked when it is not Ready. */
export function Cells({ frame }: { readonly frame: Frame }): VNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) width.value = Math.max(100, entry.contentRect.width);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  useEffect(
    () =>
      effect(() => {
        if (canvas.current !== null && picture.value !== undefined)
          paint(canvas.current, picture.value, selected.value);
      }),
    [],
  );
  return (
    <div ref={box} class="cells">
      <canvas
        ref={canvas}
        role="img"
        aria-label={text('cellsHint', frame.totals.nodes, frame.totals.counted)}
        onClick={(event) => {
          const bounds = event.currentTarget.getBoundingClientRect();
          const cell =
            shown === undefined ? undefined : cellAt(shown, event.clientX - bounds.left, event.clientY - bounds.top);
          if (cell !== undefined) select(cell.node.key);
        }}
      />
    </div>
  );
}

function paint(canvas: HTMLCanvasElement, frame: Frame, chosen: string | undefined): void {
  const layout = layoutOf(frame.zones, width.value, tallest);
  shown = layout;
  const ratio = globalThis.devicePixelRatio || 1;
  const height = Math.max(20, layout.height);
  canvas.width = Math.round(width.value * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.width = `${width.value}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const palette = paletteOf(canvas);
  context.font = `600 11px ${getComputedStyle(canvas).fontFamily}`;
  context.fillStyle = palette.dim;
  for (const zone of layout.zones)
    context.fillText(`${zone.name === '' ? text('noZone') : text('zone', zone.name)} · ${zone.nodes}`, 0, zone.y + 12);
  const most = layout.cells.reduce((n, cell) => Math.max(n, cell.node.podCount), 1);
  for (const { node, x, y, size } of layout.cells)
    paintCell(context, node, x, y, size, most, palette, node.key === chosen);
}

function paintCell(
  context: CanvasRenderingContext2D,
  node: NodeFrame,
  x: number,
  y: number,
  size: number,
  most: number,
  palette: Palette,
  chosen: boolean,
): void {
  const of = (a: PodState, b?: PodState, c?: PodState): number =>
    (node.states.get(a) ?? 0) +
    (b === undefined ? 0 : (node.states.get(b) ?? 0)) +
    (c === undefined ? 0 : (node.states.get(c) ?? 0));
  context.fillStyle = palette.line;
  context.globalAlpha = 0.5;
  context.fillRect(x, y, size, size);
  context.globalAlpha = 1;
  let bottom = y + size;
  const fill = (count: number, color: string, alpha = 1): void => {
    if (count === 0) return;
    const part = (count / most) * size;
    context.globalAlpha = alpha;
    context.fillStyle = color;
    context.fillRect(x, bottom - part, size, part);
    context.globalAlpha = 1;
    bottom -= part;
  };
  fill(of('ready', 'succeeded'), palette.groups[1] ?? palette.accent);
  fill(of('running', 'starting', 'pending'), palette.groups[1] ?? palette.accent, 0.35);
  fill(of('crashing', 'imageError', 'failed'), palette.bad);
  fill(of('terminating'), palette.terminating, 0.7);
  if (node.state === 'notReady' || node.state === 'gone') cross(context, x, y, size, palette.bad);
  if (node.state === 'cordoned') cross(context, x, y, size, palette.dim);
  if (!chosen) return;
  context.strokeStyle = palette.foreground;
  context.lineWidth = 2;
  context.strokeRect(x - 1, y - 1, size + 2, size + 2);
}

function cross(context: CanvasRenderingContext2D, x: number, y: number, size: number, color: string): void {
  context.strokeStyle = color;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + size, y + size);
  context.moveTo(x + size, y);
  context.lineTo(x, y + size);
  context.stroke();
}
